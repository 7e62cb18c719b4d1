#include "runtime/cache/action_cache.h"

#include <algorithm>
#include <cerrno>
#include <span>
#include <unordered_map>

#include "base/messages.h"
#include "runtime/cache/blob_store_posix.h"
#include "runtime/cache/entry_format.h"
#include "runtime/cache/manifest_store_posix.h"
#include "runtime/cache/output_reader_posix.h"
#include "runtime/cache/restorer_posix.h"
#include "runtime/cache/statistics_posix.h"
#include "runtime/cache/survey_posix.h"

namespace umake {

namespace {

constexpr CacheFaultTexts kFaultTexts = {msg::kCacheForeign, msg::kCacheLoose, msg::kCacheLocked,
                                         msg::kCacheUnusable};
// Killed umakes don't tell what they added: after this part of the limit the files are counted.
constexpr uint64_t kCountAfterPart = 8;
// A set that is larger is not worth reading at each look-up.
constexpr size_t kLargestSet = 16 << 20;

using Same = std::function<bool(const ActionInput&)>;

// What `same` said of inputs, for sets that share them.
class Answers {
 public:
  bool same(const ActionInput& input, const Same& ask) {
    const auto [found, is_new] = answers_.try_emplace(key_of(input), false);
    if (is_new) found->second = ask(input);
    return found->second;
  }
  // All of them held but the last.
  void learn(std::span<const ActionInput> asked) {
    for (const ActionInput& input : asked)
      answers_.try_emplace(key_of(input), &input != &asked.back());
  }

 private:
  struct Hash {
    size_t operator()(const Digest& digest) const { return digest.low; }
  };
  static Digest key_of(const ActionInput& input) {
    const Digest path = digest_of(input.path, static_cast<uint64_t>(input.kind));
    const uint64_t facts[] = {path.low, path.high, input.digest.low, input.digest.high};
    return digest_of({reinterpret_cast<const char*>(facts), sizeof facts});
  }
  std::unordered_map<Digest, bool, Hash> answers_;
};

}  // namespace

struct ActionCache::State {
  State(std::string directory, Diagnostics& diagnostics, Limits limits)
      : cache_directory(std::move(directory)),
        diagnostics(diagnostics),
        limits(limits),
        manifests(cache_directory),
        blobs(cache_directory),
        restorer(blobs),
        off(cache_directory.empty()) {}

  enum class Match : uint8_t { kSame, kDiffers, kDamaged };

  bool ready();
  void give_up(const CacheFault& fault);
  void warn(std::string_view text);
  void damaged(const std::string& path);
  CacheMiss look_up(const Digest& weak, const Same& same, CacheEntry& entry);
  Match match(SetReader reader, const Same& same, bool newest, Answers& answers, CacheEntry& entry);
  bool store_outputs(CacheEntry& entry);
  bool store_file(ActionOutput& output);
  void note_added(int64_t bytes);
  bool add_set(const Digest& weak, const CacheEntry& entry);
  void add_run(StatisticsFile::Health health, CacheStatistics& all);
  void trim();

