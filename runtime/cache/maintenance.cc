#include "runtime/cache/maintenance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <unordered_set>
#include <vector>

#include "base/messages.h"
#include "runtime/cache/blob_store_posix.h"
#include "runtime/cache/cache_size.h"
#include "runtime/cache/entry_format.h"
#include "runtime/cache/manifest_store_posix.h"
#include "runtime/cache/statistics_posix.h"
#include "runtime/cache/survey_posix.h"

namespace umake {

namespace {

using Kind = CacheFile::Kind;

constexpr CacheFaultTexts kFaultTexts = {msg::kCacheForeign, msg::kCacheLoose, msg::kCacheLocked,
                                         msg::kCacheUnusable};

struct DigestHash {
  size_t operator()(const Digest& digest) const { return digest.low; }
};
using Digests = std::unordered_set<Digest, DigestHash>;

bool is_blob(const CacheFile& file) {
  return file.kind == Kind::kBlob || file.kind == Kind::kRawBlob;
}

// Calls `use` with each output whose content is a blob. False: the set is damaged.
template <typename Use>
bool for_each_blob(std::string_view set, Decompressor& decompressor, const Use& use) {
  SetReader reader(set);
  ActionInput input;
  std::string before;
  for (size_t count = reader.input_count(); count > 0; --count) {
    if (!reader.take_input(before, input)) return false;
    before.swap(input.path);
  }
  ActionResult result;
  if (!reader.take_result(decompressor, result)) return false;
  for (const ActionOutput& output : result.outputs) {
    if (output.kind != ActionOutput::Kind::kFile || result.verify_only) continue;
    if (output.packed.empty()) {
      use(output.digest, output.size);
      continue;
    }
    std::string content;
    if (!decompressor.unpack(output.packed, output.size, content) ||
        !(digest_of(content) == output.digest)) {
      return false;
    }
  }
  return true;
}

class Maintenance {
 public:
  Maintenance(const std::string& cache_directory, const ActionCache::Limits& limits, Output& output)
      : cache_directory_(cache_directory),
        limits_(limits),
        output_(output),
        manifests_(cache_directory),
        blobs_(cache_directory),
        statistics_(cache_directory) {}

  int status();
  int clean();
  int gc();
  int verify();

 private:
  template <typename... Values>
  void say(fmt::format_string<Values...> text, Values&&... values) {
    output_.out(fmt::format(text, std::forward<Values>(values)...));
  }
  void say_use(const CacheStatistics& all);
  void say_health(const Survey& survey, StatisticsFile::Health health);
  size_t count_sets(const Survey& survey);
  // Drops the sets for which `keep` says no (a damaged manifest as a whole); returns how many.
  template <typename Keep>
  size_t filter_sets(const CacheFile& manifest, const Keep& keep);
  size_t remove(std::vector<const CacheFile*> files, uint64_t& bytes);
  void set_disk_bytes(uint64_t bytes);

  const std::string cache_directory_;
  const ActionCache::Limits limits_;
  Output& output_;
  ManifestStore manifests_;
  BlobStore blobs_;
  StatisticsFile statistics_;
  size_t failures_ = 0;  // files that could not be removed
};

size_t Maintenance::count_sets(const Survey& survey) {
  size_t sets = 0;
  for (const CacheFile& file : survey.files) {
    if (file.kind != Kind::kManifest) continue;
    ManifestView manifest;
    if (manifest.open(manifests_.look(file.digest), file.digest)) sets += manifest.count();
  }
  return sets;
}

std::string limit_text(uint64_t limit) {
  return limit == 0 ? std::string(msg::kCacheNoLimit) : size_text(limit);
}

std::string date_text(int64_t seconds) {
  const std::time_t time = seconds;
  std::tm parts = {};
  char text[32];
  ::gmtime_r(&time, &parts);
  return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &parts));
}

std::string duration_text(uint64_t us) {
  const uint64_t seconds = us / 1'000'000;
  if (seconds < 60) return fmt::format("{:.1f} s", static_cast<double>(us) / 1e6);
  if (seconds < 3600) return fmt::format("{} min {} s", seconds / 60, seconds % 60);
  return fmt::format("{} h {} min", seconds / 3600, seconds / 60 % 60);
}

