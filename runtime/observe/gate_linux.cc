#include "runtime/observe/gate_linux.h"

#include <sys/syscall.h>

#define UMAKE_TEXT_OF(x) #x
#define UMAKE_TEXT(x) UMAKE_TEXT_OF(x)

#if defined(__x86_64__)

// It is data here: it runs only where it was copied to.
//
// At each entry rcx holds the address of the stub's record, and all other registers what the
// program gave its call, which the call must leave as they are but for rax, rcx and r11. The 128
// bytes below the stack pointer may be the program's. The call comes first: if the kernel could
// read the path, so can the gate.
asm(R"(
  .intel_syntax noprefix
  .pushsection .rodata
  .balign 64
  # Link-time optimisation may part this from the code that names it.
  .irp name, begin, end, exempt, report, open, openat, stat, access, newfstatat, statx
  .globl umake_gate_\name
  .hidden umake_gate_\name
  .endr
  .irp name, faccessat, faccessat2, readlink, readlinkat, execve
  .globl umake_gate_\name
  .hidden umake_gate_\name
  .endr
  .irp name, loader, loader_record, loader_return, loader_back, loader_end
  .globl umake_gate_\name
  .hidden umake_gate_\name
  .endr
umake_gate_begin:

  # O_CLOEXEC, O_NONBLOCK, O_NOCTTY, O_LARGEFILE, O_DIRECTORY, O_NOFOLLOW, O_NOATIME, O_PATH
umake_gate_open:
  test esi, ~0x2f8900
  jnz umake_gate_slow
  lea rsp, [rsp - 128]
  push rsi
  push rdi
  push -100
  jmp umake_gate_call
umake_gate_openat:
  test edx, ~0x2f8900
  jnz umake_gate_slow
  lea rsp, [rsp - 128]
  push rdx
  push rsi
  push rdi
  jmp umake_gate_call
  # AT_SYMLINK_NOFOLLOW, AT_NO_AUTOMOUNT
umake_gate_newfstatat:
  test r10d, ~0x900
  jnz umake_gate_slow
  lea rsp, [rsp - 128]
  push r10
  push rsi
  push rdi
  jmp umake_gate_call
  # The same, AT_STATX_DONT_SYNC; a reserved bit of the mask fails the call before its path is read.
umake_gate_statx:
  test edx, ~0x4900
  jnz umake_gate_slow
  test r10d, r10d
  js umake_gate_slow
  lea rsp, [rsp - 128]
  push rdx
  push rsi
  push rdi
  jmp umake_gate_call
  # AT_EACCESS, AT_SYMLINK_NOFOLLOW; so does a mode of more than three bits.
umake_gate_faccessat2:
  test r10d, ~0x300
  jnz umake_gate_slow
  test edx, ~7
  jnz umake_gate_slow
  lea rsp, [rsp - 128]
  push r10
  push rsi
  push rdi
  jmp umake_gate_call
umake_gate_faccessat:
  test edx, ~7
  jnz umake_gate_slow
  jmp umake_gate_no_flags
umake_gate_readlinkat:
  test r10d, r10d
  jle umake_gate_slow
umake_gate_no_flags:
  lea rsp, [rsp - 128]
  push 0
  push rsi
  push rdi
  jmp umake_gate_call
umake_gate_readlink:
  test edx, edx
  jle umake_gate_slow
  jmp umake_gate_stat
umake_gate_access:
  test esi, ~7
  jnz umake_gate_slow
umake_gate_stat:
  lea rsp, [rsp - 128]
  push 0
  push rdi
  push -100

umake_gate_call:
  push rcx
  mov r11d, [rcx + 12]
  mov eax, [rcx + 24]
  cmp eax, [rip + umake_gate_begin + )" UMAKE_TEXT(UMAKE_GATE_LOG) R"( + 8]
  je 1f
  mov r11d, -1
1:
  push r11
  movzx eax, word ptr [rcx + 28]
umake_gate_make:
  syscall
umake_gate_exempt:
  mov rcx, [rsp + 8]
  cmp word ptr [rcx + 28], 59      # execve
  je umake_gate_sought
umake_gate_answered:
  cmp rax, -14                     # EFAULT: there is no path
  je umake_gate_leave
  push rax
  push rdi
  push rsi
  push rdx
  push r8
  push r9
  push r10
  # [rsp + 56] base of relative paths, 64 record, 72 directory, 80 path, 88 flags
  mov rsi, [rsp + 80]
  mov rcx, [rsp + 64]
  movzx eax, byte ptr [rsi]
  test eax, eax
  je umake_gate_restore
  mov r8d, [rsp + 56]
  cmp eax, 47                      # a slash
  jne 1f
  xor r8d, r8d
  jmp 2f
1:
  cmp dword ptr [rsp + 72], -100
  jne umake_gate_tell
  cmp r8d, -1
  je umake_gate_tell
2:
  # The hash, in r8, starts from the call and what its path is relative to.
  shl r8, 32
  movzx eax, word ptr [rcx + 28]
  shl eax, 20
  or eax, [rsp + 88]
  or r8, rax
  movabs r10, 0x9e3779b97f4a7c15
  xor edx, edx
3:
  movzx eax, byte ptr [rsi + rdx]
  test eax, eax
  je 4f
  xor r8, rax
  imul r8, r10
  ror r8, 29
  inc edx
  cmp edx, 1023
  jb 3b
  jmp umake_gate_tell
4:
  cmp edx, 5
  jb 5f
  cmp dword ptr [rsi], 0x6f72702f  # "/pro": means another thing for each process
  je umake_gate_tell
5:
  or r8, 1
  mov rax, r8
  shr rax, 64 - )" UMAKE_TEXT(UMAKE_GATE_SEEN_BITS) R"(
  lea r9, [rip + umake_gate_begin + )" UMAKE_TEXT(UMAKE_GATE_SEEN) R"(]
  mov ecx, 8
6:
  mov r10, [r9 + rax * 8]
  cmp r10, r8
  je umake_gate_restore
  test r10, r10
  je 7f
  inc eax
  and eax, (1 << )" UMAKE_TEXT(UMAKE_GATE_SEEN_BITS) R"() - 1
  dec ecx
  jnz 6b
7:
  mov r11d, eax
  # An entry and room for the path; the counts must not run over when there is no more.
  lea r9, [rip + umake_gate_begin + )" UMAKE_TEXT(UMAKE_GATE_LOG) R"(]
  mov rax, [r9]
  cmp eax, )" UMAKE_TEXT(UMAKE_GATE_TEXT_SIZE) R"(
  jae umake_gate_tell
  shr rax, 32
  cmp eax, )" UMAKE_TEXT(UMAKE_GATE_ENTRY_COUNT) R"(
  jae umake_gate_tell
  mov eax, edx
  bts rax, 32
  lock xadd [r9], rax
  mov r10, rax
  shr r10, 32
  cmp r10d, )" UMAKE_TEXT(UMAKE_GATE_ENTRY_COUNT) R"(
  jae umake_gate_tell
  mov eax, eax
  lea rcx, [rax + rdx]
  cmp rcx, )" UMAKE_TEXT(UMAKE_GATE_TEXT_SIZE) R"(
  ja umake_gate_tell
  lea rdi, [rip + umake_gate_begin + )" UMAKE_TEXT(UMAKE_GATE_TEXT) R"(]
  add rdi, rax
  mov ecx, edx
  rep movsb
  shl r10, 4
  lea rdi, [rip + umake_gate_begin + )" UMAKE_TEXT(UMAKE_GATE_ENTRIES) R"(]
  add rdi, r10
  mov [rdi], eax
  mov [rdi + 4], dx
  mov rcx, [rsp + 64]
  movzx ecx, word ptr [rcx + 28]
  mov [rdi + 6], cx
  mov ecx, [rsp + 56]
  mov [rdi + 8], ecx
  mov ecx, [rsp + 88]
  bts ecx, 31
  mov [rdi + 12], ecx
  # Not before: others rely on the entry.
  lea r9, [rip + umake_gate_begin + )" UMAKE_TEXT(UMAKE_GATE_SEEN) R"(]
  mov [r9 + r11 * 8], r8

umake_gate_restore:
  pop r10
  pop r9
  pop r8
  pop rdx
  pop rsi
  pop rdi
  pop rax
umake_gate_leave:
  pop r11
  pop rcx
  lea rsp, [rsp + 24 + 128]
  jmp [rcx + 16]

  # A search along the PATH: what is not there is taken down here, for all else the call is made
  # where the supervisor hears of it. Whether it is there, faccessat2(path, F_OK, AT_EACCESS) tells.
umake_gate_execve:
  lea rsp, [rsp - 128]
  push r10
  push rdx
  push rsi
  push rdi
  push 0
  push rdi
  push -100
  push rcx
  mov r11d, -1
  push r11
  mov rsi, rdi
  mov edi, -100
  xor edx, edx
  mov r10d, 0x200
  mov eax, 439
  jmp umake_gate_make
umake_gate_sought:
  mov rdi, [rsp + 40]
  mov rsi, [rsp + 48]
  mov rdx, [rsp + 56]
  mov r10, [rsp + 64]
  lea rsp, [rsp + 72]
  push 0
  push rdi
  push -100
  push rcx
  push -1                          # only absolute paths are taken down
  cmp rax, -2                      # ENOENT
  je umake_gate_answered
  cmp rax, -20                     # ENOTDIR
  je umake_gate_answered
umake_gate_execute:
  mov eax, 59
  syscall
  jmp umake_gate_leave

umake_gate_untold:
  pop r10
  pop r9
  pop r8
  pop rdx
  pop rsi
  pop rdi
  pop rax
  jmp umake_gate_execute

umake_gate_tell:
  mov rcx, [rsp + 64]
  cmp word ptr [rcx + 28], 59
  je umake_gate_untold
  mov rdi, [rsp + 80]
  movzx esi, word ptr [rcx + 28]
  xor edx, edx
  movsxd r10, dword ptr [rsp + 72]
  mov r8d, [rsp + 88]
  mov eax, 89                      # readlink
  syscall
umake_gate_report:
  jmp umake_gate_restore

umake_gate_slow:
  lea rsp, [rsp - 128]
  push rcx
  movzx eax, word ptr [rcx + 28]
  syscall
  pop rcx
  lea rsp, [rsp + 128]
  jmp [rcx + 16]
umake_gate_end:

  # Runs in the C library's loader when access() has given it the area's descriptor. Whatever
  # fails, it makes that call in the end.
umake_gate_loader:
  cmp eax, )" UMAKE_TEXT(UMAKE_GATE_DESCRIPTOR) R"(
  jne 3f
  lea rsp, [rsp - 128]
  push rdi
  push rsi
  push rdx
  push r8
  push r9
  push r10
  mov r8d, eax
  mov edi, )" UMAKE_TEXT(UMAKE_GATE_BASE) R"(
  mov esi, )" UMAKE_TEXT(UMAKE_GATE_LOG) R"(
  mov edx, 5                       # PROT_READ | PROT_EXEC
  mov r10d, 0x100001               # MAP_SHARED | MAP_FIXED_NOREPLACE
  xor r9d, r9d
  mov eax, 9                       # mmap
  syscall
  xor edx, edx
  cmp rax, rdi
  jne 1f
  mov edi, )" UMAKE_TEXT(UMAKE_GATE_BASE + UMAKE_GATE_LOG) R"(
  mov esi, )" UMAKE_TEXT(UMAKE_GATE_SIZE - UMAKE_GATE_LOG) R"(
  mov edx, 3                       # PROT_READ | PROT_WRITE
  mov r9d, )" UMAKE_TEXT(UMAKE_GATE_LOG) R"(
  mov eax, 9
  syscall
  mov edx, 1
  cmp rax, rdi
  je 1f
  mov edi, )" UMAKE_TEXT(UMAKE_GATE_BASE) R"(
  mov esi, )" UMAKE_TEXT(UMAKE_GATE_LOG) R"(
  mov eax, 11                      # munmap
  syscall
  xor edx, edx
1:
  mov edi, r8d
  mov eax, 3                       # close
  syscall
  mov ecx, edx
  pop r10
  pop r9
  pop r8
  pop rdx
  pop rsi
  pop rdi
  lea rsp, [rsp + 128]
  test ecx, ecx
  jz 2f
  .byte 0xb9                       # mov ecx, the stub's address
umake_gate_loader_record:
  .long 0
  .byte 0xb8                       # mov eax, the gate's entry
  .long )" UMAKE_TEXT(UMAKE_GATE_BASE) R"( + umake_gate_access - umake_gate_begin
  jmp rax
2:
  mov eax, 21                      # access
  syscall
umake_gate_loader_back:
3:
  cmp rax, -4096                   # what the jump to here stands in place of
  .byte 0xe9                       # jmp
umake_gate_loader_return:
  .long 0
umake_gate_loader_end:

  .popsection
  .att_syntax
)");

