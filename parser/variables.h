// The variables of a session: the global scope, definition by the rules of origin and flavor, and
// the pattern-specific assignments. Coordinator thread only.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "base/switches.h"
#include "graph/target.h"
#include "parser/variable.h"

namespace umake {

class Expander;

// What an assignment belongs to: it decides what += appends to and whether the command line wins.
enum class AssignmentScope : uint8_t { kGlobal, kTarget, kPattern };

// The variables of a scope, in the order in which GNU make lists them.
std::vector<Variable*> listed_variables(const SymbolTable& symbols,
                                        const std::vector<Variable*>& variables, uint32_t slots);

class Variables {
 public:
  Variables(SymbolTable& symbols, const Switches& switches);
  Variables(const Variables&) = delete;
  Variables& operator=(const Variables&) = delete;

  VariableScope& global() { return global_; }
  // A scope of a target, that inherits from the global one until set_parent says otherwise. The
  // link counts as one to a parent target: a target does not see private global variables.
  VariableScope* new_scope();
  // Whether any target has variables of its own, or from a pattern.
  bool has_scopes() const { return !scopes_.empty(); }

  // Global look-up and plain definition, for code that is not about assignments in makefiles.
  // define() obeys the strength of origins and returns the variable that stands afterwards.
  Variable* find(std::string_view name, VariableScope* scope = nullptr);
  Variable& define(std::string_view name, std::string_view value, Origin origin, bool recursive,
                   VariableScope* scope = nullptr, Location where = {});
  // Removes the variable unless it is of a stronger origin.
  Status undefine(std::string_view name, Origin origin, VariableScope* scope = nullptr);

  // An assignment as written in a makefile: NAME (already expanded) OP VALUE (unexpanded). `scope`
  // is the target's (or pattern's) own set, null for kGlobal. `expander` expands for :=, :::=, +=
  // on a simple variable, and != (which runs a shell), in its current scope. `result`, when not
  // null: the variable that stands afterwards, null when there is none. For kTarget and kPattern it
  // also sets per_target and obeys definitions of the command line; export and private are the
  // caller's.
  Status assign(Expander& expander, std::string_view name, Assignment assignment,
                std::string_view value, Origin origin, AssignmentScope kind, VariableScope* scope,
                Location where, Variable** result = nullptr);

  // What a pattern's ?= looks at, for which private global variables are there as well; null: it is
  // not defined.
  Variable* find_for_pattern(Expander& expander, Symbol name);

  // Called after a global variable whose definition has an effect at once was assigned: MAKEFLAGS,
  // .RECIPEPREFIX; no more once it was undefined. Set by Session; define() does not call it.
  std::function<Status(Variable&)> on_special;

  std::deque<PatternVariable>& pattern_variables() { return pattern_variables_; }
  SymbolTable& symbols() { return symbols_; }
  const Switches& switches() const { return switches_; }
  // Grows on every change of the global set: caches of derived values (the environment) check it.
  uint64_t changes() const { return changes_; }
  // For those who change a global variable's attributes, not its value.
  void note_change() { ++changes_; }

 private:
  struct Definition;

  bool is_special(Symbol name) const;
  Variable* look_up(Symbol name, VariableScope* scope);
  Variable& define_symbol(Symbol name, std::string_view value, Origin origin, bool recursive,
                          VariableScope& scope, Location where);
  Status evaluate(Expander& expander, Definition& definition);
  Status append(Expander& expander, Definition& definition);
  void obey_command_line(Variable& variable);

  SymbolTable& symbols_;
  const Switches& switches_;
  VariableScope global_;
  std::deque<VariableScope> scopes_;
  std::deque<PatternVariable> pattern_variables_;
  uint64_t changes_ = 0;
  std::vector<Symbol> special_;  // the names on_special hears of
};

}  // namespace umake
