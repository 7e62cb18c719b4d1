// Expansion of expressions: variable references, substitution references and function calls,
// appended to the caller's buffer (manual, "How to Use Variables", "Functions for Transforming
// Text").
//
// Owned by Session; coordinator thread only. Fatal errors are reported where they are found; the
// caller only sees kFailed.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "base/file_system_steady.h"
#include "base/location.h"
#include "base/shell_runner.h"
#include "base/status.h"
#include "graph/database.h"
#include "parser/expression.h"
#include "parser/variables.h"

namespace umake {

struct ExpansionScratch;  // parser/scratch.h

// Reads makefile text for $(eval). Implemented by Evaluator.
class TextEvaluator {
 public:
  virtual ~TextEvaluator() = default;
  virtual Status evaluate_text(std::string_view text, Location where) = 0;
};

// Builds the environment of $(shell) and !=: "NAME=VALUE" of every exported variable, as a recipe
// of the given scope would get it (null: the global one). Implemented by
// parser/exported_environment.
class ShellEnvironment {
 public:
  virtual ~ShellEnvironment() = default;
  virtual Status build(VariableScope* scope, std::vector<std::string>& out) = 0;
};

// A function the expander can call: built in, or added by a plug-in. Appends its result to `out`.
using FunctionArguments = std::span<const std::string_view>;
using FunctionBody = Status (*)(Expander& expander, FunctionArguments arguments, std::string& out,
                                void* data);

class Expander {
 public:
  Expander(Variables& variables, Database& database, Diagnostics& diagnostics, FileSystem& files);
  ~Expander();
  Expander(const Expander&) = delete;
  Expander& operator=(const Expander&) = delete;

  // Appends the expansion of `text` in the current scope (see ScopeGuard) to `out`. `text` may
  // change meanwhile ($(eval)) only if it is not what the view points to; `out` must not be what
  // `text` views.
  Status expand(std::string_view text, std::string& out);
  Status expand(const Expression& expression, std::string& out);
  // `text` parsed, for those who expand it many times.
  std::shared_ptr<const Expression> compile(std::string_view text);
  // Appends the variable's expanded value; `name` need not exist (then nothing, with a warning if
  // asked for).
  Status expand_variable(Symbol name, std::string& out);
  // The same for a variable found before. Its `append` flag is obeyed: inherited values come first.
  Status expand_variable(Variable& variable, std::string& out);
  // Appends what the shell command writes, as it is, and sets .SHELLSTATUS; `command` is expanded
  // already. A blank command is not run. For $(shell) and !=, which fold its line ends each in its
  // way.
  Status run_shell(std::string_view command, std::string& out);

  // The scope references are looked up in, never null. Changed only through ScopeGuard.
  VariableScope* scope() const { return scope_; }
  // The variable that `name` means in the current scope, or null.
  Variable* find(Symbol name) { return scope_->find(name); }
  // What functions use again and again, and the table of functions.
  ExpansionScratch& scratch() { return *scratch_; }
  // The place that messages name while a statement or recipe line is expanded.
  Location where() const { return where_; }
  void set_where(Location where) { where_ = where; }
  // The place that errors inside a variable's value name: its definition; else where().
  Location error_where() const { return definition_ != nullptr ? *definition_ : where_; }

  void set_shell_runner(ShellRunner* runner) { shell_runner_ = runner; }
  ShellRunner* shell_runner() const { return shell_runner_; }
  void set_shell_environment(ShellEnvironment* environment) { shell_environment_ = environment; }
  void set_text_evaluator(TextEvaluator* evaluator) { text_evaluator_ = evaluator; }
  TextEvaluator* text_evaluator() const { return text_evaluator_; }
  // The environment umake was started with, ended by null (environ): a variable whose value runs
  // $(shell) while it is put into that shell's environment has its value there.
  void set_original_environment(const char* const* environment) {
    original_environment_ = environment;
  }
  // How much of the stack expansion may use. GNU make has no limit but the stack's end, where it
  // crashes; here endless recursion through $(call) ends as any other self-reference does.
  void set_stack_limit(size_t bytes) { stack_limit_ = bytes; }
  // While recipe lines are expanded, GNU make forbids $(eval) to define prerequisites; READER asks.
  // (Set by RecipeExpander.)
  bool expanding_recipe() const { return expanding_recipe_; }
  void set_expanding_recipe(bool on) { expanding_recipe_ = on; }
  // While it lives, make itself asks (for SHELL, say): nobody is to be warned of what is undefined.
  class AskedByMake {
   public:
    explicit AskedByMake(Expander& expander)
        : expander_(expander), before_(expander.asked_by_make_) {
      expander_.asked_by_make_ = true;
    }
    ~AskedByMake() { expander_.asked_by_make_ = before_; }
    AskedByMake(const AskedByMake&) = delete;
    AskedByMake& operator=(const AskedByMake&) = delete;

