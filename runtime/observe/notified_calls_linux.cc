#include "runtime/observe/notified_calls_linux.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>

#include "runtime/observe/gate_linux.h"

namespace umake {

namespace {

#if defined(__x86_64__)
constexpr uint32_t kArchitecture = AUDIT_ARCH_X86_64;
constexpr uint32_t kOtherAbiBit = 0x40000000;  // x32
// i386's numbers.
constexpr uint32_t kForeignOpen = 5, kForeignExecute = 11, kForeignOpenat = 295;
#elif defined(__aarch64__)
constexpr uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
constexpr uint32_t kOtherAbiBit = 0;
// 32-bit ARM's.
constexpr uint32_t kForeignOpen = 5, kForeignExecute = 11, kForeignOpenat = 322;
#else
constexpr uint32_t kArchitecture = 0;  // observing_filter() is then empty
constexpr uint32_t kOtherAbiBit = 0;
constexpr uint32_t kForeignOpen = 0, kForeignExecute = 0, kForeignOpenat = 0;
#endif

using enum Operation;

// Sorted by number at first use: the numbers differ from one machine to another.
constexpr NotifiedCall kCalls[] = {
#ifdef SYS_open
    {SYS_open, kOpen, -1, 0, 1},
    {SYS_creat, kCreate, -1, 0},
    {SYS_stat, kAsk, -1, 0},
    {SYS_lstat, kAskLink, -1, 0},
    {SYS_access, kAsk, -1, 0},
    {SYS_readlink, kReadLink, -1, 0},
    {SYS_rename, kRename, -1, 0, -1, -1, 1},
    {SYS_link, kLink, -1, 0, -1, -1, 1},
    {SYS_symlink, kSymlink, -1, 1},
    {SYS_unlink, kRemove, -1, 0},
    {SYS_rmdir, kRemove, -1, 0},
    {SYS_mkdir, kMakeDirectory, -1, 0},
    {SYS_mknod, kMakeNode, -1, 0},
    {SYS_chmod, kChange, -1, 0},
    {SYS_chown, kChange, -1, 0},
    {SYS_lchown, kChangeLink, -1, 0},
    {SYS_utime, kChange, -1, 0},
    {SYS_utimes, kChange, -1, 0},
    {SYS_futimesat, kChange, 0, 1},
#endif
#ifdef SYS_renameat
    {SYS_renameat, kRename, 0, 1, -1, 2, 3},
#endif
    {SYS_openat, kOpen, 0, 1, 2},
    {SYS_openat2, kOpenHow, 0, 1, 2},
    {SYS_newfstatat, kAsk, 0, 1, 3},
    {SYS_statx, kAsk, 0, 1, 2},
    {SYS_faccessat, kAsk, 0, 1},
    {SYS_faccessat2, kAsk, 0, 1, 3},
    {SYS_readlinkat, kReadLink, 0, 1},
    {SYS_name_to_handle_at, kAskLink, 0, 1, 4},
    {SYS_execve, kExecute, -1, 0, -1, -1, 1},
    {SYS_execveat, kExecute, 0, 1, 4, -1, 2},
    {SYS_renameat2, kRename, 0, 1, 4, 2, 3},
    {SYS_linkat, kLink, 0, 1, 4, 2, 3},
    {SYS_symlinkat, kSymlink, 1, 2},
    {SYS_unlinkat, kRemove, 0, 1},
    {SYS_mkdirat, kMakeDirectory, 0, 1},
    {SYS_mknodat, kMakeNode, 0, 1},
    {SYS_fchmodat, kChange, 0, 1},
    {452, kChange, 0, 1, 3},  // fchmodat2, newer than the headers; the same number everywhere
    {SYS_fchownat, kChange, 0, 1, 4},
    {SYS_utimensat, kChange, 0, 1, 3},
    {SYS_truncate, kTruncate, -1, 0, 1},
    {SYS_chdir, kChangeDirectory, -1, 0},
    {SYS_fchdir, kChangeDirectory},
    {SYS_connect, kConnect, 0, 1, 2},
    {SYS_bind, kBind, 0, 1, 2},
    {SYS_socket, kNetwork},
    {SYS_io_uring_setup, kUnseen},
    {SYS_open_by_handle_at, kUnseen},
    {SYS_mount, kUnseen},
    {SYS_umount2, kUnseen},
    {SYS_fsopen, kUnseen},
    {SYS_fsmount, kUnseen},
    {SYS_move_mount, kUnseen},
    {SYS_open_tree, kUnseen},
    {442, kUnseen},  // mount_setattr
    {SYS_chroot, kUnseen},
    {SYS_pivot_root, kUnseen},
    {SYS_setns, kUnseen},
    {SYS_unshare, kUnseen},
    {SYS_clone, kUnseen},
    {SYS_ptrace, kTrace},
};
constexpr size_t kCount = std::size(kCalls);

struct SortedCalls {
  std::array<NotifiedCall, kCount> rows;

