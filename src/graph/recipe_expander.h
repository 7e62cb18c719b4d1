// The runtime's way to the parser: whatever must be expanded while the graph is walked. Implemented
// by parser/recipe_expansion; a fake in the walker's unit tests. Coordinator thread only.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "base/symbol.h"
#include "graph/recipe.h"
#include "graph/target.h"

namespace umake {

// One line of an expanded recipe.
struct RecipeLine {
  std::string text;          // expanded; leading blanks and @ + - kept
  bool recursive = false;    // the unexpanded line names $(MAKE) or ${MAKE}, or starts with +
  bool silent = false;       // @ before expansion
  bool ignore = false;       // - before expansion
  uint32_t line_offset = 0;  // lines after the recipe's first
};

// A prerequisite that the secondary expansion of a pattern rule's list gave.
struct ExpandedPrerequisite {
  Symbol name;
  bool order_only = false;
  bool wait_before = false;
  bool has_stem = false;  // its word held a %: not "mentioned", so it may be intermediate
};

class RecipeExpander {
 public:
  virtual ~RecipeExpander() = default;

  // Gives the target its variable scope: inherits from its parent, pattern-specific variables are
  // looked up. Idempotent unless `again` (recipe about to run: the parent may have changed).
  virtual Status prepare_scope(TargetId target, bool again) = 0;
  // Expands the deferred prerequisites of `target` in place (.SECONDEXPANSION).
  virtual Status expand_deferred(TargetId target) = 0;
  // Takes the next word off the deferred prerequisites `text` of a pattern rule and expands it for
  // a file called `name` (`target`: its target, none for a chain's intermediate file) under $@ =
  // name, $* = stem (the full one, directory included). `text` stands as the rule has it, with its
  // % and |; a word after the first that can't be made is never expanded. `directory`, when not
  // empty (the pattern has no slash but the name has; it ends in one): a % then stands for the stem
  // without it, and what a word with a % gives gets the directory in front. `order_only`: whether a
  // | came before; kept by the caller from word to word. No target is entered.
  virtual Status expand_pattern_word(TargetId target, Symbol name, std::string_view& text,
                                     std::string_view stem, std::string_view directory,
                                     bool& order_only, std::vector<ExpandedPrerequisite>& out) = 0;
  // The names in the target's own .EXTRA_PREREQS, else in the global one (manual, "Other Special
  // Variables").
  virtual Status extra_prerequisites(TargetId target, std::vector<Symbol>& out) = 0;
  // Expands all lines of the target's recipe, automatic variables set.
  virtual Status expand_recipe(TargetId target, const Recipe& recipe,
                               std::vector<RecipeLine>& lines) = 0;
  // $(NAME) in the target's scope; none: the global one.
  virtual Status expand_variable(TargetId target, std::string_view name, std::string& out) = 0;
  // Whether NAME's value is make's own default (.SHELLFLAGS under .POSIX depends on that).
  virtual bool is_default(TargetId /*target*/, std::string_view /*name*/) { return false; }
  // Whether $(NAME) is the same for each command of the target's recipe: nothing in it asks what
  // those may change ($(shell), $(wildcard)), or changes variables ($(eval)).
  virtual bool is_steady(TargetId /*target*/, std::string_view /*name*/) { return true; }
  // What a recipe's process gets: "NAME=VALUE" of every exported variable. Most targets share one
  // list, so callers compare pointers to see whether anything changed. `recursive`: the line runs a
  // sub-make, so MAKEFLAGS keeps the jobserver; the executor keeps its descriptors open.
  virtual Status environment(TargetId target, bool recursive,
                             std::shared_ptr<const std::vector<std::string>>& out) = 0;
};

}  // namespace umake