extern "C" {
extern const char umake_gate_begin[], umake_gate_end[], umake_gate_exempt[], umake_gate_report[];
extern const char umake_gate_open[], umake_gate_openat[], umake_gate_stat[], umake_gate_access[];
extern const char umake_gate_newfstatat[], umake_gate_statx[], umake_gate_faccessat[];
extern const char umake_gate_faccessat2[], umake_gate_readlink[], umake_gate_readlinkat[];
extern const char umake_gate_execve[];
extern const char umake_gate_loader[], umake_gate_loader_record[], umake_gate_loader_return[];
extern const char umake_gate_loader_back[], umake_gate_loader_end[];
}

#endif

namespace umake {

#if defined(__x86_64__)

namespace {

struct Entry {
  int number;
  const char* code;
};
constexpr Entry kEntries[] = {
    {SYS_open, umake_gate_open},
    {SYS_stat, umake_gate_stat},
    {SYS_lstat, umake_gate_stat},
    {SYS_access, umake_gate_access},
    {SYS_readlink, umake_gate_readlink},
    {SYS_openat, umake_gate_openat},
    {SYS_newfstatat, umake_gate_newfstatat},
    {SYS_readlinkat, umake_gate_readlinkat},
    {SYS_faccessat, umake_gate_faccessat},
    {SYS_faccessat2, umake_gate_faccessat2},
    {SYS_statx, umake_gate_statx},
    {SYS_execve, umake_gate_execve},
};

size_t offset_of(const char* code) { return static_cast<size_t>(code - umake_gate_begin); }

}  // namespace

bool has_gate() { return true; }

GateCode gate_code() {
  const auto within = [](const char* code) {
    return static_cast<size_t>(code - umake_gate_loader);
  };
  GateCode code;
  code.begin = umake_gate_begin;
  code.size = offset_of(umake_gate_end);
  code.loader = umake_gate_loader;
  code.loader_size = within(umake_gate_loader_end);
  code.loader_record = within(umake_gate_loader_record);
  code.loader_back = within(umake_gate_loader_back);
  code.loader_return = within(umake_gate_loader_return);
  return code;
}

int gate_entry(int number) {
  for (const Entry& entry : kEntries) {
    if (entry.number == number) return static_cast<int>(offset_of(entry.code));
  }
  return -1;
}

uint64_t gate_exempt_address() { return kGateBase + offset_of(umake_gate_exempt); }

uint64_t gate_report_address() { return kGateBase + offset_of(umake_gate_report); }

#else

bool has_gate() { return false; }
GateCode gate_code() { return {}; }
int gate_entry(int) { return -1; }
uint64_t gate_exempt_address() { return 0; }
uint64_t gate_report_address() { return 0; }

#endif

}  // namespace umake