  const std::string cache_directory;
  Diagnostics& diagnostics;
  const Limits limits;
  ManifestStore manifests;
  BlobStore blobs;
  Restorer restorer;
  OutputReader reader;
  bool off;
  bool checked = false;  // whose directory it is
  bool warned_off = false;
  bool warned_damaged = false;
  Counters counters;
  CacheStatistics run;      // what this run adds to the statistics
  int64_t added_bytes = 0;  // on disk
  bool must_trim = false;
};

// The first use looks whose directory it is; that it is not there yet is no fault.
bool ActionCache::State::ready() {
  if (off || checked) return !off;
  checked = true;
  const CacheFault fault = check_cache_directory(cache_directory);
  if (fault && !(fault.kind == CacheFault::Kind::kSystem && fault.error == ENOENT)) give_up(fault);
  return !off;
}

// A recursive build would say it once in each directory: the outermost umake's word is enough.
void ActionCache::State::warn(std::string_view text) {
  if (!diagnostics.program().ends_with(']')) diagnostics.output().err(text);
}

void ActionCache::State::give_up(const CacheFault& fault) {
  off = true;
  if (!warned_off) warn(fault_text(fault, kFaultTexts));
  warned_off = true;
}

void ActionCache::State::damaged(const std::string& path) {
  if (!warned_damaged) warn(fmt::format(msg::kCacheDamaged, path));
  warned_damaged = true;
}

ActionCache::State::Match ActionCache::State::match(SetReader reader, const Same& same, bool newest,
                                                    Answers& answers, CacheEntry& entry) {
  entry.inputs.resize(reader.input_count());
  std::string_view before;
  for (ActionInput& input : entry.inputs) {
    if (!reader.take_input(before, input)) return Match::kDamaged;
    before = input.path;
    if (newest ? same(input) : answers.same(input, same)) continue;
    // Only now is it worth remembering what was answered: most look-ups end at the first set.
    if (newest) answers.learn({entry.inputs.data(), &input + 1});
    return Match::kDiffers;
  }
  return reader.take_result(blobs.decompressor(), entry.result) ? Match::kSame : Match::kDamaged;
}

CacheMiss ActionCache::State::look_up(const Digest& weak, const Same& same, CacheEntry& entry) {
  if (!ready()) return CacheMiss::kOff;
  const std::string_view bytes = manifests.read(weak);
  if (bytes.empty()) return CacheMiss::kUnknown;
  ManifestView manifest;
  bool sound = manifest.open(bytes, weak);
  Answers answers;
  CacheMiss miss = CacheMiss::kInput;
  for (size_t index = manifest.count(); index-- > 0 && miss != CacheMiss::kNone;) {
    Match found = Match::kDamaged;
    if (manifest.sound(index)) {
      const bool newest = index + 1 == manifest.count();
      found = match(SetReader(manifest.set(index)), same, newest, answers, entry);
    }
    if (found == Match::kSame) miss = CacheMiss::kNone;
    sound &= found != Match::kDamaged;
  }
  if (sound) return miss;
  damaged(manifests.path(weak));
  manifests.remove(weak);
  return miss == CacheMiss::kNone ? miss : CacheMiss::kDamaged;
}

bool ActionCache::State::store_file(ActionOutput& output) {
  output.packed.clear();
  if (!reader.open(output)) return false;
  // What is there by this digest is this content, whatever the file holds by now.
  if (output.size > OutputReader::kInlineSize && blobs.has(output.digest)) return true;
  std::string packed;
  if (reader.small()) {
    const std::string_view content = reader.read();
    if (!(digest_of(content) == output.digest)) return false;
    blobs.compressor().pack(content, packed);
    if (packed.size() <= OutputReader::kInlineSize) {
      output.packed = std::move(packed);
      return true;
    }
  }
  uint64_t added = 0;
  const std::string_view frame = Compressor::frame_in(packed);
  const BlobStore::Put put = frame.empty()
                                 ? blobs.put(output.digest, output.size, reader.descriptor(), added)
                                 : blobs.put_frame(output.digest, output.size, frame, added);
  note_added(static_cast<int64_t>(added));
  if (put == BlobStore::Put::kFault) give_up(blobs.fault());
  return put == BlobStore::Put::kStored;
}

void ActionCache::State::note_added(int64_t bytes) {
  added_bytes += bytes;
  if (bytes <= 0) return;
  counters.stored_bytes += static_cast<uint64_t>(bytes);
  run.stored_bytes += static_cast<uint64_t>(bytes);
}

bool ActionCache::State::store_outputs(CacheEntry& entry) {
  // They can't be put back: that they are as they were left is all that an entry tells of them.
  if (entry.result.verify_only) return true;
  return std::all_of(entry.result.outputs.begin(), entry.result.outputs.end(),
                     [this](ActionOutput& output) {
                       if (output.kind == ActionOutput::Kind::kFile) return store_file(output);
                       return OutputReader::stands(output);
                     });
}

bool ActionCache::State::add_set(const Digest& weak, const CacheEntry& entry) {
  const EncodedSet set = encode_set(entry, blobs.compressor());
  if (set.bytes.size() > kLargestSet) return false;
  const auto with_set = [&](std::string_view present) {
    ManifestView before;
    ManifestBuilder after(weak);
    if (!present.empty() && before.open(present, weak)) {
      std::vector<size_t> kept;
      for (size_t index = 0; index < before.count(); ++index) {
        if (before.inputs(index) != set.inputs) kept.push_back(index);
      }
      const size_t most = std::max(limits.sets_per_key, 1u) - 1;
      for (size_t at = kept.size() > most ? kept.size() - most : 0; at < kept.size(); ++at) {
        after.keep(before.row(kept[at]), before.set(kept[at]));
      }
    }
    after.add(set);
    return after.bytes();
  };
  int64_t added = 0;
  const CacheFault fault = manifests.update(weak, with_set, added);
  note_added(added);
  // Busy with another umake's set: this one is not kept, which is no reason to keep no other.
  if (fault && fault.kind != CacheFault::Kind::kLocked) give_up(fault);
  return !fault;
}

// The files are counted, and those used longest ago go.
void ActionCache::State::trim() {
  Survey survey = survey_cache(cache_directory);
  uint64_t left = survey.bytes;
  if (limits.bytes != 0 && survey.bytes > limits.bytes) {
    left = trim_cache(survey, limits.bytes / 100 * kCacheTrimPercent);
  }
  StatisticsFile(cache_directory).update([&](StatisticsFile::Health, CacheStatistics& all) {
    all.disk_bytes = left;
  });
}

ActionCache::ActionCache(std::string cache_directory, Diagnostics& diagnostics, Limits limits)
    : state_(std::make_unique<State>(std::move(cache_directory), diagnostics, limits)) {}

ActionCache::~ActionCache() = default;

CacheMiss ActionCache::find(const Digest& weak, const Same& same, CacheEntry& entry, CacheUse use) {
  const CacheMiss miss = state_->look_up(weak, same, entry);
  if (use == CacheUse::kShell) {
    if (miss != CacheMiss::kNone || entry.result.verify_only) return miss;
    ++state_->run.shell_hits;
    state_->run.saved_us += entry.result.wall_us;
    return miss;
  }
  if (miss == CacheMiss::kNone) {
    ++state_->counters.hits;
    ++state_->run.hits;
    state_->run.saved_us += entry.result.wall_us;
  } else {
    entry = {};
    ++state_->counters.misses;
    ++state_->run.misses[static_cast<size_t>(miss)];
  }
  return miss;
}

CacheMiss ActionCache::restore(const ActionResult& result) {
  State& state = *state_;
  if (!state.ready()) return CacheMiss::kOff;
  CacheMiss miss = CacheMiss::kDamaged;
  switch (state.restorer.restore(result)) {
    case Restorer::End::kDone:
      state.run.restored_bytes += state.restorer.bytes();
      return CacheMiss::kNone;
    case Restorer::End::kMissing:
      break;
    case Restorer::End::kDamaged:
      state.damaged(state.blobs.damaged_path());
      break;
    case Restorer::End::kUnwritable:
      miss = CacheMiss::kNotRestored;
      break;
  }
  // The hit was none.
  --state.counters.hits;
  ++state.counters.misses;
  --state.run.hits;
  ++state.run.misses[static_cast<size_t>(miss)];
  state.run.saved_us -= result.wall_us;
  return miss;
}

void ActionCache::store(const Digest& weak, const CacheEntry& entry, CacheUse use) {
  State& state = *state_;
  if (!state.ready()) return;
  CacheEntry kept = entry;
  const bool whole = state.store_outputs(kept);
  state.reader.close();
  if (!whole || !state.add_set(weak, kept)) return;
  if (use == CacheUse::kShell) {
    if (!entry.result.verify_only) ++state.run.shell_stored;
    return;
  }
  ++state.counters.stored;
  ++state.run.stored;
}

void ActionCache::State::add_run(StatisticsFile::Health health, CacheStatistics& all) {
  all.hits += run.hits;
  for (size_t miss = 0; miss < all.misses.size(); ++miss) all.misses[miss] += run.misses[miss];
  all.stored += run.stored;
  all.shell_hits += run.shell_hits;
  all.shell_stored += run.shell_stored;
  all.stored_bytes += run.stored_bytes;
  all.restored_bytes += run.restored_bytes;
  all.saved_us += run.saved_us;
  const int64_t bytes = static_cast<int64_t>(all.disk_bytes) + added_bytes;
  all.disk_bytes = static_cast<uint64_t>(std::max<int64_t>(bytes, 0));
  all.uncounted += static_cast<uint64_t>(std::max<int64_t>(added_bytes, 0));
  must_trim = health == StatisticsFile::Health::kDamaged ||
              (limits.bytes != 0 &&
               (all.disk_bytes > limits.bytes || all.uncounted > limits.bytes / kCountAfterPart));
  if (!must_trim) return;
  // This umake does it; another one need not start as well.
  all.uncounted = 0;
  if (limits.bytes != 0) all.disk_bytes = std::min(all.disk_bytes, limits.bytes);
}

void ActionCache::flush() {
  State& state = *state_;
  const CacheStatistics& run = state.run;
  const bool missed =
      std::any_of(run.misses.begin(), run.misses.end(), [](uint64_t n) { return n; });
  const bool stored = run.stored + run.shell_stored > 0 || state.added_bytes > 0;
  if (state.off || (run.hits + run.shell_hits == 0 && !stored && !missed)) return;
  // Where nothing was ever stored, nothing is written for having looked.
  if (!stored && check_cache_directory(state.cache_directory)) return;
  const CacheFault fault = StatisticsFile(state.cache_directory)
                               .update([&](StatisticsFile::Health health, CacheStatistics& all) {
                                 state.add_run(health, all);
                               });
  state.run = {};
  state.added_bytes = 0;
  if (fault.kind == CacheFault::Kind::kSystem) state.give_up(fault);
  if (!fault && state.must_trim) state.trim();
}

const ActionCache::Counters& ActionCache::counters() const { return state_->counters; }
bool ActionCache::off() const { return state_->off; }

}  // namespace umake
