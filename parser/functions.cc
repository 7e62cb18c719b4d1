#include "parser/functions.h"

#include <array>

#include "parser/expression.h"
#include "parser/words.h"

namespace umake {

FunctionCall::FunctionCall(Expander& expander, const Expression& expression, uint32_t node)
    : expander_(expander),
      expression_(&expression),
      node_(node),
      function_(expression.nodes()[node].function) {
  const uint32_t end = expression.nodes()[node].next;
  for (uint32_t at = node + 1; at < end; at = expression.nodes()[at].next) ++count_;
}

FunctionCall::FunctionCall(Expander& expander, const Function& function,
                           FunctionArguments arguments)
    : expander_(expander), function_(&function), arguments_(arguments), count_(arguments.size()) {}

uint32_t FunctionCall::argument_node(size_t index) const {
  uint32_t at = node_ + 1;
  while (index-- > 0) at = expression_->nodes()[at].next;
  return at;
}

std::string_view FunctionCall::raw(size_t index) const {
  if (expression_ != nullptr) {
    return expression_->text_of(expression_->nodes()[argument_node(index)]);
  }
  const bool stripped = function_->strip == StripArguments::kAll ||
                        (function_->strip == StripArguments::kFirst && index == 0);
  return stripped ? strip(arguments_[index]) : arguments_[index];
}

Status FunctionCall::expand(size_t index, std::string& out) const {
  if (expression_ == nullptr) return expander_.expand(raw(index), out);
  const uint32_t node = argument_node(index);
  return expander_.expand_nodes(*expression_, node + 1, expression_->nodes()[node].next, out);
}

namespace {

constexpr uint32_t kSlots = 128;

constexpr uint32_t name_hash(std::string_view name) {
  uint32_t hash = static_cast<uint32_t>(name.size());
  for (char c : name) hash = hash * 33 + static_cast<unsigned char>(c);
  return hash ^ (hash >> 7);
}

// The built-in functions hashed by name, made on first use: some forty of them.
struct BuiltinIndex {
  std::array<const Function*, kSlots> slots{};

  BuiltinIndex() {
    for (auto functions :
         {text_functions(), name_functions(), control_functions(), variable_functions()}) {
      for (const Function& function : functions) {
        uint32_t at = name_hash(function.name) % kSlots;
        while (slots[at] != nullptr) at = (at + 1) % kSlots;
        slots[at] = &function;
      }
    }
  }

  const Function* find(std::string_view name) const {
    uint32_t at = name_hash(name) % kSlots;
    for (; slots[at] != nullptr; at = (at + 1) % kSlots) {
      if (slots[at]->name == name) return slots[at];
    }
    return nullptr;
  }
};

const Function* find_builtin(std::string_view name) {
  static const BuiltinIndex index;
  return index.find(name);
}

}  // namespace

const Function* FunctionTable::find(std::string_view name) const {
  if (const Function* builtin = find_builtin(name)) return builtin;
  for (auto entry = added_.rbegin(); entry != added_.rend(); ++entry) {
    if (entry->name == name) return &entry->function;
  }
  return nullptr;
}

bool FunctionTable::add(const Function& function) {
  if (find_builtin(function.name) != nullptr) return false;
  Added& entry = added_.emplace_back(Added{std::string(function.name), function});
  entry.function.name = entry.name;
  ++generation_;
  return true;
}

}  // namespace umake
