#include "parser/recipe_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace umake {
namespace {

using testing::ElementsAre;

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> all;
  std::string_view line;
  while (next_recipe_line(text, line)) all.emplace_back(line);
  return all;
}

std::string folded(std::string_view line) {
  std::string buffer;
  return std::string(fold_references(line, buffer));
}

TEST(RecipeLines, EndAtUnescapedNewlines) {
  EXPECT_THAT(lines("a\nb\\\n\tc\n\nd\\\\\ne"), ElementsAre("a", "b\\\n\tc", "", "d\\\\", "e"));
  EXPECT_THAT(lines(""), ElementsAre());
  EXPECT_THAT(lines("a\\\n"), ElementsAre("a\\\n"));
}

TEST(RecipeFlags, AreThoseOfTheFirstCharacters) {
  EXPECT_TRUE(recipe_flags("@x").silent);
  EXPECT_TRUE(recipe_flags(" \t- @x").silent);
  EXPECT_TRUE(recipe_flags("@-x").ignore);
  EXPECT_TRUE(recipe_flags("+x").recursive);
  EXPECT_FALSE(recipe_flags("x @-+").silent);
  EXPECT_FALSE(recipe_flags("x @-+").recursive);
}

TEST(RecipeFlags, AReferenceToMakeIsRecursive) {
  EXPECT_TRUE(recipe_flags("cd x && $(MAKE) y").recursive);
  EXPECT_TRUE(recipe_flags("${MAKE}").recursive);
  EXPECT_TRUE(recipe_flags("$$(MAKE)").recursive);
  EXPECT_TRUE(recipe_flags("$(if x,$(MAKE))").recursive);
  EXPECT_FALSE(recipe_flags("$(MAKE:x=y)").recursive);
  EXPECT_FALSE(recipe_flags("$(MAKEFLAGS) $MAKE make").recursive);
}

TEST(FoldReferences, LeavesNothingForFunctionsToSee) {
  EXPECT_EQ(folded("echo $(words a\\\n\tb) c\\\n\td"), "echo $(words a b) c\\\n\td");
  EXPECT_EQ(folded("${x  \\\n   y}\\\n"), "${x y}\\\n");
  EXPECT_EQ(folded("$(a $(b\\\nc)\\\n d)"), "$(a $(b c) d)");
  EXPECT_EQ(folded("$(a {\\\n})"), "$(a { })");
  EXPECT_EQ(folded("$(a\\\\\nb)"), "$(a\\\\\nb)");
  EXPECT_EQ(folded("$(a\\\\\\\nb)"), "$(a\\\\ b)");
  EXPECT_EQ(folded("$(a\\\n\\\n\\\n b)"), "$(a b)");
}

TEST(FoldReferences, CountsEscapedOnesAndUnclosedOnes) {
  EXPECT_EQ(folded("$$(a\\\n\tb)"), "$$(a b)");
  EXPECT_EQ(folded("$(a\\\n b"), "$(a b");
  EXPECT_EQ(folded("$x\\\n(y\\\n)$"), "$x\\\n(y\\\n)$");
}

TEST(LinePrefixes, LoseOneCharacter) {
  std::string line = "a\\\n\t\tb\\\n c\\\\\n\td";
  drop_line_prefixes(line, '\t', false);
  EXPECT_EQ(line, "a\\\n\tb\\\n c\\\\\nd");
  line = "a\\\n>b\\\n\tc\\\n>";
  drop_line_prefixes(line, '>', false);
  EXPECT_EQ(line, "a\\\nb\\\n\tc\\\n");
}

}  // namespace
}  // namespace umake
