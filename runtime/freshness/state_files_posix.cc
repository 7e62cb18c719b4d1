#include "runtime/freshness/state_files_posix.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "runtime/file_calls_posix.h"

namespace umake {

namespace {

constexpr std::string_view kJournalPrefix = "run.";
constexpr int64_t kLockPatienceNs = 5'000'000'000;

constexpr size_t kPage = 4096;
constexpr size_t kSmallestMapped = 128 * 1024;

// Whether only this machine's kernel changes the file.
bool is_local(int fd) {
  struct statfs info;
  if (::fstatfs(fd, &info) != 0) return false;
  constexpr uint32_t kLocal[] = {EXT4_SUPER_MAGIC, XFS_SUPER_MAGIC,       BTRFS_SUPER_MAGIC,
                                 TMPFS_MAGIC,      OVERLAYFS_SUPER_MAGIC, F2FS_SUPER_MAGIC};
  return std::find(std::begin(kLocal), std::end(kLocal), static_cast<uint32_t>(info.f_type)) !=
         std::end(kLocal);
}

// Whether the owner of the journal open at `fd` lives. Readers share their lock, so they don't take
// each other for it.
bool owner_runs(int fd, const std::string& name) {
  switch (try_lock(fd, LOCK_SH)) {
    case LockResult::kLocked:
      return false;
    case LockResult::kBusy:
      return true;
    case LockResult::kUnsupported:
      break;
  }
  const size_t dot = name.rfind('.');
  const long pid = ::strtol(name.c_str() + dot + 1, nullptr, 10);
  return pid > 0 && (::kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM);
}

std::string read_journal(const std::string& path, const std::string& name, bool& running) {
  std::string bytes;
  const int fd = open_file(path, O_RDONLY | O_NOFOLLOW);
  if (fd < 0) return bytes;
  running = owner_runs(fd, name);
  struct stat info;
  if (::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == ::geteuid()) {
    bytes.resize(static_cast<size_t>(info.st_size));
    bytes.resize(read_all(fd, bytes.data(), bytes.size(), 0));
  }
  ::close(fd);
  return bytes;
}

}  // namespace

StateFiles::StateFiles(std::string cache_directory, const std::string& digest)
    : cache_directory_(std::move(cache_directory)),
      directory_(fmt::format("{}/state-2/{}", cache_directory_, digest)),
      records_(directory_ + "/records") {}

StateFiles::~StateFiles() {
  unlock();
  if (journal_fd_ >= 0) ::close(journal_fd_);
}

StateFault StateFiles::read(Contents& contents) {
  if (StateFault fault = check_cache_directory(cache_directory_)) {
    if (fault.kind == StateFault::Kind::kSystem && fault.error == ENOENT) return {};
    return fault;
  }
  if (StateFault fault = read_records(contents)) return fault;
  read_journals(contents);
  return {};
}

StateFault StateFiles::read_records(Contents& contents) {
  inode_ = 0;
  size_ = 0;
  const int fd = open_file(records_, O_RDONLY | O_NOFOLLOW);
  if (fd < 0) return errno == ENOENT ? StateFault{} : CacheFault::system(errno, records_);
  struct stat info;
  StateFault fault;
  if (::fstat(fd, &info) != 0) {
    fault = CacheFault::system(errno, records_);
  } else if (!S_ISREG(info.st_mode)) {
    fault = CacheFault::system(EINVAL, records_);
  } else if (info.st_uid != ::geteuid()) {
    fault = {StateFault::Kind::kForeignOwner, 0, records_};
  } else {
    read_bytes(fd, static_cast<size_t>(info.st_size), contents);
    inode_ = info.st_ino;
    size_ = contents.size;
  }
  ::close(fd);
  return fault;
}

// A large base is mapped: a recursive build reads it hundreds of times, mostly to look at a few
// records. Not so where another machine may take the file away, which would raise SIGBUS; nor what
// comes behind the base, which a writer that fails takes back.
void StateFiles::read_bytes(int fd, size_t size, Contents& contents) {
  char start[sizeof(SegmentHeader)];
  const size_t base = base_segment_size({start, read_all(fd, start, sizeof start, 0)});
  const size_t mapped = std::min(base, size) / kPage * kPage;
  constexpr int kOwn = PROT_READ | PROT_WRITE;
  void* whole = MAP_FAILED;
  if (mapped >= kSmallestMapped && base <= size && is_local(fd)) {
    whole = ::mmap(nullptr, size, kOwn, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  }
  if (whole == MAP_FAILED) {
    contents.records = StateBytes(new char[size + 1]);
    contents.size = read_all(fd, contents.records.get(), size, 0);
    return;
  }
  char* const bytes = static_cast<char*>(whole);
  contents.records = StateBytes(bytes, [size](char* start) { ::munmap(start, size); });
  const bool done = ::mmap(bytes, mapped, kOwn, MAP_PRIVATE | MAP_FIXED, fd, 0) != MAP_FAILED;
  contents.size =
      done ? mapped + read_all(fd, bytes + mapped, size - mapped, static_cast<off_t>(mapped))
           : read_all(fd, bytes, size, 0);
}

void StateFiles::read_journals(Contents& contents) const {
  DIR* directory = ::opendir(directory_.c_str());
  if (directory == nullptr) return;
  while (const struct dirent* entry = ::readdir(directory)) {
    const std::string_view name = entry->d_name;
    if (!name.starts_with(kJournalPrefix) || name == journal_) continue;
    contents.journals.push_back({std::string(name), {}, false});
  }
  ::closedir(directory);
  // Names start with the time they were made at, in a fixed number of digits.
  std::sort(contents.journals.begin(), contents.journals.end(),
            [](const Journal& left, const Journal& right) { return left.name < right.name; });
  for (Journal& journal : contents.journals) {
    journal.bytes = read_journal(directory_ + "/" + journal.name, journal.name, journal.running);
  }
}

StateFiles::Growth StateFiles::growth(std::string& tail) {
  struct stat info;
  if (::stat(records_.c_str(), &info) != 0) return Growth::kNone;
  const uint64_t size = static_cast<uint64_t>(info.st_size);
  if (info.st_ino == inode_ && size == size_) return Growth::kNone;
  if (info.st_ino != inode_ || size < size_) return Growth::kReplaced;
  const int fd = open_file(records_, O_RDONLY | O_NOFOLLOW);
  if (fd < 0) return Growth::kNone;
  Growth growth = Growth::kReplaced;
  struct stat opened;
  if (::fstat(fd, &opened) == 0 && opened.st_ino == inode_) {
    tail.resize(size - size_);
    tail.resize(read_all(fd, tail.data(), tail.size(), static_cast<off_t>(size_)));
    size_ += tail.size();
    growth = Growth::kAppended;
  }
  ::close(fd);
  return growth;
}

StateFault StateFiles::append_journal(std::string_view header, std::string_view entries) {
  if (journal_fd_ < 0) {
    if (StateFault fault = make_cache_directory(cache_directory_, directory_)) return fault;
    struct timespec time;
    ::clock_gettime(CLOCK_REALTIME, &time);
    journal_ = fmt::format("{}{:011}{:09}.{}", kJournalPrefix, static_cast<int64_t>(time.tv_sec),
                           static_cast<int64_t>(time.tv_nsec), ::getpid());
    // Under another name until it is locked, so that nobody takes it for a killed umake's.
    const std::string fresh = fmt::format("{}/new.{}", directory_, journal_);
    const std::string path = directory_ + "/" + journal_;
    journal_fd_ = open_file(fresh, O_WRONLY | O_APPEND | O_CREAT | O_EXCL);
    if (journal_fd_ < 0) return CacheFault::system(errno, fresh);
    try_lock(journal_fd_, LOCK_EX);
    int error = write_all(journal_fd_, header);
    if (error == 0 && ::rename(fresh.c_str(), path.c_str()) != 0) error = errno;
    if (error != 0) {
      ::unlink(fresh.c_str());
      ::close(journal_fd_);
      journal_fd_ = -1;
      return CacheFault::system(error, fresh);
    }
  }
  // One write, so that a kill leaves all of it or nothing.
  if (const int error = write_all(journal_fd_, entries); error != 0) {
    return CacheFault::system(error, directory_ + "/" + journal_);
  }
  return {};
}

void StateFiles::remove_journal() {
  if (journal_fd_ < 0) return;
  remove_journal_of_killed(journal_);
  ::close(journal_fd_);
  journal_fd_ = -1;
  journal_.clear();
}

bool StateFiles::journal_exists(const std::string& name) const {
  return ::access((directory_ + "/" + name).c_str(), F_OK) == 0;
}

void StateFiles::remove_journal_of_killed(const std::string& name) const {
  ::unlink((directory_ + "/" + name).c_str());
}

StateFault StateFiles::lock() {
  if (StateFault fault = make_cache_directory(cache_directory_, directory_)) return fault;
  const std::string path = directory_ + "/lock";
  lock_fd_ = open_file(path, O_RDWR | O_CREAT | O_NOFOLLOW);
  if (lock_fd_ < 0) return CacheFault::system(errno, path);
  // Without support for locks, going on without one is better than nothing: updates may get lost,
  // never garbled.
  if (wait_lock(lock_fd_, LOCK_EX, kLockPatienceNs) != LockResult::kBusy) return {};
  unlock();
  return {StateFault::Kind::kLocked, 0, path};
}

void StateFiles::unlock() {
  if (lock_fd_ >= 0) ::close(lock_fd_);
  lock_fd_ = -1;
}

StateFault StateFiles::append(std::string_view bytes) {
  const int fd = open_file(records_, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW);
  if (fd < 0) return CacheFault::system(errno, records_);
  struct stat info;
  int error = ::fstat(fd, &info) == 0 ? 0 : errno;
  if (error == 0) error = write_all(fd, bytes);
  if (error != 0) {
    // Half a segment is ignored by readers, but would hide those appended later.
    if (::ftruncate(fd, info.st_size) != 0) ::unlink(records_.c_str());
  } else {
    inode_ = info.st_ino;
    size_ = static_cast<uint64_t>(info.st_size) + bytes.size();
  }
  if (::close(fd) != 0 && error == 0) error = errno;
  return error == 0 ? StateFault{} : CacheFault::system(error, records_);
}

StateFault StateFiles::replace(std::string_view bytes) {
  const std::string fresh = records_ + ".new";
  const int fd = open_file(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
  if (fd < 0) return CacheFault::system(errno, fresh);
  int error = write_all(fd, bytes);
  struct stat info;
  if (error == 0 && ::fstat(fd, &info) != 0) error = errno;
  if (::close(fd) != 0 && error == 0) error = errno;
  if (error == 0 && ::rename(fresh.c_str(), records_.c_str()) != 0) error = errno;
  if (error != 0) {
    ::unlink(fresh.c_str());
    return CacheFault::system(error, fresh);
  }
  inode_ = info.st_ino;
  size_ = bytes.size();
  return {};
}

}  // namespace umake
