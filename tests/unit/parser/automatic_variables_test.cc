#include "parser/automatic_variables.h"

#include "unit/parser/recipe_fixture.h"

namespace umake {
namespace {

using AutomaticVariablesTest = RecipeFixture;

TEST_F(AutomaticVariablesTest, ListPrerequisites) {
  add("all", "a", Prerequisite::kChanged);
  add("all", "b");
  add("all", "o", Prerequisite::kOrderOnly);
  add("all", "a", Prerequisite::kChanged);
  add("all", "b", Prerequisite::kOrderOnly);
  add("all", "p", Prerequisite::kOrderOnly | Prerequisite::kChanged);
  add("all", "o", Prerequisite::kOrderOnly);
  add("all", "hidden", Prerequisite::kIgnoreAutomatic | Prerequisite::kChanged);
  EXPECT_EQ(expand("all", "$@ $< ^$^ +$+ ?$? |$|"), "all a ^a b +a b a ?a |o p");
}

TEST_F(AutomaticVariablesTest, FirstIsNeverOrderOnly) {
  add("x", "o", Prerequisite::kOrderOnly);
  add("x", "hidden", Prerequisite::kIgnoreAutomatic);
  EXPECT_EQ(expand("x", "<$<>"), "<>");
  add("x", "d/a.c");
  add("x", "b");
  EXPECT_EQ(expand("x", "$< $(<D) $(<F) $(^D) $(^F)"), "d/a.c d a.c d . a.c b");
}

TEST_F(AutomaticVariablesTest, NameArchiveMembers) {
  add("lib.a(m.o)", "lib.a(m.c)");
  add("lib.a(m.o)", "m.c");
  EXPECT_EQ(expand("lib.a(m.o)", "$@ $% $* <$< ^$^"), "lib.a m.o m <lib.a(m.c) ^m.c m.c");
  EXPECT_EQ(expand("plain", "[$%]"), "[]");
}

TEST_F(AutomaticVariablesTest, TheStemIsTheRulesOrTheNameWithoutSuffix) {
  EXPECT_EQ(expand("d/x.c", "$* $(*D) $(*F)"), "d/x d x");
  EXPECT_EQ(expand("x.unknown", "[$*]"), "[]");
  EXPECT_EQ(expand(".c", "[$*]"), "[]");
  (*this)["d/y.c"].stem = symbols_.intern("stem");
  EXPECT_EQ(expand("d/y.c", "$*"), "stem");
  (*this)["d/z.c"].stem = symbols_.intern("");
  EXPECT_EQ(expand("d/z.c", "[$*]"), "[]");
}

TEST_F(AutomaticVariablesTest, FollowRenamesAndSearchedNames) {
  add("x", "a");
  (*this)["a"].name = symbols_.intern("src/a");
  EXPECT_EQ(expand("x", "$< $^"), "src/a src/a");
}

TEST_F(AutomaticVariablesTest, DefaultsRecipeHasItsTargetFirst) {
  const Recipe* text = recipe("$@ $<");
  database_.default_recipe = text;
  add("x", "a");
  (*this)["x"].recipe = text;
  std::vector<RecipeLine> lines;
  ASSERT_EQ(recipes_.expand_recipe(target("x"), *text, lines), Status::kOk);
  EXPECT_EQ(lines[0].text, "x x");
}

TEST_F(AutomaticVariablesTest, AreVariablesOfOriginAutomatic) {
  EXPECT_EQ(expand("x", "$(origin @) $(flavor @) $(value @) $(origin @D) $(value @D)"),
            "automatic simple x automatic $(patsubst %/,%,$(dir $@))");
  EXPECT_EQ(expand("d/x", "$(@D) $(@F) ${@F} $(@:x=y)"), "d x x d/y");
  EXPECT_EQ(expand("x", "$(origin |D)[$(@D)]"), "undefined[.]");
}

TEST_F(AutomaticVariablesTest, ARuleOfADoubleColonTargetHasItsOwn) {
  const TargetId first = target("d");
  database_.targets[first].is_double_colon = true;
  database_.targets[first].first_double_colon = first;
  const TargetId second = database_.targets.add_double_colon(first);
  add("d", "a");
  database_.targets[second].prerequisites.push_back({target("b"), {}, {}, 0});
  assign_for("d", "X", "own");
  std::vector<RecipeLine> lines;
  ASSERT_EQ(recipes_.prepare_scope(second, true), Status::kOk);
  ASSERT_EQ(recipes_.expand_recipe(second, *recipe("$@ $^ $(X)\n"), lines), Status::kOk);
  EXPECT_EQ(lines[0].text, "d b own");
}

}  // namespace
}  // namespace umake