   private:
    Expander& expander_;
    bool before_;
  };
  // Where the recipe being expanded begins; for what is evaluated in it.
  Location recipe_where() const { return recipe_where_; }
  void set_recipe_where(Location where) { recipe_where_ = where; }

  // $(guile TEXT), in builds that have it.
  using Guile = std::function<Status(std::string_view text, std::string& out)>;
  void set_guile(Guile guile) { guile_ = std::move(guile); }
  const Guile& guile() const { return guile_; }

  // For `load`ed plug-ins. `max_arguments` 0: any number; `expand_arguments` false: the body gets
  // raw text. False when a function of that name is built in.
  bool add_function(std::string_view name, unsigned min_arguments, unsigned max_arguments,
                    bool expand_arguments, FunctionBody body, void* data);

  // The directory that relative names are relative to, absolute, for $(abspath) and $(realpath).
  void set_directory(std::string directory) { directory_ = std::move(directory); }
  const std::string& directory() const { return directory_; }

  Variables& variables() { return variables_; }
  Database& database() { return database_; }
  Diagnostics& diagnostics() { return diagnostics_; }
  FileSystem& files() { return files_; }
  // For finding names: while makefiles are read, the same name is not looked for again until a
  // command has run or a function has acted.
  FileSystem& names_there();
  void set_reading(bool reading) { reading_ = reading; }
  // Around a call of code that is not ours (a loaded object, Guile): it may do anything at any
  // time.
  class ForeignCall {
   public:
    explicit ForeignCall(Expander& expander)
        : expander_(expander), reading_(std::exchange(expander.reading_, false)) {}
    ~ForeignCall() {
      ++expander_.database_.function_acts;
      expander_.reading_ = reading_;
    }
    ForeignCall(const ForeignCall&) = delete;
    ForeignCall& operator=(const ForeignCall&) = delete;

   private:
    Expander& expander_;
    const bool reading_;
  };
  SymbolTable& symbols() { return variables_.symbols(); }
  const Switches& switches() const { return variables_.switches(); }

 private:
  static constexpr size_t kDefaultStackLimit = 6 << 20;

  friend class ScopeGuard;
  friend class FunctionCall;
  friend class PushedScope;  // parser/scratch.h

  Status expand_nodes(const Expression& expression, uint32_t begin, uint32_t end, std::string& out);
  Status expand_node(const Expression& expression, uint32_t index, std::string& out);
  Status expand_undefined(const Expression& expression, const ExpressionNode& node,
                          std::string& out);
  bool outdated(const Expression& expression, const ExpressionNode& node) const;
  static std::string_view whole_reference(const Expression& expression, const ExpressionNode& node);
  Status expand_computed(const Expression& expression, uint32_t index, std::string& out);
  Status expand_substitution(Symbol name, std::string_view pattern, std::string_view replacement,
                             std::string& out);
  Status call_function(const Expression& expression, uint32_t index, std::string& out);
  Status expand_recursive(Variable& variable, std::string& out);
  Status expand_own_value(Variable& variable, std::string& out);
  Status expand_appended(Symbol name, VariableScope* scope, bool through_parent, size_t start,
                         std::string& out);
  void append_original(std::string_view name, std::string& out) const;
  Status self_reference(const Variable& variable, std::string& out);
  Status report_error(const Expression& expression, const ExpressionNode& node);
  void warn_undefined(std::string_view name);
  Status choose_shell(ShellRunner::Request& request);
  bool stack_exhausted() const;

  Variables& variables_;
  Database& database_;
  Diagnostics& diagnostics_;
  FileSystem& files_;
  SteadyFileSystem steady_files_;
  uint64_t acts_seen_ = 0;  // when they were last asked
  bool reading_ = false;
  ShellRunner* shell_runner_ = nullptr;
  ShellEnvironment* shell_environment_ = nullptr;
  TextEvaluator* text_evaluator_ = nullptr;
  const char* const* original_environment_ = nullptr;
  VariableScope* scope_;
  Location where_;
  // Of the innermost recursive variable being expanded; that of its new value once it got one.
  const Location* definition_ = nullptr;
  unsigned building_environment_ = 0;  // $(shell) environments being built
  bool expanding_recipe_ = false;
  bool asked_by_make_ = false;
  Location recipe_where_;
  const char* stack_base_;  // about where the stack began
  size_t stack_limit_ = kDefaultStackLimit;
  std::string directory_;
  Guile guile_;
  std::unique_ptr<ExpansionScratch> scratch_;
};

// Expands in another scope (a target's; null: the global one) and place while it lives.
class ScopeGuard {
 public:
  ScopeGuard(Expander& expander, VariableScope* scope, Location where)
      : expander_(expander), scope_(expander.scope_), where_(expander.where_) {
    expander.scope_ = scope != nullptr ? scope : expander.variables_.global().top();
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
