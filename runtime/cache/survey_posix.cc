#include "runtime/cache/survey_posix.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <functional>

#include "runtime/cache/shard_files_posix.h"

namespace umake {

namespace {

constexpr std::string_view kActions = "/actions-1";
constexpr std::string_view kBlobs = "/blobs-1";
constexpr std::string_view kRawSuffix = ".raw";
constexpr size_t kHexDigits = 2 * sizeof(Digest);
constexpr int64_t kNsPerSecond = 1'000'000'000;
// No file is written for so long.
constexpr int64_t kLeftOverNs = 600 * kNsPerSecond;

bool parse_hex(std::string_view hex, uint64_t& value) {
  value = 0;
  for (const char c : hex) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'f')) return false;
    value = value << 4 | static_cast<uint64_t>(digit ? c - '0' : c - 'a' + 10);
  }
  return true;
}

bool parse_digest(std::string_view hex, Digest& digest) {
  return hex.size() == kHexDigits && parse_hex(hex.substr(0, kHexDigits / 2), digest.high) &&
         parse_hex(hex.substr(kHexDigits / 2), digest.low);
}

CacheFile::Kind classify(std::string_view tree, std::string_view name, Digest& digest) {
  if (name.starts_with(kTemporaryPrefix)) return CacheFile::Kind::kTemporary;
  const bool raw = name.ends_with(kRawSuffix);
  if (raw) name.remove_suffix(kRawSuffix.size());
  if (!parse_digest(name, digest)) return CacheFile::Kind::kForeign;
  if (tree == kActions) return raw ? CacheFile::Kind::kForeign : CacheFile::Kind::kManifest;
  return raw ? CacheFile::Kind::kRawBlob : CacheFile::Kind::kBlob;
}

void for_each_name(const std::string& path,
                   const std::function<void(int directory, const char* name)>& use) {
  DIR* directory = ::opendir(path.c_str());
  if (directory == nullptr) return;
  while (const struct dirent* entry = ::readdir(directory)) {
    if (entry->d_name[0] != '.') use(::dirfd(directory), entry->d_name);
  }
  ::closedir(directory);
}

void survey_tree(const std::string& cache_directory, std::string_view tree, Survey& survey) {
  const std::string top = cache_directory + std::string(tree);
  for_each_name(top, [&](int, const char* shard) {
    const std::string path = top + "/" + shard;
    for_each_name(path, [&](int directory, const char* name) {
      struct stat info;
      if (::fstatat(directory, name, &info, AT_SYMLINK_NOFOLLOW) != 0) return;
      CacheFile file;
      file.path = path + "/" + name;
      file.kind =
          S_ISREG(info.st_mode) ? classify(tree, name, file.digest) : CacheFile::Kind::kForeign;
      file.mtime_ns = info.st_mtim.tv_sec * kNsPerSecond + info.st_mtim.tv_nsec;
      file.bytes = disk_bytes(static_cast<uint64_t>(info.st_size));
      survey.bytes += file.bytes;
      survey.files.push_back(std::move(file));
    });
  });
}

}  // namespace

Survey survey_cache(const std::string& cache_directory) {
  Survey survey;
  struct timespec now;
  ::clock_gettime(CLOCK_REALTIME, &now);
  survey.now_ns = now.tv_sec * kNsPerSecond + now.tv_nsec;
  survey_tree(cache_directory, kActions, survey);
  survey_tree(cache_directory, kBlobs, survey);
  return survey;
}

bool left_over(const CacheFile& file, int64_t now_ns) {
  return now_ns - file.mtime_ns > kLeftOverNs;
}

int remove_cache_file(const std::string& path) {
  return ::unlink(path.c_str()) == 0 || errno == ENOENT ? 0 : errno;
}

void remove_cache_directories(const std::string& cache_directory) {
  for (const std::string_view tree : {kActions, kBlobs}) {
    const std::string top = cache_directory + std::string(tree);
    std::vector<std::string> shards;
    for_each_name(top, [&](int, const char* name) { shards.push_back(top + "/" + name); });
    for (const std::string& shard : shards) ::rmdir(shard.c_str());
    ::rmdir(top.c_str());
  }
}

uint64_t trim_cache(Survey& survey, uint64_t target) {
  std::sort(survey.files.begin(), survey.files.end(),
            [](const CacheFile& left, const CacheFile& right) {
              return left.mtime_ns != right.mtime_ns ? left.mtime_ns < right.mtime_ns
                                                     : left.path < right.path;
            });
  std::erase_if(survey.files, [&](const CacheFile& file) {
    const bool leftover =
        file.kind == CacheFile::Kind::kTemporary && left_over(file, survey.now_ns);
    const bool old = survey.bytes > target && (file.kind == CacheFile::Kind::kManifest ||
                                               file.kind == CacheFile::Kind::kBlob ||
                                               file.kind == CacheFile::Kind::kRawBlob);
    if (!leftover && !old) return false;
    if (remove_cache_file(file.path) != 0) return false;
    survey.bytes -= file.bytes;
    return true;
  });
  return survey.bytes;
}

}  // namespace umake
