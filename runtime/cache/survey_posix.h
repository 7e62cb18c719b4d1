// All files of the action cache: counting and removing them. Reads directories and inodes only,
// about 3 us a file. Safe while umakes use the cache: what vanishes is a plain miss to them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/digest.h"

namespace umake {

struct CacheFile {
  enum class Kind : uint8_t {
    kManifest,
    kBlob,
    kRawBlob,
    kTemporary,  // being written, or left by a killed umake
    kForeign,    // none of umake's
  };
  std::string path;
  Kind kind = Kind::kForeign;
  Digest digest;         // in its name
  int64_t mtime_ns = 0;  // when it was last used, to the hour
  uint64_t bytes = 0;    // on disk
};

struct Survey {
  std::vector<CacheFile> files;  // in no order
  uint64_t bytes = 0;            // of all
  int64_t now_ns = 0;            // when it was made
};
Survey survey_cache(const std::string& cache_directory);

// Whether a temporary file (or a blob that nothing names) is so old that nobody is still at it.
bool left_over(const CacheFile& file, int64_t now_ns);

// 0 or an errno value; ENOENT is none.
int remove_cache_file(const std::string& path);
// Removes the directories of both trees, as far as they are empty.
void remove_cache_directories(const std::string& cache_directory);

// Trimming leaves this part of the limit, so that it is not needed again soon.
constexpr uint64_t kCacheTrimPercent = 90;

// Removes leftovers, and what was used longest ago until `target` bytes are left. Returns how many
// are left; `survey` loses what was removed.
uint64_t trim_cache(Survey& survey, uint64_t target);

}  // namespace umake
