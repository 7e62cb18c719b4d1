// Which system calls the observer hears of, what each does to its paths, and the seccomp filter
// that lets all others through at once. Constant tables; any thread.
#pragma once

#include <linux/filter.h>

#include <cstdint>
#include <vector>

namespace umake {

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
  kChange,           // chmod, chown, utimes: what stands there stays, but changed
  kChangeLink,       // lchown
  kTruncate,         // `flags` is the argument with the length
  kChangeDirectory,  // chdir, fchdir
  kConnect,
  kBind,
  kNetwork,  // a socket that sends without connecting
  kTrace,    // ptrace
  kUnseen,   // what the observer can't follow
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

// The filter as a balanced tree over the call's number: the kernel runs it for each call number
// when it is installed, to learn which are always allowed (measured: 33 us; 104 us as a chain).
std::vector<sock_filter> observing_filter();

// True when `architecture` (AUDIT_ARCH_*) and `number` are those that the table is for.
bool is_native_call(uint32_t architecture, int number);

}  // namespace umake
