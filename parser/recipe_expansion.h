// Expands, in a target's scope, what the makefile left for later: recipes and the prerequisites of
// secondary expansion (manual, "How make Reads a Makefile", "Secondary Expansion", "Recipe
// Syntax").
//
// Owned by Session; coordinator thread only. A recipe is split into lines and compiled once,
// however many targets share it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/recipe_expander.h"
#include "parser/automatic_variables.h"
#include "parser/expander.h"
#include "parser/exported_environment.h"

namespace umake {

class RecipeExpansion final : public RecipeExpander {
 public:
  RecipeExpansion(Expander& expander, Database& database, ExportedEnvironment& environment);
  ~RecipeExpansion() override;

  Status prepare_scope(TargetId target, bool again) override;
  Status expand_deferred(TargetId target) override;
  Status expand_pattern_word(TargetId target, Symbol name, std::string_view& text,
                             std::string_view stem, std::string_view directory, bool& order_only,
                             std::vector<ExpandedPrerequisite>& out) override;
  Status extra_prerequisites(TargetId target, std::vector<Symbol>& out) override;
  Status expand_recipe(TargetId target, const Recipe& recipe,
                       std::vector<RecipeLine>& lines) override;
  Status expand_variable(TargetId target, std::string_view name, std::string& out) override;
  bool is_default(TargetId target, std::string_view name) override;
  bool is_steady(TargetId target, std::string_view name) override;
  Status environment(TargetId target, bool recursive,
                     std::shared_ptr<const std::vector<std::string>>& out) override;

  // What they were when the target's recipe or prerequisites were expanded last; none when it is
  // only the parent of such a target, null for all others. Kept with -p only.
  const AutomaticValues* automatic_values(TargetId target) const;

  // Called, if set, before a target's recipe is expanded and run.
  std::function<void(TargetId)> on_recipe_start;

 private:
  // A line of a recipe, before expansion.
  struct CompiledLine {
    std::shared_ptr<const Expression> text;
    uint32_t offset = 0;
    bool recursive = false;
    bool silent = false;
    bool ignore = false;
  };
  using CompiledRecipe = std::vector<CompiledLine>;

  const CompiledRecipe& compile(const Recipe& recipe);
  CompiledLine compile_line(std::string_view text, uint32_t offset);
  VariableScope* scope_for(TargetId target);
  void keep_for_data_base(TargetId target);
  Status expand_deferred_one(TargetId target, const Prerequisite& deferred,
                             std::vector<Prerequisite>& out);
  Status parse_expanded(std::string_view text, bool& order_only,
                        std::vector<ExpandedPrerequisite>& out);
  Status has_posix_shell(bool& posix);

  Expander& expander_;
  Database& database_;
  ExportedEnvironment& environment_;
  AutomaticVariables automatic_;
  std::unordered_map<const Recipe*, CompiledRecipe> compiled_;
  std::unique_ptr<std::unordered_map<uint32_t, AutomaticValues>> kept_;  // by target, for -p
  std::string buffer_;
};

}  // namespace umake
