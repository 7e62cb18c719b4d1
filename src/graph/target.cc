#include "graph/target.h"

namespace umake {

TargetId Targets::enter(Symbol name) {
  if (name.id >= by_symbol_.size()) by_symbol_.resize(name.id + name.id / 2 + 64);
  TargetId& id = by_symbol_[name.id];
  if (id) return id = resolve(id);
  id = TargetId{static_cast<uint32_t>(all_.size())};
  Target& target = all_.emplace_back();
  target.name = target.hash_name = name;
  return id;
}

TargetId Targets::find(Symbol name) const {
  if (!name || name.id >= by_symbol_.size()) return {};
  return resolve(by_symbol_[name.id]);
}

TargetId Targets::rule_of_nobody(TargetId first) {
  TargetId last = first;
  while ((*this)[last].next_double_colon) last = (*this)[last].next_double_colon;
  return (*this)[last].is_target ? add_double_colon(first) : last;
}

TargetId Targets::add_double_colon(TargetId first) {
  TargetId last = first;
  while (all_[last.id].next_double_colon) last = all_[last.id].next_double_colon;
  const TargetId id{static_cast<uint32_t>(all_.size())};
  Target& target = all_.emplace_back();
  const Target& head = all_[first.id];
  target.name = head.name;
  target.hash_name = head.hash_name;
  target.is_double_colon = true;
  target.first_double_colon = first;
  all_[last.id].next_double_colon = id;
  return id;
}

TargetId Targets::rehash(TargetId id, Symbol to) {
  if (all_[id.id].hash_name == to) return id;
  if (to.id >= by_symbol_.size()) by_symbol_.resize(to.id + to.id / 2 + 64);
  const TargetId there = resolve(by_symbol_[to.id]);
  if (there && there != id) {
    merge(id, there);
    return there;
  }
  by_symbol_[to.id] = id;
  for (TargetId at = id; at; at = all_[at.id].next_double_colon) all_[at.id].hash_name = to;
  return id;
}

TargetId Targets::rename(TargetId id, Symbol to) {
  const TargetId result = rehash(id, to);
  for (TargetId at = result; at; at = all_[at.id].next_double_colon) all_[at.id].name = to;
  return result;
}

// Two names turn out to be one file: what was said of either holds for it. The target that had the
// name first keeps its own recipe.
void Targets::merge(TargetId from_id, TargetId into_id) {
  Target& from = all_[from_id.id];
  Target& into = all_[into_id.id];
  if (into.recipe == nullptr) into.recipe = from.recipe;
  into.prerequisites.insert(into.prerequisites.end(), from.prerequisites.begin(),
                            from.prerequisites.end());
  if (into.scope == nullptr) into.scope = from.scope;
  if (into.pattern_scope == nullptr) into.pattern_scope = from.pattern_scope;
  into.is_target |= from.is_target;
  into.is_explicit |= from.is_explicit;
  into.phony |= from.phony;
  into.precious |= from.precious;
  into.secondary |= from.secondary;
  into.not_intermediate |= from.not_intermediate;
  into.command_target |= from.command_target;
  into.tried_implicit |= from.tried_implicit;
  into.updating |= from.updating;
  into.updated |= from.updated;
  into.kept |= from.kept;
  into.ignore_vpath |= from.ignore_vpath;
  from.renamed = into_id;
}

}  // namespace umake