  SortedCalls() : rows(std::to_array(kCalls)) {
    std::sort(rows.begin(), rows.end(),
              [](const NotifiedCall& a, const NotifiedCall& b) { return a.number < b.number; });
  }
};

const std::array<NotifiedCall, kCount>& sorted_calls() {
  static const SortedCalls sorted;
  return sorted.rows;
}

constexpr uint32_t kNotify = SECCOMP_RET_USER_NOTIF;
constexpr uint32_t kAllow = SECCOMP_RET_ALLOW;
constexpr uint32_t kNewNamespace = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
                                   CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;
constexpr uint32_t kNegative = 0x80000000;
constexpr uint32_t kSocketTypeMask = 0xf;

// Appends to a program. Jumps are relative to the next instruction.
class FilterWriter {
 public:
  explicit FilterWriter(std::vector<sock_filter>& program) : program_(program) {}

  void load(uint32_t offset) { program_.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset)); }
  // The lower half of an argument, which is all there is of ints (both machines are little-endian).
  void load_argument(int index) {
    load(static_cast<uint32_t>(offsetof(seccomp_data, args) + sizeof(uint64_t) * index));
  }
  void load_upper_half(int index) {
    load(static_cast<uint32_t>(offsetof(seccomp_data, args) + sizeof(uint64_t) * index + 4));
  }
  void jump(uint16_t kind, uint32_t value, size_t if_true, size_t if_false) {
    program_.push_back(BPF_JUMP(static_cast<uint16_t>(BPF_JMP | kind | BPF_K), value,
                                static_cast<uint8_t>(if_true), static_cast<uint8_t>(if_false)));
  }
  void mask(uint32_t bits) { program_.push_back(BPF_STMT(BPF_ALU | BPF_AND | BPF_K, bits)); }
  void answer(uint32_t what) { program_.push_back(BPF_STMT(BPF_RET | BPF_K, what)); }

 private:
  std::vector<sock_filter>& program_;
};

// A bare descriptor (fstat) has nothing new to tell. The filter can't see that the path is empty;
// who gives a descriptor and AT_EMPTY_PATH means one.
void unless_bare_descriptor(FilterWriter& write, const NotifiedCall& call) {
  write.load_argument(call.flags);
  write.jump(BPF_JSET, AT_EMPTY_PATH, 0, 2);
  write.load_argument(call.directory);
  write.jump(BPF_JSET, kNegative, 0, 1);
}

void if_path_given(FilterWriter& write, const NotifiedCall& call) {
  write.load_argument(call.path);
  write.jump(BPF_JEQ, 0, 0, 2);
  write.load_upper_half(call.path);
  write.jump(BPF_JEQ, 0, 1, 0);
}

void if_new_namespace(FilterWriter& write, const NotifiedCall&) {
  write.load_argument(0);
  write.jump(BPF_JSET, kNewNamespace, 0, 1);
}

// What the gate calls is known already. Falls through for all other calls.
void unless_by_gate(FilterWriter& write) {
  const uint64_t exempt = gate_exempt_address();
  write.load(offsetof(seccomp_data, instruction_pointer));
  write.jump(BPF_JEQ, static_cast<uint32_t>(exempt), 0, 3);
  write.load(offsetof(seccomp_data, instruction_pointer) + 4);
  write.jump(BPF_JEQ, static_cast<uint32_t>(exempt >> 32), 0, 1);
  write.answer(kAllow);
}

// Not what debuggers do afterwards.
void if_attaching(FilterWriter& write, const NotifiedCall&) {
  write.load_argument(0);
  write.jump(BPF_JEQ, PTRACE_TRACEME, 2, 0);
  write.jump(BPF_JEQ, PTRACE_ATTACH, 1, 0);
  write.jump(BPF_JEQ, PTRACE_SEIZE, 0, 1);
}

// A stream must connect or listen before it can do anything; others just send.
void if_connectionless(FilterWriter& write, const NotifiedCall&) {
  write.load_argument(0);
  write.jump(BPF_JEQ, AF_PACKET, 5, 0);
  write.jump(BPF_JEQ, AF_INET, 1, 0);
  write.jump(BPF_JEQ, AF_INET6, 0, 4);
  write.load_argument(1);
  write.mask(kSocketTypeMask);
  write.jump(BPF_JEQ, SOCK_STREAM, 1, 0);
}

