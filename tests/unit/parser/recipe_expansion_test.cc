#include "parser/recipe_expansion.h"

#include "unit/parser/recipe_fixture.h"

namespace umake {
namespace {

using RecipeExpansionTest = RecipeFixture;
using SecondExpansionTest = RecipeFixture;

TEST_F(RecipeExpansionTest, ExpandsLineByLine) {
  assign("CC", "gcc");
  std::vector<RecipeLine> lines;
  const Recipe* text = recipe("@$(CC) \\\n\t  $@\n\n-+rm $$x\n\techo $(MAKE)\n");
  ASSERT_EQ(recipes_.expand_recipe(target("t"), *text, lines), Status::kOk);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0].text, "@gcc \\\n  t");
  EXPECT_TRUE(lines[0].silent);
  EXPECT_FALSE(lines[0].ignore);
  EXPECT_EQ(lines[1].text, "");
  EXPECT_EQ(lines[2].text, "-+rm $x");
  EXPECT_TRUE(lines[2].ignore);
  EXPECT_TRUE(lines[2].recursive);
  EXPECT_EQ(lines[2].line_offset, 2u);
  EXPECT_EQ(lines[3].text, "\techo ");
  EXPECT_TRUE(lines[3].recursive);
  EXPECT_EQ(lines[3].line_offset, 3u);
}

TEST_F(RecipeExpansionTest, OneRecipeServesManyTargets) {
  const Recipe* text = recipe("touch $@\n");
  for (const std::string name : {"a", "b", "c"}) {
    std::vector<RecipeLine> lines;
    ASSERT_EQ(recipes_.expand_recipe(target(name), *text, lines), Status::kOk);
    EXPECT_EQ(lines[0].text, "touch " + name);
  }
}

TEST_F(RecipeExpansionTest, MessagesNameTheLine) {
  std::vector<RecipeLine> lines;
  const Recipe* text = recipe("a\\\nb\n$(warning w)\n$(error e)\n", 20);
  EXPECT_EQ(recipes_.expand_recipe(target("t"), *text, lines), Status::kFailed);
  EXPECT_EQ(output_.take(), "Makefile:21: w\nMakefile:22: *** e.  Stop.\n");
  EXPECT_FALSE(expander_.expanding_recipe());
  EXPECT_EQ(expander_.scope(), &variables_.global());
}

TEST_F(RecipeExpansionTest, OneShellTakesTheTextWhole) {
  database_.one_shell = true;
  assign("SHELL", "/bin/sh");
  std::vector<RecipeLine> lines;
  ASSERT_EQ(recipes_.expand_recipe(target("t"), *recipe("  @a\n @-b\n  + c\n"), lines),
            Status::kOk);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].text, "  @a\nb\nc");
  EXPECT_TRUE(lines[0].silent);
  EXPECT_FALSE(lines[0].ignore);
  EXPECT_FALSE(lines[0].recursive);
  assign_for("p", "SHELL", "/usr/bin/perl");
  lines.clear();
  ASSERT_EQ(recipes_.expand_recipe(target("p"), *recipe("@a\n @-b\n"), lines), Status::kOk);
  EXPECT_EQ(lines[0].text, "@a\n @-b");
}

TEST_F(RecipeExpansionTest, ExpandsOneVariable) {
  assign_for("t", "V", "of $@");
  std::string out;
  ASSERT_EQ(recipes_.expand_variable(target("t"), "V", out), Status::kOk);
  EXPECT_EQ(out, "of t");
  out.clear();
  ASSERT_EQ(recipes_.expand_variable({}, "V", out), Status::kOk);
  EXPECT_EQ(out, "");
}

TEST_F(SecondExpansionTest, LaterTextsSeeWhatEarlierOnesGave) {
  add("foo", "bar");
  add("foo", "baz");
  add("foo", "biz");
  add("foo", "buz", Prerequisite::kOrderOnly);
  defer("foo", "$@.1 $<.2 $(addsuffix .3,$^) $|.5 $*.6");
  defer("foo", "$(words $^)");
  ASSERT_EQ(recipes_.expand_deferred(target("foo")), Status::kOk);
  EXPECT_EQ(prerequisites("foo"), "bar baz biz |buz foo.1 bar.2 bar.3 baz.3 biz.3 buz.5 .6 10");
  EXPECT_TRUE((*this)["foo.1"].is_explicit);
}

