#include "runtime/freshness/stamp_registry_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "runtime/freshness/state_format.h"

namespace umake {

namespace {

constexpr uint64_t kSeed = 0x756d6b5f7374616d;  // "umk_stam"
constexpr uint64_t kLargest = 4 << 20;

struct Entry {
  uint64_t place;
  uint64_t made;
  uint64_t checksum;
};

uint64_t checksum_of_entry(const Entry& entry) {
  return checksum_of({reinterpret_cast<const char*>(&entry), offsetof(Entry, checksum)}, kSeed);
}

// Not by the whole path: every umake knows it by another one.
uint64_t place_of(const FileStat& stat, std::string_view name) {
  const std::string_view base = name.substr(name.rfind('/') + 1);
  const uint64_t facts[] = {stat.device, stat.inode};
  return checksum_of({reinterpret_cast<const char*>(facts), sizeof facts}, checksum_of(base, 0));
}

}  // namespace

StampRegistry::StampRegistry(const std::string& cache_directory)
    : path_(cache_directory + "/state-2/stamps"), off_(cache_directory.empty()) {}

StampRegistry::~StampRegistry() {
  if (fd_ >= 0) ::close(fd_);
}

uint64_t StampRegistry::made(const FileStat& stat, std::string_view name) {
  if (off_) return 0;
  if (!current_) load();
  if (made_.empty()) return 0;
  const auto found = made_.find(place_of(stat, name));
  return found != made_.end() ? found->second : 0;
}

bool StampRegistry::empty() {
  if (!off_ && !current_) load();
  return made_.empty();
}

void StampRegistry::add(const FileStat& stat, std::string_view name, uint64_t made) {
  if (off_) return;
  Entry entry = {place_of(stat, name), made, 0};
  entry.checksum = checksum_of_entry(entry);
  made_[entry.place] = made;
  if (fd_ < 0) {
    fd_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  }
  // What can't be written is lost: the journal has told the user about such a disk already.
  if (fd_ < 0 || ::write(fd_, &entry, sizeof entry) != sizeof entry) off_ = true;
}

void StampRegistry::load() {
  current_ = true;
  const int fd = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return;
  struct stat info;
  std::string bytes;
  if (::fstat(fd, &info) == 0 && info.st_uid == ::geteuid() && S_ISREG(info.st_mode) &&
      (info.st_ino != inode_ || static_cast<uint64_t>(info.st_size) != size_)) {
    bytes.resize(static_cast<size_t>(info.st_size));
    const ssize_t got = ::pread(fd, bytes.data(), bytes.size(), 0);
    bytes.resize(got > 0 ? static_cast<size_t>(got) : 0);
    size_ = bytes.size();
    inode_ = info.st_ino;
  }
  ::close(fd);
  for (size_t at = 0; at + sizeof(Entry) <= bytes.size();) {
    Entry entry;
    std::memcpy(&entry, bytes.data() + at, sizeof entry);
    const bool sound = entry.checksum == checksum_of_entry(entry);
    if (sound) made_[entry.place] = entry.made;
    at += sound ? sizeof entry : 1;  // half an entry of a full disk: find the next one
  }
  if (bytes.size() > kLargest) shorten(bytes);
}

// Keeps the newer half: who has not looked for so long takes an old stamp for a touched file.
void StampRegistry::shorten(const std::string& bytes) {
  const std::string fresh = path_ + ".new";
  const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return;
  const size_t from = bytes.size() / 2 / sizeof(Entry) * sizeof(Entry);
  const bool written = ::write(fd, bytes.data() + from, bytes.size() - from) ==
                       static_cast<ssize_t>(bytes.size() - from);
  ::close(fd);
  if (!written || ::rename(fresh.c_str(), path_.c_str()) != 0) ::unlink(fresh.c_str());
}

}  // namespace umake
