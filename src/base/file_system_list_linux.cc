// Listing a directory: the kernel's own call on a buffer of ours. opendir() would ask what the
// descriptor is, and allocate 32 KB, for each directory of a build's $(wildcard)s.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file_system_posix.h"

namespace umake {

namespace {

constexpr size_t kBufferSize = 32 * 1024;
// Saves a vector's first few moves.
constexpr size_t kFirstNames = 16;

int open_directory(const char* path) {
  int fd;
  do {
    fd = ::open(path, O_RDONLY | O_NONBLOCK | O_DIRECTORY | O_CLOEXEC);
  } while (fd < 0 && errno == EINTR);
  return fd;
}

}  // namespace

int PosixFileSystem::list(const char* path, std::vector<std::string>& names) {
  const int fd = open_directory(path);
  if (fd < 0) return errno;
  alignas(dirent64) char buffer[kBufferSize];
  if (names.empty()) names.reserve(kFirstNames);
  ssize_t size;
  while ((size = ::getdents64(fd, buffer, sizeof buffer)) > 0) {
    for (ssize_t at = 0; at < size;) {
      const auto* entry = reinterpret_cast<const dirent64*>(buffer + at);
      names.emplace_back(entry->d_name);
      at += entry->d_reclen;
    }
  }
  // A directory that was removed meanwhile has no entries, as readdir() has it.
  const int error = size < 0 && errno != ENOENT ? errno : 0;
  ::close(fd);
  return error;
}

}  // namespace umake