// Conditions on arguments. Each ends before the two answers: falls through to "notify", or jumps
// over that to "allow".
struct Condition {
  int number;
  void (*write)(FilterWriter& write, const NotifiedCall& call);
};
constexpr Condition kConditions[] = {
    {SYS_newfstatat, unless_bare_descriptor},
    {SYS_statx, unless_bare_descriptor},
    {SYS_faccessat2, unless_bare_descriptor},
    {SYS_utimensat, if_path_given},
    {SYS_unshare, if_new_namespace},
    {SYS_clone, if_new_namespace},
    {SYS_ptrace, if_attaching},
    {SYS_socket, if_connectionless},
};

const Condition* condition_of(int number) {
  for (const Condition& condition : kConditions) {
    if (condition.number == number) return &condition;
  }
  return nullptr;
}

bool is_plain(int number) { return condition_of(number) == nullptr && gate_entry(number) < 0; }

// Calls first...last with successive numbers that are treated alike.
struct Leaf {
  const NotifiedCall* first;
  int last;
};

std::vector<Leaf> make_leaves() {
  std::vector<Leaf> leaves;
  for (const NotifiedCall& call : sorted_calls()) {
    const bool joins = !leaves.empty() && leaves.back().last + 1 == call.number &&
                       is_plain(call.number) && is_plain(leaves.back().last);
    if (joins) {
      leaves.back().last = call.number;
    } else {
      leaves.push_back({&call, call.number});
    }
  }
  return leaves;
}

void write_leaf(std::vector<sock_filter>& program, const Leaf& leaf) {
  std::vector<sock_filter> body;
  FilterWriter write_body(body);
  const int number = leaf.first->number;
  if (gate_entry(number) >= 0) unless_by_gate(write_body);
  if (const Condition* condition = condition_of(number); condition != nullptr)
    condition->write(write_body, *leaf.first);
  write_body.answer(kNotify);
  FilterWriter write(program);
  if (number == leaf.last) {
    write.jump(BPF_JEQ, static_cast<uint32_t>(number), 0, body.size());
  } else {
    write.jump(BPF_JGE, static_cast<uint32_t>(number), 0, body.size() + 1);
    write.jump(BPF_JGT, static_cast<uint32_t>(leaf.last), body.size(), 0);
  }
  program.insert(program.end(), body.begin(), body.end());
  write.answer(kAllow);
}

// As deep as the logarithm of the number of leaves. A jump reaches 255 instructions: half the
// program is less than that.
void write_tree(std::vector<sock_filter>& program, const Leaf* leaves, size_t count) {
  if (count == 1) return write_leaf(program, *leaves);
  const size_t half = count / 2;
  std::vector<sock_filter> lower;
  write_tree(lower, leaves, half);
  FilterWriter(program).jump(BPF_JGE, static_cast<uint32_t>(leaves[half].first->number),
                             lower.size(), 0);
  program.insert(program.end(), lower.begin(), lower.end());
  write_tree(program, leaves + half, count - half);
}

// What another ABI's programs can't do without; it is enough to know that there is one.
void write_other_abi(FilterWriter& write, std::initializer_list<uint32_t> numbers) {
  size_t left = numbers.size();
  for (uint32_t number : numbers) {
    --left;
    write.jump(BPF_JEQ, number, left, left == 0 ? 1 : 0);
  }
  write.answer(kNotify);
  write.answer(kAllow);
}

}  // namespace

const NotifiedCall* find_notified_call(int number) {
  const auto& rows = sorted_calls();
  const auto found =
      std::lower_bound(rows.begin(), rows.end(), number,
                       [](const NotifiedCall& row, int wanted) { return row.number < wanted; });
  return found != rows.end() && found->number == number ? &*found : nullptr;
}

bool is_native_call(uint32_t architecture, int number) {
  return architecture == kArchitecture && (static_cast<uint32_t>(number) & kOtherAbiBit) == 0;
}

std::vector<sock_filter> observing_filter() {
  std::vector<sock_filter> program;
  if (kArchitecture == 0) return program;
  const std::vector<Leaf> leaves = make_leaves();
  std::vector<sock_filter> tree;
  write_tree(tree, leaves.data(), leaves.size());

  FilterWriter write(program);
  write.load(offsetof(seccomp_data, arch));
  std::vector<sock_filter> other;
  FilterWriter write_other(other);
  write_other.load(offsetof(seccomp_data, nr));
  write_other_abi(write_other, {kForeignOpen, kForeignExecute, kForeignOpenat});
  write.jump(BPF_JEQ, kArchitecture, other.size(), 0);
  program.insert(program.end(), other.begin(), other.end());
  write.load(offsetof(seccomp_data, nr));
  if (kOtherAbiBit != 0) {
    write.jump(BPF_JGE, kOtherAbiBit, 0, 5);
    write_other_abi(write, {kOtherAbiBit | SYS_openat, kOtherAbiBit | 2, kOtherAbiBit | 520});
  }
  program.insert(program.end(), tree.begin(), tree.end());
  return program;
}

}  // namespace umake
