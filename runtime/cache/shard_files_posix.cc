#include "runtime/cache/shard_files_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

namespace umake {

namespace {

constexpr int64_t kRefreshSeconds = 3600;

bool worth_refreshing(const struct stat& info) {
  struct timespec now;
  ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
  // A time in the future would keep a file for ever.
  const int64_t age = now.tv_sec - info.st_mtim.tv_sec;
  return age >= kRefreshSeconds || age < -kRefreshSeconds;
}

}  // namespace

ShardFiles::ShardFiles(std::string cache_directory, std::string_view tree)
    : cache_directory_(std::move(cache_directory)), tree_(cache_directory_) {
  tree_.append("/").append(tree).append("/");
}

std::string ShardFiles::path(const Digest& digest, std::string_view suffix) const {
  const std::string hex = digest.hex();
  std::string path;
  path.reserve(tree_.size() + 3 + hex.size() + suffix.size());
  path.append(tree_).append(hex, 0, 2).append("/").append(hex).append(suffix);
  return path;
}

void ShardFiles::Temporary::discard() {
  file.close();
  if (!name.empty()) ::unlink(name.c_str());
  name.clear();
}

CacheFault ShardFiles::create(const std::string& path, Temporary& temporary) {
  const std::string directory = path.substr(0, path.rfind('/'));
  if (next_ == 0) {
    // Process ids repeat, in other containers at the same time.
    struct timespec now;
    ::clock_gettime(CLOCK_REALTIME, &now);
    next_ = static_cast<uint64_t>(now.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(now.tv_nsec);
  }
  for (int attempt = 0;; ++attempt) {
    temporary.name = fmt::format("{}/{}{:x}.{}", directory, kTemporaryPrefix, next_++, ::getpid());
    temporary.file = OpenFile(open_file(temporary.name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW));
    if (temporary.file) return {};
    const int error = errno;
    const std::string name = std::move(temporary.name);
    temporary.name.clear();
    if (attempt == 3 || (error != ENOENT && error != EEXIST))
      return CacheFault::system(error, name);
    if (error != ENOENT) continue;
    if (CacheFault fault = make_cache_directory(cache_directory_, directory)) return fault;
  }
}

CacheFault ShardFiles::commit(Temporary& temporary, const std::string& path, bool only_new) {
  int error = temporary.file.close();
  if (error == 0) {
    int failed = 1;
    if (only_new) {
      failed =
          ::renameat2(AT_FDCWD, temporary.name.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE);
      // Not every file system can: then what somebody else has put there meanwhile is lost.
      if (failed != 0 && (errno == EINVAL || errno == ENOSYS)) only_new = false;
    }
    if (!only_new) failed = ::rename(temporary.name.c_str(), path.c_str());
    if (failed != 0) error = errno;
  }
  if (error != 0) {
    temporary.discard();
    return CacheFault::system(error, path);
  }
  temporary.name.clear();
  return {};
}

void ShardFiles::refresh(int fd, const struct stat& info) {
  if (worth_refreshing(info)) ::futimens(fd, nullptr);
}

void ShardFiles::refresh(const std::string& path, const struct stat& info) {
  if (worth_refreshing(info)) ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);
}

}  // namespace umake
