#include "runtime/observe/notified_calls_linux.h"

#include <sys/syscall.h>

#include <algorithm>
#include <array>

namespace umake {

namespace {

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
    {SYS_chown, kChangeOwner, -1, 0, -1, -1, 1},
    {SYS_lchown, kChangeLinkOwner, -1, 0, -1, -1, 1},
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
    {SYS_fchownat, kChangeOwner, 0, 1, 4, -1, 2},
    {SYS_fchown, kChangeOwnOwner, -1, -1, -1, -1, 1},
    {SYS_setxattr, kSetAttribute},
    {SYS_lsetxattr, kSetAttribute},
    {SYS_fsetxattr, kSetAttribute},
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
    {SYS_clone, kClone},
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

}  // namespace

std::span<const NotifiedCall> notified_calls() { return sorted_calls(); }

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

}  // namespace umake
