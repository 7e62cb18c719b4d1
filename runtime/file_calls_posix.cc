#include "runtime/file_calls_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace umake {

namespace {

// A limit on file sizes must show as an error, not end the build by SIGXFSZ.
class NoSizeSignal {
 public:
  NoSizeSignal() {
    ::sigemptyset(&signal_);
    ::sigaddset(&signal_, SIGXFSZ);
    ::pthread_sigmask(SIG_BLOCK, &signal_, &before_);
  }
  ~NoSizeSignal() {
    if (::sigismember(&before_, SIGXFSZ) != 0) return;
    const struct timespec now = {0, 0};
    if (arrived_) ::sigtimedwait(&signal_, nullptr, &now);
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  void failed(int error) { arrived_ |= error == EFBIG; }

 private:
  sigset_t signal_;
  sigset_t before_;
  bool arrived_ = false;
};

int64_t monotonic_ns() {
  struct timespec time;
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  if (this != &other) {
    close();
    fd_ = other.release();
  }
  return *this;
}

int OpenFile::release() { return std::exchange(fd_, -1); }

int OpenFile::close() {
  if (fd_ < 0) return 0;
  return ::close(std::exchange(fd_, -1)) == 0 ? 0 : errno;
}

int open_file(const std::string& path, int flags, mode_t mode) {
  int fd;
  do {
    fd = ::open(path.c_str(), flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  return fd;
}

int write_all(int fd, std::string_view bytes) {
  NoSizeSignal quiet;
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0) {
      if (errno == EINTR) continue;
      const int error = errno;
      quiet.failed(error);
      return error;
    }
    bytes.remove_prefix(static_cast<size_t>(put));
  }
  return 0;
}

size_t read_all(int fd, char* to, size_t size, off_t from) {
  size_t used = 0;
  while (used < size) {
    const ssize_t got = ::pread(fd, to + used, size - used, from + static_cast<off_t>(used));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    used += static_cast<size_t>(got);
  }
  return used;
}

LockResult try_lock(int fd, int how) {
  for (;;) {
    if (::flock(fd, how | LOCK_NB) == 0) return LockResult::kLocked;
    if (errno == EWOULDBLOCK) return LockResult::kBusy;
    if (errno != EINTR) return LockResult::kUnsupported;
  }
}

LockResult wait_lock(int fd, int how, int64_t patience_ns) {
  int64_t pause = 50'000;
  for (const int64_t start = monotonic_ns();;) {
    const LockResult result = try_lock(fd, how);
    if (result != LockResult::kBusy || monotonic_ns() - start > patience_ns) return result;
    const struct timespec time = {0, pause};
    ::nanosleep(&time, nullptr);
    pause = std::min<int64_t>(pause * 2, 10'000'000);
  }
}

}  // namespace umake
