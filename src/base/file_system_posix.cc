#include "base/file_system_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>

namespace umake {

namespace {

constexpr int64_t kNsPerSecond = 1'000'000'000;

int64_t to_ns(const struct timespec& time) {
  return static_cast<int64_t>(time.tv_sec) * kNsPerSecond + time.tv_nsec;
}

void convert(const struct stat& in, FileStat& out) {
  out.mtime = std::max(FileTime{to_ns(in.st_mtim)}, FileTime::earliest());
  out.ctime_ns = to_ns(in.st_ctim);
  out.size = static_cast<uint64_t>(in.st_size);
  out.device = in.st_dev;
  out.inode = in.st_ino;
  out.mode = in.st_mode & 07777;
  if (S_ISREG(in.st_mode)) {
    out.kind = FileKind::kRegular;
  } else if (S_ISDIR(in.st_mode)) {
    out.kind = FileKind::kDirectory;
  } else {
    out.kind = S_ISLNK(in.st_mode) ? FileKind::kSymlink : FileKind::kOther;
  }
}

// A descriptor that is closed when it goes out of scope.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  // Closes it and tells whether that reported an error (a full disk on NFS shows up here).
  int close() {
    const int result = ::close(fd_);
    fd_ = -1;
    return result == 0 ? 0 : errno;
  }

 private:
  int fd_;
};

int open_retrying(const char* path, int flags, mode_t mode = 0) {
  int fd;
  do {
    fd = ::open(path, flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  return fd;
}

ssize_t read_retrying(int fd, char* buffer, size_t size) {
  ssize_t got;
  do {
    got = ::read(fd, buffer, size);
  } while (got < 0 && errno == EINTR);
  return got;
}

}  // namespace

int PosixFileSystem::stat(const char* path, FileStat& out) {
  struct stat result;
  int failed;
  do {
    failed = ::stat(path, &result);
  } while (failed != 0 && errno == EINTR);
  if (failed != 0) return errno;
  convert(result, out);
  return 0;
}

int PosixFileSystem::lstat(const char* path, FileStat& out) {
  struct stat result;
  int failed;
  do {
    failed = ::lstat(path, &result);
  } while (failed != 0 && errno == EINTR);
  if (failed != 0) return errno;
  convert(result, out);
  return 0;
}

int PosixFileSystem::read_link(const char* path, std::string& out) {
  // st_size is 0 for links in /proc, so grow until the answer fits.
  for (size_t size = 256;; size *= 2) {
    out.resize(size);
    const ssize_t length = ::readlink(path, out.data(), size);
    if (length < 0) {
      out.clear();
      return errno;
    }
    if (static_cast<size_t>(length) < size) {
      out.resize(static_cast<size_t>(length));
      return 0;
    }
  }
}

int PosixFileSystem::read(const char* path, std::string& out) {
  Descriptor file(open_retrying(path, O_RDONLY));
  if (!file) return errno;
  struct stat info;
  if (::fstat(file.get(), &info) != 0) return errno;
  const size_t known = S_ISREG(info.st_mode) ? static_cast<size_t>(info.st_size) : 0;
  // One byte more than the size, so that the read that fills the file also sees its end.
  size_t room = info.st_size > 0 ? static_cast<size_t>(info.st_size) + 1 : 16 * 1024;
  const size_t before = out.size();
  size_t used = before;
  for (;;) {
    out.resize(used + room);
    const ssize_t got = read_retrying(file.get(), out.data() + used, room);
    if (got <= 0) {
      const int error = got < 0 ? errno : 0;
      out.resize(used);
      return error;
    }
    used += static_cast<size_t>(got);
    room -= static_cast<size_t>(got);
    // A short piece at the known size is the end: saves the read that would return 0.
    if (room != 0 && used - before == known) {
      out.resize(used);
      return 0;
    }
    if (room == 0) room = std::max<size_t>(16 * 1024, used);
  }
}

int PosixFileSystem::scan(const char* path, FileStat& out, ByteSink& sink) {
  // Read, not mmap: a recipe that truncates the file meanwhile would raise SIGBUS, and copying
  // through a buffer that stays in the cache is no slower than taking page faults.
  constexpr size_t kPiece = 128 * 1024;
  Descriptor file(open_retrying(path, O_RDONLY | O_NONBLOCK | O_NOCTTY));
  if (!file) return errno;
  struct stat info;
  if (::fstat(file.get(), &info) != 0) return errno;
  convert(info, out);
  if (!S_ISREG(info.st_mode)) return EINVAL;
  char buffer[kPiece];
  for (uint64_t total = 0;;) {
    const ssize_t got = read_retrying(file.get(), buffer, kPiece);
    if (got < 0) return errno;
    if (got == 0) return 0;
    sink.bytes({buffer, static_cast<size_t>(got)});
    total += static_cast<uint64_t>(got);
    // A short piece at the known size is the end: saves the read that would return 0.
    if (total == out.size && static_cast<size_t>(got) < kPiece) return 0;
  }
}

int PosixFileSystem::write(const char* path, std::string_view bytes, bool append) {
  Descriptor file(open_retrying(path, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0666));
  if (!file) return errno;
  while (!bytes.empty()) {
    const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
    if (put < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    bytes.remove_prefix(static_cast<size_t>(put));
  }
  return file.close();
}

int PosixFileSystem::remove(const char* path) { return ::unlink(path) == 0 ? 0 : errno; }

int PosixFileSystem::rename(const char* from, const char* to) {
  return ::rename(from, to) == 0 ? 0 : errno;
}

int PosixFileSystem::make_directory(const char* path) {
  return ::mkdir(path, 0777) == 0 ? 0 : errno;
}

int PosixFileSystem::touch(const char* path) {
  if (::utimensat(AT_FDCWD, path, nullptr, 0) == 0) return 0;
  if (errno != ENOENT) return errno;
  Descriptor file(open_retrying(path, O_WRONLY | O_CREAT, 0666));
  return file ? file.close() : errno;
}

FileTime PosixFileSystem::now() {
  struct timespec time;
  ::clock_gettime(CLOCK_REALTIME, &time);
  return {to_ns(time)};
}

}  // namespace umake
