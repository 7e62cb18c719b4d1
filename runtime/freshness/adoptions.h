// Targets that GNU make's rule found fresh and that are recorded as they stand: at the next flush
// (by then files are read in bulk), and if nothing changed meanwhile. Owned by Recorder;
// coordinator thread only.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/target.h"
#include "runtime/freshness/file_states.h"
#include "runtime/freshness/persistent_state.h"
#include "runtime/freshness/recorded_targets.h"

namespace umake {

class Adoptions {
 public:
  Adoptions(PersistentState& store, FileStates& files, RecordedTargets& targets)
      : store_(store), files_(files), targets_(targets) {}

  // `known` kNone: a new record; else the record that gets `more` as further inputs.
  void add(TargetId target, RecordId known, const std::vector<TargetId>& more);
  // All of them become records.
  void finish();
  // How many new records there are.
  unsigned adopted() const { return adopted_; }

 private:
  struct Adoption {
    RecordKey key;
    uint64_t recipe_text = 0;
    uint64_t recipe_expanded = 0;
    RecordId known = kNone;
    Symbol own;
    uint64_t own_fingerprint = 0;
    uint32_t first = 0;  // in inputs_
    uint32_t count = 0;
  };
  struct Input {
    Symbol name;
    uint64_t fingerprint = 0;
  };

  DirectoryState& state() { return *store_.open(); }
  void finish(const Adoption& adoption, std::vector<ObservationId>& inputs);

  PersistentState& store_;
  FileStates& files_;
  RecordedTargets& targets_;
  std::vector<Adoption> adoptions_;
  std::vector<Input> inputs_;  // of all of them
  unsigned adopted_ = 0;
};

}  // namespace umake
