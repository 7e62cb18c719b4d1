#include "parser/target_variables.h"

#include "unit/parser/recipe_fixture.h"

namespace umake {
namespace {

using TargetVariablesTest = RecipeFixture;

TargetAssignment private_one() {
  TargetAssignment modifiers;
  modifiers.is_private = true;
  return modifiers;
}

TargetAssignment overriding() {
  TargetAssignment modifiers;
  modifiers.origin = Origin::kOverride;
  return modifiers;
}

TEST_F(TargetVariablesTest, AreInheritedByPrerequisites) {
  assign("X", "global");
  assign_for("a", "X", "a");
  assign_for("a", "Y", "y of $@");
  (*this)["b"].parent = target("a");
  (*this)["c"].parent = target("b");
  EXPECT_EQ(expand("a", "$(X) $(Y)"), "a y of a");
  EXPECT_EQ(expand("c", "$(X) $(Y)"), "a y of c");
  EXPECT_EQ(expand("other", "$(X)[$(Y)]"), "global[]");
  assign_for("b", "X", "b");
  EXPECT_EQ(expand("c", "$(X)"), "b");
}

TEST_F(TargetVariablesTest, FollowAChangedParent) {
  assign_for("a", "X", "a");
  assign_for("b", "X", "b");
  assign_for("c", "Y", "c");
  (*this)["c"].parent = target("a");
  EXPECT_EQ(expand("c", "$(X)$(Y)"), "ac");
  (*this)["c"].parent = target("b");
  EXPECT_EQ(expand("c", "$(X)$(Y)"), "bc");
  (*this)["d"].parent = target("c");
  EXPECT_EQ(expand("d", "$(X)$(Y)"), "bc");
}

TEST_F(TargetVariablesTest, AppendToWhatIsInherited) {
  assign("F", "bar");
  assign_for("all", "F", "baz", Assignment::kAppend);
  assign_for("one", "F", "biz", Assignment::kAppend);
  assign_for("one", "F", "boz", Assignment::kAppend);
  EXPECT_EQ(expand("one", "$(F)"), "bar biz boz");
  (*this)["one"].parent = target("all");
  EXPECT_EQ(expand("one", "$(F)"), "bar baz biz boz");
  EXPECT_EQ(expand("all", "$(F)"), "bar baz");
}

TEST_F(TargetVariablesTest, PrivateOnesAreNotInherited) {
  assign("F", "g");
  assign_for("a", "F", "a", Assignment::kRecursive, private_one());
  (*this)["b"].parent = target("a");
  EXPECT_EQ(expand("a", "$(F)"), "a");
  EXPECT_EQ(expand("b", "$(F)"), "g");
  assign_for("b", "G", "1");
  EXPECT_EQ(expand("b", "$(F)"), "g");
}

TEST_F(TargetVariablesTest, PrivateGlobalOnesAreForMakefilesOnly) {
  assign("F", "g");
  variables_.find("F")->is_private = true;
  EXPECT_EQ(expand("a", "[$(F)]"), "[]");
  assign_for("b", "G", "1");
  EXPECT_EQ(expand("b", "[$(F)]"), "[]");
}

TEST_F(TargetVariablesTest, TheCommandLineWinsButForOverride) {
  assign("X", "line", Assignment::kRecursive, Origin::kCommandLine);
  assign_for("a", "X", "file");
  assign_for("b", "X", "file", Assignment::kRecursive, overriding());
  assign_for("c%", "X", "file", Assignment::kSimple);
  assign_for("d%", "X", "file", Assignment::kSimple, overriding());
  EXPECT_EQ(expand("a", "$(X)"), "line");
  EXPECT_EQ(expand("b", "$(X)"), "file");
  EXPECT_EQ(expand("cc", "$(X)"), "line");
  EXPECT_EQ(expand("dd", "$(X)"), "file");
}

TEST_F(TargetVariablesTest, TheShortestStemHasTheLastWord) {
  assign_for("%-mt.x", "x", "two");
  assign_for("%.x", "x", "one");
  assign_for("%.x", "y", "first");
  assign_for("%.x", "y", "second");
  EXPECT_EQ(expand("foo.x", "$(x) $(y)"), "one second");
  EXPECT_EQ(expand("foo-mt.x", "$(x)"), "two");
  EXPECT_EQ(expand(".x", "[$(x)]"), "[]");
}

TEST_F(TargetVariablesTest, PatternsAddUp) {
  assign_for("a%", "A", "aaa");
  assign_for("%b", "B", "ccc");
  assign_for("a%", "B", "ddd", Assignment::kAppend);
  assign_for("%b", "A", "xxx", Assignment::kConditional);
  assign_for("%b", "A", "bbb", Assignment::kAppend);
  EXPECT_EQ(expand("ab", "$(A) $(B)"), "aaa bbb ccc ddd");
}

TEST_F(TargetVariablesTest, AnOverridingPatternStands) {
  assign_for("a%", "FOO", "f1", Assignment::kAppend, overriding());
  assign_for("a%", "FOO", "f2", Assignment::kAppend);
  EXPECT_EQ(expand("ab", "$(FOO)"), "f1");
  assign_for("b%", "BAR", "f1", Assignment::kSimple, overriding());
  assign_for("b%", "BAR", "f2", Assignment::kSimple);
  EXPECT_EQ(expand("bb", "$(BAR)"), "f1");
}

TEST_F(TargetVariablesTest, ASimplePatternValueIsExpandedWhenRead) {
  assign("g", "old $$t");
  assign_for("%z", "a", "$(g)", Assignment::kSimple);
  assign_for("%z", "i", "$(g)", Assignment::kImmediate);
  assign_for("%z", "r", "$(g)");
  assign("g", "new $$t");
  EXPECT_EQ(expand("baz", "$(a), $(i), $(r)"), "old $t, new $t, new $t");
  EXPECT_EQ(expand("baz", "$(flavor a) $(flavor i)"), "simple recursive");
}

TEST_F(TargetVariablesTest, OwnVariablesHideThePatterns) {
  assign_for("%.x", "V", "pattern");
  assign_for("%.x", "W", "pattern");
  assign_for("t.x", "V", "own");
  EXPECT_EQ(expand("t.x", "$(V) $(W)"), "own pattern");
  (*this)["child"].parent = target("t.x");
  EXPECT_EQ(expand("child", "$(V) $(W)"), "own pattern");
  (*this)["child.x"].parent = target("t.x");
  EXPECT_EQ(expand("child.x", "$(V) $(W)"), "pattern pattern");
}

TEST_F(TargetVariablesTest, PrivateAndAppendedThroughPatternsAndParents) {
  for (const char* name : {"IA", "PA", "PS"}) assign(name, "global");
  assign_for("b%", "IA", "b%", Assignment::kAppend);
  assign_for("b%", "PA", "b%", Assignment::kAppend, private_one());
  assign_for("b%", "PS", "b%", Assignment::kRecursive, private_one());
  assign_for("bar", "IA", "bar", Assignment::kAppend);
  assign_for("bar", "PA", "bar", Assignment::kAppend, private_one());
  assign_for("bar", "PS", "bar", Assignment::kRecursive, private_one());
  assign_for("a%", "IA", "a%", Assignment::kAppend);
  assign_for("a%", "PA", "a%", Assignment::kAppend, private_one());
  assign_for("all", "IA", "all", Assignment::kAppend);
  assign_for("all", "PA", "all", Assignment::kAppend, private_one());
  (*this)["all"].parent = target("bar");
  EXPECT_EQ(expand("all", "$(IA), $(PA), $(PS)"), "global b% bar a% all, global a% all, global");
  EXPECT_EQ(expand("bar", "$(IA), $(PA), $(PS)"), "global b% bar, global b% bar, bar");
}

// Its value: whether a variable is exported is one thing for all targets.
TEST_F(TargetVariablesTest, AConditionalOneLeavesTheGlobalAlone) {
  assign("h", "sun");
  TargetAssignment exported;
  exported.export_state = ExportState::kNoExport;
  assign_for("dummy", "h", "world", Assignment::kConditional, exported);
  EXPECT_EQ(variables_.find("h")->export_state, ExportState::kNoExport);
  EXPECT_FALSE(variables_.find("h")->per_target);
  EXPECT_EQ(expand("dummy", "$(h)"), "sun");
}

TEST_F(TargetVariablesTest, AParentCycleIsSurvived) {
  assign_for("x", "V", "1");
  (*this)["a"].parent = target("b");
  (*this)["b"].parent = target("a");
  EXPECT_EQ(expand("a", "[$(V)]"), "[]");
  assign_for("%", "W", "2");
  (*this)["aa"].parent = target("bb");
  (*this)["bb"].parent = target("aa");
  EXPECT_EQ(expand("bb", "[$(W)]"), "[2]");
}

}  // namespace
}  // namespace umake
