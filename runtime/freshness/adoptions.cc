#include "runtime/freshness/adoptions.h"

#include <algorithm>

namespace umake {

void Adoptions::add(TargetId id, RecordId known, const std::vector<TargetId>& more) {
  Adoption adoption;
  adoption.own = targets_.file_of(id);
  const FileStates::File own = files_.file(adoption.own);
  if (own.presence != FileStates::Presence::kPresent || own.kind == FileKind::kDirectory) return;
  adoption.known = known;
  adoption.own_fingerprint = own.fingerprint;
  adoption.first = static_cast<uint32_t>(inputs_.size());
  for (const TargetId at : more) {
    const Symbol input = targets_.file_of(at);
    const FileStates::File& file = files_.file(input);
    if (file.presence != FileStates::Presence::kPresent) {
      inputs_.resize(adoption.first);
      return;
    }
    inputs_.push_back({input, file.fingerprint});
  }
  adoption.count = static_cast<uint32_t>(inputs_.size()) - adoption.first;
  if (known == kNone) {
    adoption.key = targets_.key(id);
    adoption.recipe_text = targets_.recipe_text(id);
    adoption.recipe_expanded = targets_.recipe_expanded(id);
  }
  adoptions_.push_back(adoption);
}

void Adoptions::finish() {
  if (adoptions_.empty()) return;
  std::vector<Symbol> names;
  names.reserve(inputs_.size() + adoptions_.size());
  for (const Adoption& adoption : adoptions_) names.push_back(adoption.own);
  for (const Input& input : inputs_) names.push_back(input.name);
  std::sort(names.begin(), names.end(),
            [](Symbol left, Symbol right) { return left.id < right.id; });
  names.erase(std::unique(names.begin(), names.end()), names.end());
  files_.digest_all(names);
  std::vector<ObservationId> inputs;
  for (const Adoption& adoption : adoptions_) finish(adoption, inputs);
  adoptions_.clear();
  inputs_.clear();
}

void Adoptions::finish(const Adoption& adoption, std::vector<ObservationId>& inputs) {
  inputs.clear();
  Record record;
  if (adoption.known != kNone) {
    record = state().record(adoption.known);
    if ((record.flags & Record::kDead) != 0) return;
    const auto old = state().inputs(record);
    inputs.assign(old.begin(), old.end());
  } else {
    record.key = adoption.key;
    record.recipe_text = adoption.recipe_text;
    record.recipe_expanded = adoption.recipe_expanded;
  }
  // Those of the system stay the last ones, and before them what the recipe left beside its target.
  size_t place = inputs.size() - record.system_inputs;
  while (place > 0 && (state().observation(inputs[place - 1]).flags & Observation::kBeside) != 0) {
    --place;
  }
  for (uint32_t i = 0; i < adoption.count; ++i) {
    const Input& input = inputs_[adoption.first + i];
    const Digest digest = files_.digest(input.name);
    if (files_.file(input.name).fingerprint != input.fingerprint) return;
    const PathId path = files_.path(input.name);
    const ObservationId seen = state().observe(path, digest, state().path(path).made);
    inputs.insert(inputs.begin() + static_cast<ptrdiff_t>(place++), seen);
  }
  record.own = files_.digest(adoption.own);
  if (files_.file(adoption.own).fingerprint != adoption.own_fingerprint) return;
  state().put_record(record, inputs);
  if (adoption.known == kNone) ++adopted_;
}

}  // namespace umake
