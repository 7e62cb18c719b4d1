// Expansion of expressions: variable references, substitution references and function calls, appended to
// the caller's buffer (manual, "How to Use Variables", "Functions for Transforming Text").
//
// Owned by Session; coordinator thread only. Fatal errors are reported where they are found; the caller
// only sees kFailed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/location.h"
#include "base/shell_runner.h"
#include "base/status.h"
#include "graph/database.h"
#include "parser/expression.h"
#include "parser/variables.h"

namespace umake {

// Reads makefile text for $(eval). Implemented by Evaluator.
class TextEvaluator {
 public:
  virtual ~TextEvaluator() = default;
  virtual Status evaluate_text(std::string_view text, Location where) = 0;
};

// A function the expander can call: built in, or added by a plug-in.
using FunctionBody = Status (*)(Expander& expander, const std::vector<std::string_view>& arguments, std::string& out,
                                void* data);

class Expander {
 public:
  Expander(Variables& variables, Database& database, Diagnostics& diagnostics, FileSystem& files);

  // Appends the expansion of `text` in `scope` (null: the current scope, see ScopeGuard) to `out`.
  Status expand(std::string_view text, std::string& out);
  Status expand(const Expression& expression, std::string& out);
  // Appends the variable's expanded value; `name` need not exist (then nothing, with a warning if asked for).
  Status expand_variable(Symbol name, std::string& out);
  Status expand_variable(Variable& variable, std::string& out);

  // The scope references are looked up in. Changed only through ScopeGuard.
  VariableScope* scope() const { return scope_; }
  // The place that messages name while a statement or recipe line is expanded.
  Location where() const { return where_; }
  void set_where(Location where) { where_ = where; }

  void set_shell_runner(ShellRunner* runner) { shell_runner_ = runner; }
  ShellRunner* shell_runner() const { return shell_runner_; }
  void set_text_evaluator(TextEvaluator* evaluator) { text_evaluator_ = evaluator; }
  TextEvaluator* text_evaluator() const { return text_evaluator_; }

  // For `load`ed plug-ins. `max_arguments` 0: any number; `expand_arguments` false: the body gets raw text.
  bool add_function(std::string_view name, unsigned min_arguments, unsigned max_arguments, bool expand_arguments,
                    FunctionBody body, void* data);

  Variables& variables() { return variables_; }
  Database& database() { return database_; }
  Diagnostics& diagnostics() { return diagnostics_; }
  FileSystem& files() { return files_; }
  SymbolTable& symbols() { return variables_.symbols(); }
  const Switches& switches() const { return variables_.switches(); }

 private:
  friend class ScopeGuard;
  Variables& variables_;
  Database& database_;
  Diagnostics& diagnostics_;
  FileSystem& files_;
  ShellRunner* shell_runner_ = nullptr;
  TextEvaluator* text_evaluator_ = nullptr;
  VariableScope* scope_;
  Location where_;
};

// Expands in another scope (a target's) and place while it lives.
class ScopeGuard {
 public:
  ScopeGuard(Expander& expander, VariableScope* scope, Location where)
      : expander_(expander), scope_(expander.scope_), where_(expander.where_) {
    expander.scope_ = scope;
    expander.where_ = where;
  }
  ~ScopeGuard() {
    expander_.scope_ = scope_;
    expander_.where_ = where_;
  }
  ScopeGuard(const ScopeGuard&) = delete;
  ScopeGuard& operator=(const ScopeGuard&) = delete;

 private:
  Expander& expander_;
  VariableScope* scope_;
  Location where_;
};

}  // namespace umake