void Maintenance::say_use(const CacheStatistics& all) {
  const auto missed = [&](CacheMiss reason) { return all.misses[static_cast<size_t>(reason)]; };
  uint64_t misses = 0;
  for (const uint64_t each : all.misses) misses += each;
  const uint64_t asked = all.hits + misses;
  say(msg::kCacheHits, all.hits, asked == 0 ? 0 : all.hits * 100 / asked);
  say(msg::kCacheMisses, misses, missed(CacheMiss::kUnknown), missed(CacheMiss::kInput),
      missed(CacheMiss::kDamaged), missed(CacheMiss::kNotRestored));
  say(msg::kCacheStored, all.stored, size_text(all.stored_bytes));
  say(msg::kCacheShell, all.shell_hits, all.shell_stored);
  say(msg::kCacheRestored, size_text(all.restored_bytes));
  say(msg::kCacheSaved, duration_text(all.saved_us));
  say(msg::kCacheSince, date_text(all.since));
}

void Maintenance::say_health(const Survey& survey, StatisticsFile::Health health) {
  size_t leftovers = 0;
  size_t foreign = 0;
  for (const CacheFile& file : survey.files) {
    leftovers += file.kind == Kind::kTemporary && left_over(file, survey.now_ns);
    foreign += file.kind == Kind::kForeign;
  }
  const bool damaged = health == StatisticsFile::Health::kDamaged;
  if (leftovers > 0) say(msg::kCacheLeftovers, leftovers);
  if (foreign > 0) say(msg::kCacheForeignFiles, foreign);
  if (damaged) say(msg::kCacheBadStatistics);
  if (leftovers == 0 && foreign == 0 && !damaged) say(msg::kCacheHealthy);
}

int Maintenance::status() {
  const Survey survey = survey_cache(cache_directory_);
  size_t blobs = 0;
  uint64_t blob_bytes = 0;
  for (const CacheFile& file : survey.files) {
    if (!is_blob(file)) continue;
    ++blobs;
    blob_bytes += file.bytes;
  }
  CacheStatistics all;
  const StatisticsFile::Health health = statistics_.read(all);
  say(msg::kCacheDirectory, cache_directory_);
  say(msg::kCacheSize, size_text(survey.bytes), limit_text(limits_.bytes));
  say(msg::kCacheEntries, count_sets(survey), size_text(survey.bytes - blob_bytes));
  say(msg::kCacheBlobs, blobs, size_text(blob_bytes));
  if (health == StatisticsFile::Health::kGood) say_use(all);
  say_health(survey, health);
  return 0;
}

size_t Maintenance::remove(std::vector<const CacheFile*> files, uint64_t& bytes) {
  size_t removed = 0;
  for (const CacheFile* file : files) {
    if (remove_cache_file(file->path) != 0) {
      ++failures_;
      continue;
    }
    ++removed;
    bytes += file->bytes;
  }
  if (failures_ > 0) say(msg::kCacheNotRemoved, failures_);
  return removed;
}

void Maintenance::set_disk_bytes(uint64_t bytes) {
  statistics_.update([&](StatisticsFile::Health, CacheStatistics& all) {
    all.disk_bytes = bytes;
    all.uncounted = 0;
  });
}

int Maintenance::clean() {
  const Survey survey = survey_cache(cache_directory_);
  std::vector<const CacheFile*> files;
  for (const CacheFile& file : survey.files) files.push_back(&file);
  uint64_t bytes = 0;
  const size_t removed = remove(files, bytes);
  remove_cache_file(statistics_.path());
  remove_cache_directories(cache_directory_);
  say(msg::kCacheCleaned, removed, size_text(bytes));
  return failures_ == 0 ? 0 : 1;
}

template <typename Keep>
size_t Maintenance::filter_sets(const CacheFile& file, const Keep& keep) {
  size_t dropped = 0;
  const auto without = [&](std::string_view bytes) -> std::string {
    dropped = 0;
    ManifestView manifest;
    ManifestBuilder kept(file.digest);
    if (!manifest.open(bytes, file.digest)) {
      dropped = bytes.empty() ? 0 : 1;
      return {};
    }
    for (size_t index = 0; index < manifest.count(); ++index) {
      if (manifest.sound(index) && keep(manifest.set(index))) {
        kept.keep(manifest.row(index), manifest.set(index));
      } else {
        ++dropped;
      }
    }
    return dropped == 0 ? std::string(bytes) : kept.empty() ? std::string() : kept.bytes();
  };
  // Nearly all stay as they are, and are not written anew.
  const std::string_view bytes = manifests_.look(file.digest);
  if (bytes.empty() || without(bytes) == bytes) return 0;
  int64_t added = 0;
  if (manifests_.update(file.digest, without, added)) ++failures_;
  return dropped;
}

