#include "parser/variable.h"

#include <algorithm>

#include "parser/expression.h"

namespace umake {

namespace {
constexpr uint32_t kFirstChunk = 2;
constexpr uint32_t kLargestChunk = 64;

uint32_t slot_hash(Symbol name) { return name.id * 0x9E3779B1u; }
}  // namespace

Variable* VariableScope::find(Symbol name) {
  bool through_parent = false;
  VariableScope* scope = this;
  while (scope != nullptr) {
    if (scope->base_ != nullptr &&
        (((scope->filter_ | scope->pushed_filter_) >> (name.id & 63)) & 1) == 0) {
      scope = scope->base_;
    }
    Variable* variable = scope->find_local(name);
    if (variable != nullptr && !(through_parent && variable->is_private)) return variable;
    through_parent |= scope->parent_is_target_;
    scope = scope->parent();
  }
  return nullptr;
}

void VariableScope::push_onto(VariableScope& current, VariableScope& global) {
  set_parent(&current, false);
  is_overlay_ = &current == global.top();
  if (is_overlay_) global.overlay_ = this;
  base_ = current.base_ != nullptr ? current.base_ : &current;
  pushed_filter_ = current.base_ != nullptr ? current.filter_ | current.pushed_filter_ : 0;
}

void VariableScope::pop(VariableScope& global) {
  if (is_overlay_) global.overlay_ = parent_ == &global ? nullptr : parent_;
}

Variable* VariableScope::find_small(Symbol name) {
  if (table_.empty()) {
    for (Variable* variable : order_) {
      if (variable->name == name) return variable;
    }
    return nullptr;
  }
  const uint32_t mask = static_cast<uint32_t>(table_.size()) - 1;
  for (uint32_t at = slot_hash(name) & mask; table_[at] != nullptr; at = (at + 1) & mask) {
    if (table_[at]->name == name) return table_[at];
  }
  return nullptr;
}

// Chunks double in size, so that a target's one or two variables cost little and a thousand few
// allocations.
Variable& VariableScope::allocate() {
  if (chunk_used_ == chunk_size_) {
    if (chunk_ == chunks_.size()) {
      const uint32_t size = std::min(kFirstChunk << std::min(chunk_, 5u), kLargestChunk);
      chunks_.push_back(std::make_unique<Variable[]>(size));
    }
    chunk_size_ = std::min(kFirstChunk << std::min(chunk_, 5u), kLargestChunk);
    chunk_used_ = 0;
    ++chunk_;
  }
  return chunks_[chunk_ - 1][chunk_used_++];
}

void VariableScope::rebuild_hash(size_t slots) {
  table_.assign(slots, nullptr);
  for (Variable* variable : order_) index(*variable);
}

void VariableScope::index(Variable& variable) {
  const uint32_t mask = static_cast<uint32_t>(table_.size()) - 1;
  uint32_t at = slot_hash(variable.name) & mask;
  while (table_[at] != nullptr) at = (at + 1) & mask;
  table_[at] = &variable;
}

Variable& VariableScope::enter(Symbol name) {
  if (Variable* found = find_local(name)) return *found;
  Variable& variable = allocate();
  variable.name = name;
  variable.origin = Origin::kUndefined;
  order_.push_back(&variable);
  if (kind_ == Kind::kGlobal) {
    if (name.id >= table_.size()) {
      table_.resize(std::max<size_t>(name.id + 1, table_.size() * 2), nullptr);
    }
    table_[name.id] = &variable;
    return variable;
  }
  filter_ |= uint64_t{1} << (name.id & 63);
  if (!table_.empty() && order_.size() * 2 <= table_.size()) {
    index(variable);
  } else if (order_.size() > kLinear) {
    rebuild_hash(std::max<size_t>(table_.size() * 2, 64));
  }
  return variable;
}

// The variable's memory stays: somebody may be expanding it.
void VariableScope::remove(Symbol name) {
  Variable* variable = find_local(name);
  if (variable == nullptr) return;
  order_.erase(std::find(order_.begin(), order_.end(), variable));
  if (kind_ == Kind::kGlobal) {
    table_[name.id] = nullptr;
  } else if (!table_.empty()) {
    rebuild_hash(table_.size());
  }
}

void VariableScope::clear() {
  for (Variable* variable : order_) {
    static_cast<VariableTraits&>(*variable) = VariableTraits();
    variable->value.clear();
    variable->compiled.reset();
  }
  order_.clear();
  table_.clear();
  filter_ = 0;
  chunk_ = chunks_.empty() ? 0 : 1;
  chunk_size_ = chunks_.empty() ? 0 : kFirstChunk;
  chunk_used_ = 0;
}

}  // namespace umake
