// What tests of recipe expansion share: a session's worth of parser objects over a file tree in
// memory.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/file_system_memory.h"
#include "base/output.h"
#include "graph/database.h"
#include "parser/expander.h"
#include "parser/exported_environment.h"
#include "parser/recipe_expansion.h"
#include "parser/target_variables.h"

namespace umake {

class TextOutput final : public Output {
 public:
  void out(std::string_view text) override { text_ += text; }
  void err(std::string_view text) override { text_ += text; }
  void flush() override {}
  std::string take() { return std::exchange(text_, {}); }

 private:
  std::string text_;
};

class RecipeFixture : public testing::Test {
 protected:
  RecipeFixture()
      : diagnostics_(output_, symbols_, "make", 0),
        database_(symbols_, files_),
        variables_(symbols_, switches_),
        expander_(variables_, database_, diagnostics_, files_),
        environment_(expander_, kOriginal, 4),
        recipes_(expander_, database_, environment_) {
    expander_.set_shell_environment(&environment_);
    define_automatic_variables(variables_);
    database_.suffixes = {symbols_.intern(".o"), symbols_.intern(".c")};
  }

  TargetId target(std::string_view name) { return database_.targets.enter(symbols_.intern(name)); }
  Target& operator[](std::string_view name) { return database_.targets[target(name)]; }
  void add(std::string_view name, std::string_view prerequisite, uint16_t flags = 0) {
    const TargetId id = target(prerequisite);
    database_.targets[target(name)].prerequisites.push_back({id, {}, {}, flags});
  }
  void defer(std::string_view name, std::string_view text, uint16_t flags = 0,
             std::string_view stem = {}) {
    Prerequisite deferred;
    deferred.text = symbols_.intern(text);
    deferred.flags = flags | Prerequisite::kDeferred;
    if (!stem.empty()) {
      deferred.stem = symbols_.intern(stem);
      deferred.set(Prerequisite::kNeedsStem);
    }
    (*this)[name].prerequisites.push_back(deferred);
  }
  const Recipe* recipe(std::string_view text, uint32_t line = 10) {
    Recipe recipe;
    recipe.text = database_.arena.copy(text);
    recipe.where = {symbols_.intern("Makefile"), line};
    return &database_.recipes.emplace_back(recipe);
  }
  void assign(std::string_view name, std::string_view value,
              Assignment how = Assignment::kRecursive, Origin origin = Origin::kFile) {
    ASSERT_EQ(variables_.assign(expander_, name, how, value, origin, AssignmentScope::kGlobal,
                                nullptr, {}),
              Status::kOk);
  }
  void assign_for(std::string_view target_name, std::string_view name, std::string_view value,
                  Assignment how = Assignment::kRecursive, TargetAssignment modifiers = {}) {
    modifiers.name = name;
    modifiers.value = value;
    modifiers.assignment = how;
    const size_t percent = target_name.find('%');
    if (percent == std::string_view::npos) {
      ASSERT_EQ(assign_target_variable(expander_, target(target_name), modifiers), Status::kOk);
    } else {
      ASSERT_EQ(assign_pattern_variable(expander_, target_name, percent, modifiers), Status::kOk);
    }
  }
  // `text` as a recipe line of the target, its scope prepared.
  std::string expand(std::string_view target_name, std::string_view text) {
    const TargetId id = target(target_name);
    EXPECT_EQ(recipes_.prepare_scope(id, true), Status::kOk);
    std::vector<RecipeLine> lines;
    EXPECT_EQ(recipes_.expand_recipe(id, *recipe(text), lines), Status::kOk) << text;
    return lines.empty() ? "" : lines.front().text;
  }
  // The names of the target's prerequisites; "|" before order-only ones, ".WAIT" as it is printed.
  std::string prerequisites(std::string_view name) {
    std::string list;
    for (const Prerequisite& prerequisite : (*this)[name].prerequisites) {
      if (!list.empty()) list += ' ';
      if (prerequisite.has(Prerequisite::kWaitBefore)) list += ".WAIT ";
      if (prerequisite.has(Prerequisite::kOrderOnly)) list += '|';
      if (prerequisite.has(Prerequisite::kDeferred)) {
        list += "<deferred>";
      } else {
        list += symbols_.text(database_.targets[prerequisite.target].name);
      }
    }
    return list;
  }

  static constexpr const char* kOriginal[] = {"SHELL=/bin/original", "PATH=/bin", nullptr};

  SymbolTable symbols_;
  MemoryFileSystem files_;
  Switches switches_;
  TextOutput output_;
  Diagnostics diagnostics_;
  Database database_;
  Variables variables_;
  Expander expander_;
  ExportedEnvironment environment_;
  RecipeExpansion recipes_;
};

}  // namespace umake
