// What is known of one build directory, in memory: its paths with their digests and generations,
// and the records of its targets. Knows the disk format, does no input or output itself.
//
// A base is used where it was read to: loading costs one checksum, whatever the number of records.
// What comes on top (deltas, journals, this build's changes) lies in tables behind it under the
// same ids. Coordinator thread only.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "runtime/freshness/state_format.h"

namespace umake {

class DirectoryState {
 public:
  // `directory`: the canonical name of the build directory.
  explicit DirectoryState(std::string directory);
  DirectoryState(const DirectoryState&) = delete;
  DirectoryState& operator=(const DirectoryState&) = delete;

  // What the bytes were like. Whatever comes before the first fault is used.
  enum class Health : uint8_t { kGood, kCut, kDamaged };
  // A whole `records` file; call once, first. `bytes` must be aligned for PathEntry.
  Health load(StateBytes bytes, size_t size);
  // Segments that were appended since.
  Health apply_segments(std::string_view bytes);
  // A journal: of a killed umake its marks count, and all of it is taken for this process's own
  // change, to be written; of a running one only the facts count.
  enum class Journal : uint8_t { kOfKilled, kOfRunning };
  Health apply_journal(std::string_view bytes, Journal of);

  const std::string& directory() const { return directory_; }
  uint64_t seed() const { return seed_; }

  // --- paths ---
  uint32_t paths() const { return base_paths_ + static_cast<uint32_t>(extra_paths_.size()); }
  PathId find(std::string_view name) const;  // kNone when unknown
  PathId intern(std::string_view name);
  // Followed by a NUL byte that the view does not count.
  std::string_view name(PathId id) const;
  PathEntry& path(PathId id) {
    return id < base_paths_ ? base_path_[id] : extra_paths_[id - base_paths_];
  }
  const PathEntry& path(PathId id) const { return const_cast<DirectoryState*>(this)->path(id); }
  // Remembers the content that the file had in this state.
  void set_digest(PathId id, uint64_t fingerprint, const Digest& digest, bool racy);
  // Its digest, if it was racy, may be of an earlier state that looked the same.
  void drop_racy_digest(PathId id);
  void set_made(PathId id, uint64_t made);
  void mark_in_progress(PathId id);
  void end_progress(PathId id);

  // --- observations and records ---
  const Observation& observation(ObservationId id) const {
    return id < base_observations_ ? base_observation_[id]
                                   : extra_observations_[id - base_observations_];
  }
  ObservationId observe(PathId path, const Digest& digest, uint64_t made, uint32_t flags = 0);
  RecordId find_record(const RecordKey& key) const;  // kNone when there is none
  Record& record(RecordId id) {
    return id < base_records_ ? base_record_[id] : extra_records_[id - base_records_];
  }
  const Record& record(RecordId id) const { return const_cast<DirectoryState*>(this)->record(id); }
  uint32_t records() const { return base_records_ + static_cast<uint32_t>(extra_records_.size()); }
  std::span<const ObservationId> inputs(const Record& record) const;
  // Adds a record in place of the one with its key; when that one says the same, it stays.
  // `inputs` may point into this state.
  RecordId put_record(Record record, std::span<const ObservationId> inputs);
  void drop_record(const RecordKey& key);

  // --- to the disk ---
  bool changed() const;
  // About how many bytes a delta of the changes would take.
  size_t change_bytes() const;
  // Everything, as a base segment.
  std::string serialize() const;
  // The changes of this process, as the payload of a delta. `with_inherited`: marks from killed
  // umakes' journals too.
  std::string changes(bool with_inherited) const;
  // All that is known, as the payload of a delta: for merging into another state.
  std::string everything() const;
  // The payload of a delta, taken in as if it had been on the disk.
  Health apply_delta(std::string_view payload);
  // The changes are on disk now.
  void clear_changes();

 private:
  friend class EntryApplier;
  bool adopt_base(std::string_view payload);
  bool kill_record(const RecordKey& key);
  bool says_the_same(const Record& known, const Record& record,
                     std::span<const ObservationId> inputs) const;
  static uint32_t slots_for(size_t paths);

  std::string directory_;
  uint64_t seed_;

  StateBytes bytes_;  // what the base tables point into
  PathEntry* base_path_ = nullptr;
  Observation* base_observation_ = nullptr;
  Record* base_record_ = nullptr;
  const ObservationId* base_input_ = nullptr;
  const Slot* base_slot_ = nullptr;
  const char* base_names_ = nullptr;
  uint32_t base_paths_ = 0;
  uint32_t base_observations_ = 0;
  uint32_t base_records_ = 0;
  uint32_t base_inputs_ = 0;
  uint32_t base_slots_ = 0;

  Arena arena_;
  std::vector<PathEntry> extra_paths_;
  std::vector<std::string_view> extra_names_;
  std::vector<Slot> extra_slots_;
  std::vector<Observation> extra_observations_;
  std::vector<Record> extra_records_;
  std::vector<ObservationId> extra_inputs_;
  std::vector<ObservationId> latest_;  // by path: the observation made last in this process

  std::vector<PathId> dirty_paths_;
  std::vector<RecordKey> dropped_;
  size_t dirty_inputs_ = 0;
  size_t dirty_records_ = 0;
};

// Writes facts of a DirectoryState as entries, numbering paths as they come up: one for each stream
// (delta or journal).
class StateStream {
 public:
  // `all`: generations are written whoever set them.
  StateStream(const DirectoryState& state, std::string& out, bool all = false)
      : state_(state), all_(all), writer_(out, state.seed()) {}

  // The path's number in this stream; names it on first use.
  uint32_t local(PathId id);
  void update(PathId id);
  void record(const Record& record);
  void drop(const RecordKey& key);
  void mark(PathId id) { note('M', id); }
  void end(PathId id) { note('E', id); }

 private:
  void note(char type, PathId id);
  PathFields fields(PathId id) const;

  const DirectoryState& state_;
  const bool all_;
  EntryWriter writer_;
  std::vector<uint32_t> locals_;  // by path, plus one
  uint32_t next_ = 0;
};

}  // namespace umake
