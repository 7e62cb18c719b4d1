#include "runtime/cache/manifest_store_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace umake {

namespace {

// A set that is not kept costs a recipe's run later; waiting costs time now.
constexpr int64_t kLockPatienceNs = 100'000'000;
constexpr int kMostAttempts = 20;
// Nothing of this size was written by umake.
constexpr int64_t kLargest = int64_t{1} << 30;

}  // namespace

ManifestStore::ManifestStore(const std::string& cache_directory)
    : files_(cache_directory, "actions-1") {}

std::string_view ManifestStore::read_from(int fd, const struct stat& info) {
  const size_t size = static_cast<size_t>(std::min<int64_t>(info.st_size, kLargest));
  if (size > capacity_ || buffer_ == nullptr) {
    capacity_ = std::max<size_t>(size * 2, 16 * 1024);
    buffer_ = std::make_unique_for_overwrite<char[]>(capacity_);
  }
  return {buffer_.get(), read_all(fd, buffer_.get(), size, 0)};
}

std::string_view ManifestStore::read(const Digest& weak) { return read_file(weak, true); }
std::string_view ManifestStore::look(const Digest& weak) { return read_file(weak, false); }

std::string_view ManifestStore::read_file(const Digest& weak, bool used) {
  const OpenFile file(open_file(path(weak), O_RDONLY | O_NOFOLLOW));
  struct stat info;
  if (!file || ::fstat(file.get(), &info) != 0) return {};
  if (used) ShardFiles::refresh(file.get(), info);
  const std::string_view bytes = read_from(file.get(), info);
  // An empty file is a damaged one, not a missing one.
  static constexpr std::string_view kNothing("\0", 1);
  return bytes.empty() ? kNothing : bytes;
}

void ManifestStore::remove(const Digest& weak) { ::unlink(path(weak).c_str()); }

CacheFault ManifestStore::update(const Digest& weak,
                                 const std::function<std::string(std::string_view)>& change,
                                 int64_t& added) {
  const std::string path = this->path(weak);
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    const OpenFile present(open_file(path, O_RDONLY | O_NOFOLLOW));
    struct stat info = {};
    std::string_view bytes;
    if (present) {
      if (wait_lock(present.get(), LOCK_EX, kLockPatienceNs) == LockResult::kBusy) break;
      // Whoever had the lock has put another file there: that one is to be locked.
      struct stat now;
      if (::fstat(present.get(), &info) != 0 || ::stat(path.c_str(), &now) != 0 ||
          now.st_ino != info.st_ino || now.st_dev != info.st_dev) {
        continue;
      }
      bytes = read_from(present.get(), info);
    }
    const std::string changed = change(bytes);
    const uint64_t before = present ? disk_bytes(static_cast<uint64_t>(info.st_size)) : 0;
    if (changed.empty()) {
      ::unlink(path.c_str());
      added -= static_cast<int64_t>(before);
      return {};
    }
    ShardFiles::Temporary temporary;
    if (CacheFault fault = files_.create(path, temporary)) return fault;
    if (const int error = write_all(temporary.file.get(), changed); error != 0) {
      return CacheFault::system(error, path);
    }
    CacheFault fault = files_.commit(temporary, path, !present);
    // Somebody else's first set of this key came between.
    if (fault.error == EEXIST && !present) continue;
    if (!fault) added += static_cast<int64_t>(disk_bytes(changed.size()) - before);
    return fault;
  }
  return {CacheFault::Kind::kLocked, 0, path};
}

}  // namespace umake
