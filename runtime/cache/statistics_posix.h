// What the action cache did for all builds so far: one small file with a checksum, <cache>/
// actions-1/stats, changed in place under a lock. Coordinator thread only; any number of processes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>

#include "runtime/cache_directory_posix.h"

namespace umake {

struct CacheStatistics {
  int64_t since = 0;        // when counting began, in seconds since 1970
  uint64_t disk_bytes = 0;  // what lies on disk, as far as is known: see `uncounted`
  uint64_t uncounted = 0;   // bytes added since the files themselves were last counted
  uint64_t hits = 0;
  std::array<uint64_t, 6> misses = {};  // by CacheMiss
  uint64_t shell_hits = 0;              // of $(shell)
  uint64_t shell_stored = 0;
  uint64_t stored = 0;
  uint64_t stored_bytes = 0;
  uint64_t restored_bytes = 0;
  uint64_t saved_us = 0;  // how long the recipes ran whose results were hits
};

class StatisticsFile {
 public:
  explicit StatisticsFile(const std::string& cache_directory);

  enum class Health : uint8_t { kGood, kMissing, kDamaged };
  Health read(CacheStatistics& statistics) const;
  // Changes what is there (all zero, with `since` set, when it is missing or damaged), under the
  // lock.
  CacheFault update(const std::function<void(Health, CacheStatistics&)>& change);
  const std::string& path() const { return path_; }

 private:
  static Health read_from(int fd, CacheStatistics& statistics);

  std::string cache_directory_;
  std::string path_;
};

}  // namespace umake
