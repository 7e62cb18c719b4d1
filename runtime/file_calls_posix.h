// System calls on umake's own files, with what each caller would otherwise repeat: EINTR, short
// reads and writes, limits on file sizes, locks that a file system may not have. Any thread.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace umake {

// Owns a descriptor.
class OpenFile {
 public:
  explicit OpenFile(int fd = -1) : fd_(fd) {}
  ~OpenFile() { close(); }
  OpenFile(OpenFile&& other) noexcept : fd_(other.release()) {}
  OpenFile& operator=(OpenFile&& other) noexcept;
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release();
  // 0 or an errno value: a full disk on NFS shows up here.
  int close();

 private:
  int fd_;
};

// -1 and errno. New files get `mode`, by default the user's alone. Closed on exec.
int open_file(const std::string& path, int flags, mode_t mode = 0600);

// 0 or an errno value. A limit on file sizes (ulimit -f) is EFBIG, not the end by SIGXFSZ.
int write_all(int fd, std::string_view bytes);

// Reads until `size` bytes are there or the file ends; returns how many.
size_t read_all(int fd, char* to, size_t size, off_t from);

enum class LockResult : uint8_t { kLocked, kBusy, kUnsupported };
// flock(2) without waiting; `how` is LOCK_SH or LOCK_EX.
LockResult try_lock(int fd, int how);
// The same, waiting `patience_ns` at the most.
LockResult wait_lock(int fd, int how, int64_t patience_ns);

}  // namespace umake
