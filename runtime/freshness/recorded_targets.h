// What a target's record is filed under and made from, as far as the makefiles say it. Owned by
// Recorder; coordinator thread only.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "graph/database.h"
#include "runtime/freshness/file_states.h"
#include "runtime/freshness/places.h"

namespace umake {

class RecordedTargets {
 public:
  // Hash of the target's expanded recipe, 0 when that is not to be known.
  using ExpandedRecipe = std::function<uint64_t(TargetId target)>;

  RecordedTargets(Database& database, FileStates& files, Places& places, ExpandedRecipe expanded)
      : database_(database), files_(files), places_(places), expanded_(std::move(expanded)) {}

  // The file that the target is now: where VPATH search found it, unless it is remade in place.
  Symbol file_of(TargetId target) const;
  // What the record of this target's recipe is filed under.
  RecordKey key(TargetId target);
  // The prerequisites that make the target stale, in order, without those that come twice.
  const std::vector<TargetId>& inputs(TargetId target);
  // A recipe that runs nothing, or none at all.
  bool runs_nothing(TargetId target) const;
  // Hashes of the recipe as the makefile has it, 0 for none; and expanded.
  uint64_t recipe_text(TargetId target) const;
  uint64_t recipe_expanded(TargetId target) const { return expanded_(target); }

 private:
  // Whether changes of this prerequisite count at all (rule 6).
  bool counts(TargetId prerequisite);

  Database& database_;
  FileStates& files_;
  Places& places_;
  const ExpandedRecipe expanded_;
  std::vector<TargetId> inputs_;  // of the last call of inputs()
  std::vector<uint32_t> seen_;    // by target: the call of inputs() that met it
  uint32_t call_ = 0;
  std::vector<uint32_t> variants_;  // by target: its place among double-colon rules, plus one
  Symbol makefile_;                 // the one whose name was hashed last
  uint32_t makefile_hash_ = name_hash({});
};

}  // namespace umake
