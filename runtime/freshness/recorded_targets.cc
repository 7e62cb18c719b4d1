#include "runtime/freshness/recorded_targets.h"

#include "base/digest.h"
#include "runtime/executor.h"

namespace umake {

Symbol RecordedTargets::file_of(TargetId id) const {
  const Target& target = database_.targets[id];
  return target.ignore_vpath ? target.name : target.hash_name;
}

RecordKey RecordedTargets::key(TargetId id) {
  const Target& target = database_.targets[id];
  RecordKey key;
  key.path = files_.path(file_of(id));
  if (target.recipe != nullptr) {
    const Symbol makefile = target.recipe->where.file;
    if (makefile != makefile_) {
      makefile_ = makefile;
      makefile_hash_ = name_hash(database_.symbols.text(makefile));
    }
    key.makefile = makefile_hash_;
  }
  if (target.is_double_colon && target.first_double_colon) {
    if (variants_.size() <= id.id) variants_.resize(database_.targets.count() + 1);
    uint32_t place = 0;
    for (TargetId at = target.first_double_colon; variants_[id.id] == 0 && at;
         at = database_.targets[at].next_double_colon) {
      if (at.id < variants_.size()) variants_[at.id] = ++place;
    }
    key.variant = variants_[id.id];
  }
  return key;
}

const std::vector<TargetId>& RecordedTargets::inputs(TargetId id) {
  inputs_.clear();
  if (seen_.size() <= database_.targets.count()) seen_.resize(database_.targets.count() + 1, 0);
  ++call_;
  for (const Prerequisite& prerequisite : database_.targets[id].prerequisites) {
    if (prerequisite.has(Prerequisite::kOrderOnly)) continue;
    const TargetId at = database_.targets.resolve(prerequisite.target);
    if (!at || seen_[at.id] == call_ || !counts(at)) continue;
    seen_[at.id] = call_;
    inputs_.push_back(at);
  }
  return inputs_;
}

bool RecordedTargets::counts(TargetId id) {
  const Target& target = database_.targets[id];
  const std::string_view text = database_.symbols.text(file_of(id));
  if (!text.starts_with('/') || target.recipe != nullptr) return true;
  return places_.place_of(text) != Places::Place::kSystem;
}

bool RecordedTargets::runs_nothing(TargetId id) const {
  const Recipe* recipe = database_.targets[id].recipe;
  return recipe == nullptr || Executor::blank(*recipe);
}

uint64_t RecordedTargets::recipe_text(TargetId id) const {
  const Recipe* recipe = database_.targets[id].recipe;
  return recipe != nullptr ? checksum_of(recipe->text, 0) : 0;
}

}  // namespace umake
