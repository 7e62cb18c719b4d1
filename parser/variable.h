// Variables, their flavors and origins, and the scopes they live in (manual, "How to Use Variables").
//
// Scopes form a chain: a target's own set, its parent target's (the prerequisite inherits), ..., the global
// set. Owned by Session through Variables; coordinator thread only.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/location.h"
#include "base/symbol.h"

namespace umake {

class Expression;  // parser/expression.h

// In the order of strength: a weaker origin does not replace a stronger one.
enum class Origin : uint8_t {
  kDefault,
  kEnvironment,
  kFile,
  kEnvironmentOverride,  // -e
  kCommandLine,
  kOverride,
  kAutomatic,
  kUndefined,
};

// How an assignment was written.
enum class Assignment : uint8_t {
  kRecursive,     // =
  kSimple,        // :=  ::=
  kImmediate,     // :::=  expanded now, then recursive with $ escaped
  kConditional,   // ?=
  kAppend,        // +=
  kShell,         // !=
};

enum class ExportState : uint8_t { kDefault, kExport, kNoExport, kIfSet };

struct Variable {
  Symbol name;
  std::string value;
  Location where;
  Origin origin = Origin::kFile;
  ExportState export_state = ExportState::kDefault;
  bool recursive = true;
  bool append = false;        // target-specific +=: the inherited value comes first
  bool conditional = false;   // target-specific ?=
  bool per_target = false;
  bool is_private = false;
  bool special = false;       // reading or setting it has an effect (.VARIABLES, .TARGETS, MAKEFLAGS, .RECIPEPREFIX ...)
  bool exportable = true;     // the name can stand in an environment
  bool from_environment = false;
  bool expanding = false;     // self-reference check
  uint32_t self_calls = 0;    // $(call) may recurse: how often it is being expanded by call
  // The value compiled, made on first expansion; reset whenever the value changes.
  std::shared_ptr<const Expression> compiled;

  void set_value(std::string text) {
    value = std::move(text);
    compiled.reset();
  }
};

// One set of variables and what it inherits from. Small sets are searched linearly; the global set is a
// table indexed by symbol.
class VariableScope {
 public:
  explicit VariableScope(VariableScope* parent, bool parent_is_target = false)
      : parent_(parent), parent_is_target_(parent_is_target) {}

  // In this set alone.
  Variable* find_local(Symbol name);
  const Variable* find_local(Symbol name) const { return const_cast<VariableScope*>(this)->find_local(name); }
  // In this set or those it inherits from; private variables of a parent target are skipped.
  Variable* find(Symbol name);
  // The variable of this set, made (empty, kUndefined) when it is not there.
  Variable& enter(Symbol name);
  void remove(Symbol name);

  VariableScope* parent() const { return parent_; }
  bool parent_is_target() const { return parent_is_target_; }
  void set_parent(VariableScope* parent, bool parent_is_target) {
    parent_ = parent;
    parent_is_target_ = parent_is_target;
  }
  // In the order of definition (removed ones left out).
  const std::vector<Variable*>& variables() const { return order_; }

 private:
  std::deque<Variable> storage_;
  std::vector<Variable*> order_;
  std::vector<Variable*> by_symbol_;  // used once the set is large
  VariableScope* parent_;
  bool parent_is_target_;
};

// A pattern-specific variable assignment: applies to every target its pattern matches, shortest stem last.
struct PatternVariable {
  Symbol pattern;
  uint32_t percent = 0;
  Assignment assignment = Assignment::kRecursive;
  Variable variable;   // value unexpanded (for := it was expanded when read)
};

}  // namespace umake
