// Which system calls the observer hears of, what each does to its paths, and the seccomp filter
// that lets all others through at once. Constant tables; any thread.
#pragma once

#include <linux/audit.h>
#include <linux/filter.h>
#include <sched.h>

#include <cstdint>
#include <span>
#include <vector>

namespace umake {

#if defined(__x86_64__)
constexpr uint32_t kArchitecture = AUDIT_ARCH_X86_64;
constexpr uint32_t kOtherAbiBit = 0x40000000;  // x32
// openat, open, execve of i386 and of x32.
constexpr uint32_t kForeignCalls[] = {295, 5, 11};
constexpr uint32_t kOtherAbiCalls[] = {kOtherAbiBit | 257, kOtherAbiBit | 2, kOtherAbiBit | 520};
#elif defined(__aarch64__)
constexpr uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
constexpr uint32_t kOtherAbiBit = 0;
// The same of 32-bit ARM. There is no other ABI of 64 bits.
constexpr uint32_t kForeignCalls[] = {322, 5, 11};
constexpr uint32_t kOtherAbiCalls[] = {~0u};
#else
constexpr uint32_t kArchitecture = 0;  // observing_filter() is then empty
constexpr uint32_t kOtherAbiBit = 0;
constexpr uint32_t kForeignCalls[] = {~0u};
constexpr uint32_t kOtherAbiCalls[] = {~0u};
#endif

// Flags of clone and unshare.
constexpr uint32_t kNewNamespace = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
                                   CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

enum class Operation : uint8_t {
  kNone,
  kOpen,     // `flags` is the argument with the O_ flags
  kOpenHow,  // openat2: `flags` points at a struct open_how
  kCreate,   // creat
  kAsk,      // stat, access: follows a last symbolic link unless AT_SYMLINK_NOFOLLOW
  kAskLink,  // lstat
  kReadLink,
  kExecute,  // `second_path` is the argument with argv
  kRename,
  kLink,
  kSymlink,  // `path` is the new link
  kRemove,   // unlink, rmdir
  kMakeDirectory,
  kMakeNode,
  kChange,           // chmod, utimes: what stands there stays, but changed
  kChangeOwner,      // chown; `second_path` is the argument with the user's number
  kChangeLinkOwner,  // lchown
  kChangeOwnOwner,   // fchown
  kSetAttribute,     // setxattr
  kTruncate,         // `flags` is the argument with the length
  kChangeDirectory,  // chdir, fchdir
  kConnect,
  kBind,
  kNetwork,  // a socket that sends without connecting
  kClone,
  kTrace,   // ptrace
  kUnseen,  // what the observer can't follow
};

struct NotifiedCall {
  int number;
  Operation operation;
  // Indices of arguments; -1: the call has none (no descriptor: the working directory).
  int8_t directory = -1;
  int8_t path = -1;
  int8_t flags = -1;
  int8_t second_directory = -1;
  int8_t second_path = -1;
};

// The row of the call, null when it is none of interest (another ABI's).
const NotifiedCall* find_notified_call(int number);

// All of them, in the order of their numbers.
std::span<const NotifiedCall> notified_calls();

// The filter that notifies these calls; empty when this machine is not known. An execve whose
// fourth argument, which the kernel does not look at, is `pass` is not notified.
std::vector<sock_filter> observing_filter(uint64_t pass);
constexpr int kPassArgument = 3;

// True when `architecture` (AUDIT_ARCH_*) and `number` are those that the table is for.
bool is_native_call(uint32_t architecture, int number);

}  // namespace umake