int Maintenance::gc() {
  Survey survey = survey_cache(cache_directory_);
  const uint64_t before = survey.bytes;
  const size_t files_before = survey.files.size();
  const uint64_t target = limits_.bytes == 0 || survey.bytes <= limits_.bytes
                              ? survey.bytes
                              : limits_.bytes / 100 * kCacheTrimPercent;
  trim_cache(survey, target);
  const size_t trimmed = files_before - survey.files.size();
  Digests there;
  for (const CacheFile& file : survey.files) {
    if (is_blob(file)) there.insert(file.digest);
  }
  Digests named;
  size_t dropped = 0;
  for (const CacheFile& file : survey.files) {
    if (file.kind != Kind::kManifest) continue;
    dropped += filter_sets(file, [&](std::string_view set) {
      bool whole = true;
      std::vector<Digest> digests;
      const bool sound =
          for_each_blob(set, blobs_.decompressor(), [&](const Digest& digest, uint64_t) {
            digests.push_back(digest);
            whole &= there.contains(digest) || blobs_.has(digest);
          });
      if (sound && whole) named.insert(digests.begin(), digests.end());
      return sound && whole;
    });
  }
  // A blob is written before the set that names it: young ones may be waiting for theirs.
  std::vector<const CacheFile*> orphans;
  for (const CacheFile& file : survey.files) {
    if (is_blob(file) && !named.contains(file.digest) && left_over(file, survey.now_ns)) {
      orphans.push_back(&file);
    }
  }
  uint64_t orphan_bytes = 0;
  const size_t removed = remove(orphans, orphan_bytes);
  const uint64_t left = survey_cache(cache_directory_).bytes;
  set_disk_bytes(left);
  say(msg::kCacheCollected, trimmed, dropped, removed, size_text(before - std::min(before, left)),
      size_text(left), limit_text(limits_.bytes));
  return failures_ == 0 ? 0 : 1;
}

int Maintenance::verify() {
  const Survey survey = survey_cache(cache_directory_);
  size_t sets = 0;
  size_t bad_sets = 0;
  size_t blobs = 0;
  size_t bad_blobs = 0;
  for (const CacheFile& file : survey.files) {
    if (file.kind == Kind::kManifest) {
      const size_t bad = filter_sets(file, [&](std::string_view set) {
        return for_each_blob(set, blobs_.decompressor(), [](const Digest&, uint64_t) {});
      });
      ManifestView left;
      if (left.open(manifests_.look(file.digest), file.digest)) sets += left.count();
      sets += bad;
      bad_sets += bad;
      if (bad > 0) say(msg::kCacheBadEntry, file.path, bad);
    } else if (is_blob(file)) {
      const BlobStore::Got got = blobs_.check(file.digest, file.kind == Kind::kRawBlob);
      blobs += got != BlobStore::Got::kMissing;
      bad_blobs += got == BlobStore::Got::kDamaged;
      if (got == BlobStore::Got::kDamaged) say(msg::kCacheBadBlob, file.path);
    }
  }
  const size_t bad = bad_sets + bad_blobs;
  say(msg::kCacheVerified, sets, blobs, size_text(survey.bytes));
  if (bad == 0) {
    say(msg::kCacheAllGood);
  } else {
    say(msg::kCacheDropped, bad_sets, bad_blobs);
  }
  return bad == 0 && failures_ == 0 ? 0 : 1;
}

struct CommandRow {
  std::string_view word;
  CacheCommand command;
  int (Maintenance::*run)();
};
constexpr CommandRow kCommands[] = {
    {"status", CacheCommand::kStatus, &Maintenance::status},
    {"clean", CacheCommand::kClean, &Maintenance::clean},
    {"gc", CacheCommand::kGc, &Maintenance::gc},
    {"verify", CacheCommand::kVerify, &Maintenance::verify},
};

}  // namespace

bool parse_cache_command(std::string_view word, CacheCommand& command) {
  for (const CommandRow& row : kCommands) {
    if (row.word == word) return command = row.command, true;
  }
  return false;
}

int run_cache_command(CacheCommand command, const std::string& cache_directory,
                      const ActionCache::Limits& limits, Output& output) {
  if (cache_directory.empty()) {
    output.err(msg::kCacheNowhere);
    return 2;
  }
  if (const CacheFault fault = check_cache_directory(cache_directory)) {
    if (fault.error == ENOENT) {
      output.out(fmt::format(msg::kCacheNone, cache_directory));
      return 0;
    }
    output.err(fault_text(fault, kFaultTexts));
    return 2;
  }
  Maintenance maintenance(cache_directory, limits, output);
  for (const CommandRow& row : kCommands) {
    if (row.command == command) return (maintenance.*row.run)();
  }
  return 0;
}

}  // namespace umake
