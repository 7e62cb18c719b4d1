#include "runtime/cache/statistics_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cstring>
#include <type_traits>

#include "base/digest.h"
#include "runtime/file_calls_posix.h"

namespace umake {

namespace {

constexpr char kMagic[8] = {'u', 'm', 'k', 's', 'u', 'm', '0', '1'};
constexpr uint64_t kSeed = 0x7374617469737469;  // "statisti"
constexpr int64_t kLockPatienceNs = 200'000'000;

struct Stored {
  char magic[8];
  CacheStatistics statistics;
  uint64_t checksum;
};
static_assert(std::is_trivially_copyable_v<Stored> && sizeof(Stored) == 144);

uint64_t checksum_of(const Stored& stored) {
  return digest_of({reinterpret_cast<const char*>(&stored), offsetof(Stored, checksum)}, kSeed).low;
}

}  // namespace

StatisticsFile::StatisticsFile(const std::string& cache_directory)
    : cache_directory_(cache_directory), path_(cache_directory + "/actions-1/stats") {}

StatisticsFile::Health StatisticsFile::read_from(int fd, CacheStatistics& statistics) {
  Stored stored;
  char bytes[sizeof stored + 1];
  const size_t size = read_all(fd, bytes, sizeof bytes, 0);
  if (size == 0) return Health::kMissing;
  if (size != sizeof stored) return Health::kDamaged;
  std::memcpy(&stored, bytes, sizeof stored);
  if (std::memcmp(stored.magic, kMagic, sizeof kMagic) != 0 ||
      stored.checksum != checksum_of(stored)) {
    return Health::kDamaged;
  }
  statistics = stored.statistics;
  return Health::kGood;
}

StatisticsFile::Health StatisticsFile::read(CacheStatistics& statistics) const {
  const OpenFile file(open_file(path_, O_RDONLY | O_NOFOLLOW));
  return file ? read_from(file.get(), statistics) : Health::kMissing;
}

CacheFault StatisticsFile::update(const std::function<void(Health, CacheStatistics&)>& change) {
  OpenFile file(open_file(path_, O_RDWR | O_CREAT | O_NOFOLLOW));
  if (!file && errno == ENOENT) {
    const std::string directory = path_.substr(0, path_.rfind('/'));
    if (CacheFault fault = make_cache_directory(cache_directory_, directory)) return fault;
    file = OpenFile(open_file(path_, O_RDWR | O_CREAT | O_NOFOLLOW));
  }
  if (!file) return CacheFault::system(errno, path_);
  if (wait_lock(file.get(), LOCK_EX, kLockPatienceNs) == LockResult::kBusy) {
    return {CacheFault::Kind::kLocked, 0, path_};
  }
  Stored stored = {};
  const Health health = read_from(file.get(), stored.statistics);
  if (health != Health::kGood) {
    stored.statistics = {};
    stored.statistics.since = ::time(nullptr);
    if (::ftruncate(file.get(), 0) != 0) return CacheFault::system(errno, path_);
  }
  change(health, stored.statistics);
  std::memcpy(stored.magic, kMagic, sizeof kMagic);
  stored.checksum = checksum_of(stored);
  ::lseek(file.get(), 0, SEEK_SET);
  const int error = write_all(file.get(), {reinterpret_cast<const char*>(&stored), sizeof stored});
  return error == 0 ? CacheFault{} : CacheFault::system(error, path_);
}

}  // namespace umake
