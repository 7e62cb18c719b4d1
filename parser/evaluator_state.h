// What the evaluations of all texts of a session share. Private to the evaluator's files.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "parser/evaluator.h"
#include "parser/rules.h"
#include "parser/special_targets.h"

namespace umake {

// How a makefile came to be read.
struct MakefileFlags {
  bool included = false;     // searched for in the include directories
  bool dont_care = false;    // no error when it is missing
  bool expand_tilde = true;  // not when its name was a word of an include directive
  bool sets_default_goal = true;
};

// A rule line on its way. A line is expanded word by word only up to its colon: what follows is a
// target-specific variable's value, which stays as it is, or prerequisites.
struct RuleLine {
  std::string text;                  // the line, folded, without its recipe and comment
  std::string_view rest;             // what of it is not expanded yet
  std::string expanded;              // what is
  size_t colon = std::string::npos;  // in `expanded`
  bool colon_from_expansion = false;
  std::string recipe;  // what stands behind the semicolon, not expanded
  std::string_view
      recipe_rest;  // what follows it in the line when an expansion brought the semicolon
  bool has_recipe = false;
  bool grouped = false;
  bool double_colon = false;
  std::string tail;           // what follows the colon: `expanded` and `rest` together
  size_t tail_expanded = 0;   // how much of `tail` is expanded
  std::string prerequisites;  // what of `tail` is not, before its expansion

  void clear();
};

// The buffers of one text's evaluation.
struct EvaluationBuffers {
  Rule rule;  // the rule whose recipe may go on; no targets: none
  RuleLine line;
  std::vector<Symbol> targets, names;  // of the rule line being read
  std::string clean;                   // a line folded, without its comment
};

struct EvaluatorState {
  EvaluatorState(Expander& expander_in, Database& database_in, Diagnostics& diagnostics_in,
                 Switches& switches_in);

  // Reads one makefile and evaluates it. `error`, when not null: the errno of the failure to read
  // it (0: read).
  Status read_makefile(std::string_view name, MakefileFlags flags, Location where, int* error);
  // Sets database.default_goal's variable if none is set and one of `targets` may be it.
  void choose_default_goal(const std::vector<Symbol>& targets);
  void find_default_goal();
  const std::vector<std::string>& include_dirs();
  void refresh_recipe_prefix();
  // The expanded value of a global variable; empty, and no warning, when there is none.
  std::string value_of(std::string_view name);
  // The same, appended. kFailed: a fatal error was reported.
  Status expand_global(std::string_view name, std::string& value);
  // What the evaluation of a text needs; its memory is used again.
  std::unique_ptr<EvaluationBuffers> take_buffers();
  void give_buffers(std::unique_ptr<EvaluationBuffers> buffers) {
    spare_buffers_.push_back(std::move(buffers));
  }

  Expander& expander;
  Database& database;
  Variables& variables;
  Diagnostics& diagnostics;
  Switches& switches;
  RuleRecorder recorder;
  SpecialTargets special;
  LoadObject load;

  char recipe_prefix = '\t';  // .RECIPEPREFIX
  Symbol recipe_prefix_name, default_goal_name, makefile_list_name;
  bool no_builtin_rules_at_start = false;
  bool no_builtin_variables_at_start = false;

 private:
  bool open(std::string_view name, MakefileFlags flags, std::string& path, std::string& text,
            int& error);
  void append_makefile_list(std::string_view name);
  bool is_suffix_name(std::string_view name) const;

  // Makefiles within each other: as many as GNU make, which keeps them open, usually has
  // descriptors for.
  static constexpr unsigned kDeepest = 1000;
  unsigned depth_ = 0;

  std::vector<std::string> asked_dirs_;  // -I
  std::vector<std::string> include_dirs_;
  bool include_dirs_ready_ = false;
  std::vector<std::unique_ptr<EvaluationBuffers>> spare_buffers_;
  std::vector<std::string> spare_texts_;

  friend class Evaluator;
};

}  // namespace umake
