// Recording of rules in the Database: what a rule line and its recipe say, target by target
// (manual, "Writing Rules").
//
// Owned by Evaluator; coordinator thread only. Errors are reported here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/status.h"
#include "graph/database.h"
#include "graph/name_list.h"
#include "parser/expander.h"

namespace umake {

// One rule as read; its recipe grows line by line until another statement ends it.
struct Rule {
  std::vector<Symbol> targets;
  bool double_colon = false;
  bool grouped = false;  // "&:"
  // A static pattern rule's target pattern.
  bool is_static = false;
  std::string pattern;
  size_t percent = 0;
  // The prerequisites: names already when `parsed` (plain text: no order-only ones), else their
  // text, expanded.
  bool parsed = false;
  std::vector<Symbol> names;
  std::string prerequisites;

  bool has_recipe = false;
  std::string recipe;  // as Recipe::text
  uint32_t recipe_line = 0;
  char prefix = '\t';
  Location where;

  void clear();
};

class RuleRecorder {
 public:
  RuleRecorder(Expander& expander, Database& database, Diagnostics& diagnostics);

  // Enters the rule, and empties it.
  Status record(Rule& rule);
  // Splits `text` into names as for targets; `$(HOME)` is taken from the variables.
  void parse_target_names(std::string_view text, const NameListOptions& options,
                          std::vector<Symbol>& out);

  // Targets named like suffix rules (".c", ".c.o") that makefiles defined, in order.
  const std::vector<TargetId>& dot_targets() const { return dot_targets_; }
  // How many of database.suffixes, at its front, are built in.
  size_t builtin_suffixes() const { return builtin_suffixes_; }
  void set_builtin_suffixes(size_t count) { builtin_suffixes_ = count; }
  // From now on rules may not bring prerequisites: the graph is being walked.
  void freeze() { frozen_ = true; }
  bool frozen() const { return frozen_; }

 private:
  // A prerequisite of the rule being recorded, for every target the same but for a pattern's stem.
  struct Name {
    ParsedName parsed;
    bool order_only = false;
    bool has_percent = false;  // in a static pattern rule
    size_t percent = 0;        // in `text`, which is the name without the backslashes before its %
    std::string text;
  };

  Status record_plain(Rule& rule);
  Status record_pattern(Rule& rule, const Recipe* recipe);
  Status record_explicit(Rule& rule, const Recipe* recipe);
  Status enter_target(const Rule& rule, Symbol name, const Recipe* recipe, TargetId& out);
  Status enter_single(const Rule& rule, TargetId id, const Recipe* recipe);
  void set_group(Location where);
  void parse_prerequisites(const Rule& rule);
  void add_names(std::string_view text, bool order_only, bool is_static);
  // Adds what parse_prerequisites found to `id`: in front of what it has when the rule has a
  // recipe, so that $< is the first prerequisite of the rule with the recipe.
  void add_prerequisites(const Rule& rule, TargetId id, std::string_view stem,
                         const Recipe* recipe);
  Symbol substitute(const Name& name, std::string_view stem);
  bool deferred(const Rule& rule) const;
  void note_dot_target(const Rule& rule, Symbol name, TargetId id, const Recipe* recipe);
  const Recipe* make_recipe(const Rule& rule);
  std::string home_for(std::string_view text);

  Expander& expander_;
  Database& database_;
  Diagnostics& diagnostics_;
  std::vector<TargetId> dot_targets_;
  size_t builtin_suffixes_ = 0;
  bool said_wait_prerequisites_ = false;
  bool said_wait_commands_ = false;
  bool frozen_ = false;

  // Reused from rule to rule.
  std::vector<Name> names_;
  std::vector<ParsedName> parsed_;
  std::vector<Prerequisite> made_;
  std::vector<TargetId> entered_;
  std::string buffer_;
};

}  // namespace umake