TEST_F(SecondExpansionTest, OrderOnlyAndWaitAreFoundInTheResult) {
  assign("P", "a .WAIT b|c d");
  defer("t", "$(P) .WAIT e .WAIT");
  defer("t", "f", Prerequisite::kOrderOnly | Prerequisite::kWaitBefore);
  defer("t", "$(EMPTY)");
  ASSERT_EQ(recipes_.expand_deferred(target("t")), Status::kOk);
  EXPECT_EQ(prerequisites("t"), "a .WAIT b |c |d .WAIT |e .WAIT |f");
}

TEST_F(SecondExpansionTest, IsDoneOnce) {
  defer("t", "$(warning once)a");
  ASSERT_EQ(recipes_.expand_deferred(target("t")), Status::kOk);
  ASSERT_EQ(recipes_.expand_deferred(target("t")), Status::kOk);
  EXPECT_EQ(output_.take(), "make: once\n");
  EXPECT_EQ(prerequisites("t"), "a");
}

TEST_F(SecondExpansionTest, StaticPatternsPutTheStemIn) {
  defer("foo$bar", "% $*.1 z%z% <$(%_v)>", 0, "oo$ba");
  assign("oo$ba_v", "v");
  ASSERT_EQ(recipes_.expand_deferred(target("foo$bar")), Status::kOk);
  EXPECT_EQ(prerequisites("foo$bar"), "oo$ba oo$ba.1 zoo$baz% <v>");
}

TEST_F(SecondExpansionTest, SeesTheTargetsVariables) {
  assign_for("foo.x", "a", "bar");
  assign_for("%.x", "b", "baz");
  defer("foo.x", "$a $b");
  ASSERT_EQ(recipes_.expand_deferred(target("foo.x")), Status::kOk);
  EXPECT_EQ(prerequisites("foo.x"), "bar baz");
}

TEST_F(SecondExpansionTest, ErrorsNameTheRecipe) {
  defer("bye.x", "$(firstword bye.1");
  (*this)["bye.x"].recipe = recipe("", 4);
  EXPECT_EQ(recipes_.expand_deferred(target("bye.x")), Status::kFailed);
  EXPECT_EQ(output_.take(),
            "Makefile:4: *** unterminated call to function 'firstword': missing ')'.  Stop.\n");
}

TEST_F(SecondExpansionTest, WildcardsAreExpanded) {
  files_.put("/w/b.t", "");
  files_.put("/w/a.t", "");
  files_.set_working_directory("/w");
  defer("x", "*.t");
  ASSERT_EQ(recipes_.expand_deferred(target("x")), Status::kOk);
  EXPECT_EQ(prerequisites("x"), "a.t b.t");
}

std::string joined(const SymbolTable& symbols, const std::vector<ExpandedPrerequisite>& names) {
  std::string list;
  for (const ExpandedPrerequisite& name : names) {
    if (!list.empty()) list += ' ';
    if (name.wait_before) list += ".WAIT ";
    if (name.order_only) list += '|';
    list += symbols.text(name.name);
    if (name.has_stem) list += '%';
  }
  return list;
}

class PatternWordTest : public RecipeFixture {
 protected:
  // All words of `text`, for a file `name`.
  std::string words(TargetId id, std::string_view name, std::string_view text,
                    std::string_view stem, std::string_view directory) {
    std::vector<ExpandedPrerequisite> names;
    bool order_only = false;
    while (!text.empty()) {
      EXPECT_EQ(recipes_.expand_pattern_word(id, symbols_.intern(name), text, stem, directory,
                                             order_only, names),
                Status::kOk);
    }
    return joined(symbols_, names);
  }
};

TEST_F(PatternWordTest, TheDirectoryGoesToWordsWithAStem) {
  EXPECT_EQ(
      words({}, "d/x.y", "$(addprefix p%,1 2)q%   r% $(addprefix k,1 2) z%%w $* $(*F) $@ | o ",
            "d/x", "d/"),
      "d/px1% d/px2qx% d/rx% k1 k2 d/zx%w% d/x x d/x.y |o");
}

TEST_F(PatternWordTest, OrderOnlyLastsFromWordToWord) {
  assign("P", "p1|p2 .WAIT p3");
  // A .WAIT that is a word of its own is lost, as in GNU make.
  EXPECT_EQ(words({}, "x.y", "%.c .WAIT $(P) q", "x", ""), "x.c% p1 |p2 .WAIT |p3 |q");
}

TEST_F(PatternWordTest, SeesThePatternVariablesOfAName) {
  assign_for("%.y", "V", "v");
  EXPECT_EQ(words({}, "x.y", "$(V).$^.", "x", ""), "v..");
  add("x.y", "pre");
  EXPECT_EQ(words(target("x.y"), "x.y", "$(V).$^.", "x", ""), "v.pre.");
}

}  // namespace
}  // namespace umake
