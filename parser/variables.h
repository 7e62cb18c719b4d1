// The variables of a session: the global scope, definition by the rules of origin and flavor, and the
// pattern-specific assignments. Coordinator thread only.
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

class Variables {
 public:
  Variables(SymbolTable& symbols, const Switches& switches);
  Variables(const Variables&) = delete;
  Variables& operator=(const Variables&) = delete;

  VariableScope& global() { return global_; }
  // A scope of a target, that inherits from the global one until set_parent says otherwise.
  VariableScope* new_scope();

  // Global look-up and plain definition, for code that is not about assignments in makefiles. define() obeys
  // the strength of origins and returns the variable that stands afterwards.
  Variable* find(std::string_view name, VariableScope* scope = nullptr);
  Variable& define(std::string_view name, std::string_view value, Origin origin, bool recursive,
                   VariableScope* scope = nullptr, Location where = {});
  void undefine(std::string_view name, Origin origin, VariableScope* scope = nullptr);

  // An assignment as written in a makefile: NAME (already expanded) OP VALUE (unexpanded). `scope` null: global.
  // `expander` expands for :=, :::=, += on a simple variable, and != (which runs a shell).
  // `conditional`: see Variable. Returns the variable that stands afterwards through `result` when not null.
  Status assign(Expander& expander, std::string_view name, Assignment assignment, std::string_view value,
                Origin origin, VariableScope* scope, bool target_specific, Location where,
                Variable** result = nullptr);

  // Called after a variable whose definition has an effect was defined or undefined (MAKEFLAGS,
  // .RECIPEPREFIX, .DEFAULT_GOAL, SHELL, .SHELLFLAGS, ...). Set by Evaluator/Session.
  std::function<Status(Variable&, bool defined)> on_special;

  std::deque<PatternVariable>& pattern_variables() { return pattern_variables_; }
  SymbolTable& symbols() { return symbols_; }
  const Switches& switches() const { return switches_; }
  // Grows on every definition: caches of derived values (.VARIABLES) check it.
  uint64_t changes() const { return changes_; }

 private:
  SymbolTable& symbols_;
  const Switches& switches_;
  VariableScope global_;
  std::deque<VariableScope> scopes_;
  std::deque<PatternVariable> pattern_variables_;
  uint64_t changes_ = 0;
};

}  // namespace umake
