// Variables, their flavors and origins, and the scopes they live in (manual, "How to Use
// Variables").
//
// Scopes form a chain: a target's own set, its parent target's (the prerequisite inherits), ...,
// the global set. Owned by Session through Variables; coordinator thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/location.h"
#include "base/status.h"
#include "base/symbol.h"

namespace umake {

class Expander;    // parser/expander.h
class Expression;  // parser/expression.h
struct Variable;

// Appends the value of a variable that is computed only when it is referenced ($^ and its like,
// .VARIABLES).
using ComputeValue = Status (*)(Expander& expander, const Variable& variable, void* context,
                                std::string& out);

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
  kRecursive,    // =
  kSimple,       // :=  ::=
  kImmediate,    // :::=  expanded now, then recursive with $ escaped
  kConditional,  // ?=
  kAppend,       // +=
  kShell,        // !=
};

enum class ExportState : uint8_t { kDefault, kExport, kNoExport, kIfSet };

// What a variable has besides its name and value; plain data, so that it is cheaply reset.
struct VariableTraits {
  Location where;  // of the definition; messages name it while the value is expanded
  Origin origin = Origin::kFile;
  ExportState export_state = ExportState::kDefault;
  bool recursive = true;
  bool append = false;       // target-specific +=: the inherited value comes first
  bool conditional = false;  // target-specific ?=
  bool per_target = false;
  bool is_private = false;
  bool special = false;    // setting it has an effect at once: Variables::on_special is called
  bool exportable = true;  // the name can stand in an environment
  bool from_environment = false;
  bool expanding = false;   // self-reference check
  uint32_t self_calls = 0;  // how many more levels $(call) may recurse into it; 0: none
  // Not null: `value` is not looked at, the value is what this appends, taken literally.
  ComputeValue compute = nullptr;
  void* compute_context = nullptr;
};

struct Variable : VariableTraits {
  Symbol name;
  std::string value;
  // The value compiled, made on first expansion; reset whenever the value changes.
  std::shared_ptr<const Expression> compiled;

  void set_value(std::string_view text) {
    value = text;
    compiled.reset();
  }
};

// One set of variables and what it inherits from. A small set is searched linearly behind a 64-bit
// Bloom filter, so that a look-up that goes through a target's sets to the global one is nearly
// free; a larger one has a hash table; the global one is a table indexed by symbol. Variables keep
// their addresses for the life of the scope, removed ones included.
class VariableScope {
 public:
  enum class Kind : uint8_t { kSmall, kGlobal };

  explicit VariableScope(VariableScope* parent, bool parent_is_target = false,
                         Kind kind = Kind::kSmall)
      : parent_(parent), parent_is_target_(parent_is_target), kind_(kind) {}
  VariableScope(const VariableScope&) = delete;
  VariableScope& operator=(const VariableScope&) = delete;

  // In this set alone.
  Variable* find_local(Symbol name) {
    if (kind_ == Kind::kGlobal) return name.id < table_.size() ? table_[name.id] : nullptr;
    if (((filter_ >> (name.id & 63)) & 1) == 0) return nullptr;
    return find_small(name);
  }
  const Variable* find_local(Symbol name) const {
    return const_cast<VariableScope*>(this)->find_local(name);
  }
  // In this set or those it inherits from. Once the way has led to a parent target's sets, private
  // variables are skipped.
  Variable* find(Symbol name);
  // The variable of this set, made (empty, kUndefined) when it is not there: the caller must give
  // it an origin.
  Variable& enter(Symbol name);
  void remove(Symbol name);
  // Empties the set for another use; its variables' memory is kept. No one may hold on to them.
  void clear();

  // What it inherits from: while $(foreach) and its like have pushed sets onto the global one,
  // these come first.
  VariableScope* parent() const {
    const bool overlaid = parent_ != nullptr && parent_->overlay_ != nullptr && !is_overlay_;
    return overlaid ? parent_->overlay_ : parent_;
  }
  bool parent_is_target() const { return parent_is_target_; }
  void set_parent(VariableScope* parent, bool parent_is_target) {
    parent_ = parent;
    parent_is_target_ = parent_is_target;
    is_overlay_ = false;
    base_ = nullptr;
  }
  // Whether it holds what pattern-specific assignments gave a target.
  bool is_of_patterns() const { return is_of_patterns_; }
  void set_of_patterns() { is_of_patterns_ = true; }
  // Pushes this set onto the current one for a while ($(call) and its like). When that is the
  // global set, or lies over it, this one comes to lie over it for all that inherit from it: what
  // an $(eval) inside a $(foreach) defines for a target sees the loop's variable. pop() undoes it.
  // Until it is popped, sets below must get no new names.
  void push_onto(VariableScope& current, VariableScope& global);
  void pop(VariableScope& global);
  // The set that lies over this one, if any, else this one.
  VariableScope* top() { return overlay_ != nullptr ? overlay_ : this; }
  // In the order of definition (removed ones left out).
  const std::vector<Variable*>& variables() const { return order_; }

 private:
  static constexpr size_t kLinear = 12;  // the most variables that are searched one by one

  Variable* find_small(Symbol name);
  Variable& allocate();
  void index(Variable& variable);
  void rebuild_hash(size_t slots);

  std::vector<Variable*> order_;
  // Global: indexed by symbol id. Else, beyond kLinear variables: open addressing by symbol id.
  std::vector<Variable*> table_;
  std::vector<std::unique_ptr<Variable[]>> chunks_;
  uint64_t filter_ = 0;
  uint32_t chunk_size_ = 0;  // of the chunk in use
  uint32_t chunk_used_ = 0;
  uint32_t chunk_ = 0;  // one more than the index of the chunk in use
  VariableScope* parent_;
  VariableScope* overlay_ = nullptr;  // of the global set: the topmost set laid over it
  // Of a pushed set: the first set below that is not pushed, and the filters of those in between.
  // Deep recursion through $(call) would make look-ups quadratic without them.
  VariableScope* base_ = nullptr;
  uint64_t pushed_filter_ = 0;
  bool is_overlay_ = false;
  bool is_of_patterns_ = false;
  bool parent_is_target_;
  Kind kind_;
};

// A pattern-specific variable assignment: applies to every target its pattern matches, shortest
// stem last.
struct PatternVariable {
  Symbol pattern;
  uint32_t percent = 0;
  Assignment assignment = Assignment::kRecursive;
  Variable variable;  // value unexpanded (for := it was expanded when read)
};

}  // namespace umake
