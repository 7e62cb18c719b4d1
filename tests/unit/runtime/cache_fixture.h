// An action cache on a real disk, with a directory of its own to work in.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/digest.h"
#include "runtime/cache/action_cache.h"
#include "runtime/cache/maintenance.h"

namespace umake {

class CacheOutput final : public Output {
 public:
  void out(std::string_view text) override { out_text += text; }
  void err(std::string_view text) override { err_text += text; }
  void flush() override {}
  std::string out_text;
  std::string err_text;
};

inline std::string read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void write_bytes(const std::string& path, const std::string& bytes, unsigned mode = 0644) {
  ::unlink(path.c_str());
  std::ofstream(path, std::ios::binary) << bytes;
  ::chmod(path.c_str(), mode);
}

// Bytes that zstd makes no smaller.
inline std::string noise(size_t size, uint64_t seed = 1) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    byte = static_cast<char>(seed >> 56);
  }
  return bytes;
}

// Bytes that it makes about half as long.
inline std::string text_like(size_t size, uint64_t seed = 1) {
  std::string bytes = noise(size, seed);
  for (char& byte : bytes) byte = static_cast<char>('a' + (byte & 15));
  return bytes;
}

class CacheTest : public testing::Test {
 protected:
  CacheTest() : diagnostics_(output_, symbols_, "umake", 0) {
    char name[] = "/tmp/umake-test.XXXXXX";
    top_ = ::mkdtemp(name);
    before_ = std::filesystem::current_path();
    directory_ = top_ + "/cache";
    ::mkdir((top_ + "/work").c_str(), 0755);
    std::filesystem::current_path(top_ + "/work");
  }
  ~CacheTest() override {
    std::filesystem::current_path(before_);
    [[maybe_unused]] const int status =
        ::system(("chmod -R u+rwx '" + top_ + "'; rm -rf '" + top_ + "'").c_str());
  }

  std::unique_ptr<ActionCache> open(ActionCache::Limits limits = {}) {
    return std::make_unique<ActionCache>(directory_, diagnostics_, limits);
  }
  static Digest key(const std::string& name) { return digest_of(name); }

  // What stands at `path` now.
  static ActionOutput output_at(const std::string& path) {
    ActionOutput output;
    output.path = path;
    struct stat info;
    if (::lstat(path.c_str(), &info) != 0) return output;
    output.mode = info.st_mode & 07777;
    if (S_ISLNK(info.st_mode)) {
      output.kind = ActionOutput::Kind::kLink;
      output.target = std::filesystem::read_symlink(path).string();
    } else if (S_ISDIR(info.st_mode)) {
      output.kind = ActionOutput::Kind::kDirectory;
    } else {
      const std::string bytes = read_bytes(path);
      output.size = bytes.size();
      output.digest = digest_of(bytes);
    }
    return output;
  }
  static CacheEntry entry_of(const std::vector<std::string>& outputs,
                             const std::vector<ActionInput>& inputs = {}) {
    CacheEntry entry;
    entry.inputs = inputs;
    for (const std::string& path : outputs) entry.result.outputs.push_back(output_at(path));
    entry.result.wall_us = 1'500'000;
    return entry;
  }
  static ActionInput input(const std::string& path, const std::string& content,
                           InputKind kind = InputKind::kContent) {
    return {path, digest_of(content), kind};
  }
  static CacheMiss find(ActionCache& cache, const std::string& name, CacheEntry& entry) {
    return cache.find(
        key(name), [](const ActionInput&) { return true; }, entry);
  }
  // Finds and restores.
  static CacheMiss get(ActionCache& cache, const std::string& name) {
    CacheEntry entry;
    const CacheMiss miss = find(cache, name, entry);
    return miss == CacheMiss::kNone ? cache.restore(entry.result) : miss;
  }
  // All files of the cache but the statistics.
  std::vector<std::string> cache_files(const std::string& tree = "") const {
    std::vector<std::string> files;
    const std::string from = directory_ + tree;
    if (!std::filesystem::exists(from)) return files;
    for (const auto& each : std::filesystem::recursive_directory_iterator(from)) {
      if (each.is_regular_file() && each.path().filename() != "stats") {
        files.push_back(each.path().string());
      }
    }
    std::sort(files.begin(), files.end());
    return files;
  }
  std::vector<std::string> manifests() const { return cache_files("/actions-1"); }
  std::vector<std::string> blobs() const { return cache_files("/blobs-1"); }
  static void make_old(const std::string& path, int64_t seconds) {
    struct timespec times[2];
    ::clock_gettime(CLOCK_REALTIME, &times[0]);
    times[0].tv_sec -= seconds;
    times[1] = times[0];
    ::utimensat(AT_FDCWD, path.c_str(), times, 0);
  }
  int run(CacheCommand command, ActionCache::Limits limits = {}) {
    output_.out_text.clear();
    return run_cache_command(command, directory_, limits, output_);
  }
  std::vector<std::string> names_here() const {
    std::vector<std::string> names;
    for (const auto& each : std::filesystem::recursive_directory_iterator(".")) {
      names.push_back(each.path().string().substr(2));
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  CacheOutput output_;
  SymbolTable symbols_;
  Diagnostics diagnostics_;
  std::string top_;
  std::string directory_;
  std::filesystem::path before_;
};

}  // namespace umake
