// Statements: assignments, conditionals, define, include and their errors.
#include "makefile_fixture.h"

namespace umake {
namespace {

using testing::HasSubstr;

class EvaluatorTest : public MakefileFixture {};

TEST_F(EvaluatorTest, Assigns) {
  EXPECT_EQ(read("a = $(b)\nb := x # c\noverride c ?= 1\nd += 2\nd += 3\n\te = tab\n"), "");
  EXPECT_EQ(value("a"), "$(b)");
  EXPECT_EQ(value("b"), "x ");
  EXPECT_EQ(value("c"), "1");
  EXPECT_EQ(value("d"), "2 3");
  EXPECT_EQ(value("e"), "tab");
}

TEST_F(EvaluatorTest, FoldsLines) {
  EXPECT_EQ(read("a = he  \\\n   llo\nb = x \\\n"), "");
  EXPECT_EQ(value("a"), "he llo");
  EXPECT_EQ(value("b"), "x ");
}

TEST_F(EvaluatorTest, PosixFoldingHoldsFromTheNextLine) {
  EXPECT_EQ(read(".POSIX:\na = he  \\\n   llo\n"), "");
  EXPECT_EQ(value("a"), "he   llo");
  EXPECT_EQ(value("CC"), "c99");
  EXPECT_EQ(value(".SHELLFLAGS"), "-ec");
}

TEST_F(EvaluatorTest, DefinesNest) {
  EXPECT_EQ(read("define outer\n define inner\n  A = B\n endef\nendef # end\n"
                 "define simple:=\n$(outer)\nendef\ndefine empty\nendef\nx = 1\n"),
            "");
  EXPECT_EQ(value("outer"), " define inner\n  A = B\n endef");
  EXPECT_EQ(value("simple"), value("outer"));
  EXPECT_EQ(value("empty"), "");
  EXPECT_EQ(value("x"), "1");
}

TEST_F(EvaluatorTest, DefineInASkippedBranch) {
  EXPECT_EQ(read("ifdef no\ndefine x\nifeq (1\nelse\nendef\nendif\ny = 1\n"), "");
  EXPECT_EQ(value("x"), "(undefined)");
  EXPECT_EQ(value("y"), "1");
}

TEST_F(EvaluatorTest, ElseIfChains) {
  EXPECT_EQ(read("a = 1\nifdef b\nx = b\nelse ifeq \"$a\" '2'\nx = 2\nelse ifeq ($a,1)\nx = 1\n"
                 "else ifeq broken\nelse\nx = else\nendif\n"),
            "");
  EXPECT_EQ(value("x"), "1");
}

TEST_F(EvaluatorTest, RulesWithConditionalsInTheRecipe) {
  EXPECT_EQ(read("all:\n\tone\nifdef no\n\ttwo\nelse\n\tthree\nendif\n\n\tfour \\\n\t five\n"), "");
  EXPECT_EQ(recipe("all"), "one\nthree\nfour \\\n\t five\n");
  EXPECT_EQ(target("all").recipe->where.line, 2u);
}

TEST_F(EvaluatorTest, RecipePrefix) {
  EXPECT_EQ(read(".RECIPEPREFIX = >\na:\n>one\n>\ttwo\n.RECIPEPREFIX =\nb:\n\tthree\n"), "");
  EXPECT_EQ(recipe("a"), "one\n\ttwo\n");
  EXPECT_EQ(target("a").recipe->prefix, '>');
  EXPECT_EQ(recipe("b"), "three\n");
}

TEST_F(EvaluatorTest, Exports) {
  EXPECT_EQ(read("a = b c\nexport $(a) d\nunexport d\nexport e = 1\nexport\n"), "");
  EXPECT_EQ(variables_.find("b")->export_state, ExportState::kExport);
  EXPECT_EQ(variables_.find("c")->export_state, ExportState::kExport);
  EXPECT_EQ(variables_.find("d")->export_state, ExportState::kNoExport);
  EXPECT_EQ(variables_.find("e")->export_state, ExportState::kExport);
  EXPECT_TRUE(database_.export_all);
}

TEST_F(EvaluatorTest, Undefines) {
  EXPECT_EQ(read("a = 1\nn = a\nundefine $n\n"), "");
  EXPECT_EQ(value("a"), "(undefined)");
}

TEST_F(EvaluatorTest, IncludesAndListsThem) {
  files_.put("/sub/one.mk", "one := $(MAKEFILE_LIST)\ninner:\n");
  files_.put("/two.mk", "two = 2\n");
  include_dirs_ = {"sub"};
  EXPECT_EQ(read("first:\ninclude one.mk tw*.mk   # both\n-include missing.mk\nsinclude\n"), "");
  EXPECT_EQ(value("one"), "m sub/one.mk");
  EXPECT_EQ(value("two"), "2");
  EXPECT_EQ(value("MAKEFILE_LIST"), "m sub/one.mk two.mk");
  EXPECT_EQ(value(".DEFAULT_GOAL"), "first");
  ASSERT_EQ(database_.makefiles.size(), 4u);
  EXPECT_FALSE(database_.makefiles[3].found);
  EXPECT_TRUE(database_.makefiles[3].dont_care);
  EXPECT_EQ(database_.makefiles[3].where.line, 3u);
}

TEST_F(EvaluatorTest, MakefilesVariableSetsNoDefaultGoal) {
  files_.put("/pre.mk", "pre: ; echo\ninclude pre2.mk\n");
  files_.put("/pre2.mk", "pre2:\n");
  variables_.define("MAKEFILES", "pre.mk", Origin::kEnvironment, true);
  EXPECT_EQ(read("top:\n"), "");
  EXPECT_EQ(value(".DEFAULT_GOAL"), "top");
  EXPECT_EQ(value("MAKEFILE_LIST"), "pre.mk pre2.mk m");
}

TEST_F(EvaluatorTest, DefaultNames) {
  files_.put("/Makefile", "x = 1\n");
  EXPECT_EQ(read_files({}), "");
  EXPECT_EQ(value("x"), "1");
  EXPECT_EQ(database_.makefiles.size(), 1u);
}

TEST_F(EvaluatorTest, NoMakefileMeansThatTheDefaultNamesMayBeMade) {
  EXPECT_EQ(read_files({}), "");
  ASSERT_EQ(database_.makefiles.size(), 3u);
  EXPECT_EQ(name(database_.makefiles[0].target), "GNUmakefile");
  EXPECT_TRUE(database_.makefiles[2].dont_care);
}

TEST_F(EvaluatorTest, MissingNamedMakefile) {
  EXPECT_EQ(read_files({"R"}), "make: R: No such file or directory\n");
  EXPECT_TRUE(ok());
}

TEST_F(EvaluatorTest, IncludesEndSomewhere) {
  EXPECT_EQ(read("include m\n"), "m:1: *** Too many open files.  Stop.\n");
}

TEST_F(EvaluatorTest, TargetsGoneWithAnotherStatement) {
  EXPECT_EQ(read("$(none): x\n\tskipped\na = 1\n\techo\n"),
            "m:4: *** recipe commences before first target.  Stop.\n");
}

TEST_F(EvaluatorTest, EvaluatesText) {
  EXPECT_EQ(read("define rule\n$(1): $(2)\n\techo $$@\nendef\n$(eval $(call rule,a,b))\nlast:\n"),
            "");
  EXPECT_EQ(prerequisites("a"), "b");
  EXPECT_EQ(recipe("a"), "echo $@\n");
  EXPECT_EQ(value(".DEFAULT_GOAL"), "a");
}

struct ErrorCase {
  const char* text;
  const char* message;
};

class EvaluatorErrors : public MakefileFixture, public testing::WithParamInterface<ErrorCase> {};

TEST_P(EvaluatorErrors, AreGnuMakes) { EXPECT_EQ(read(GetParam().text), GetParam().message); }

INSTANTIATE_TEST_SUITE_P(
    Messages, EvaluatorErrors,
    testing::Values(
        ErrorCase{"endif\n", "m:1: *** extraneous 'endif'.  Stop.\n"},
        ErrorCase{"else\n", "m:1: *** extraneous 'else'.  Stop.\n"},
        ErrorCase{"ifdef a\n\n", "m:3: *** missing 'endif'.  Stop.\n"},
        ErrorCase{"ifdef a\nelse\nelse\nendif\n",
                  "m:3: *** only one 'else' per conditional.  Stop.\n"},
        ErrorCase{"ifdef a b\nendif\n", "m:1: *** invalid syntax in conditional.  Stop.\n"},
        ErrorCase{"ifeq a,a\nendif\n", "m:1: *** invalid syntax in conditional.  Stop.\n"},
        ErrorCase{"ifeq (a,a) b\nendif\n", "m:1: extraneous text after 'ifeq' directive\n"},
        ErrorCase{"ifdef a\nendif b\n", "m:2: extraneous text after 'endif' directive\n"},
        ErrorCase{"ifdef a\nelse foo\nendif\n", "m:2: extraneous text after 'else' directive\n"},
        ErrorCase{
            "ifdef a\nelse ifeq foo\nendif\n",
            "m:2: extraneous text after 'else' directive\nm:4: *** missing 'endif'.  Stop.\n"},
        ErrorCase{"define\nendef\n", "m:1: *** empty variable name.  Stop.\n"},
        ErrorCase{"define x = 1\nendef y\n",
                  "m:1: extraneous text after 'define' directive\n"
                  "m:2: extraneous text after 'endef' directive\n"},
        ErrorCase{"\ndefine x\nendef$(y)\n",
                  "m:2: *** missing 'endef', unterminated 'define'.  Stop.\n"},
        ErrorCase{"undefine $(x)\n", "m:1: *** empty variable name.  Stop.\n"},
        ErrorCase{"$(x) = 1\n", "m:1: *** empty variable name.  Stop.\n"},
        ErrorCase{"\techo\n", "m:1: *** recipe commences before first target.  Stop.\n"},
        ErrorCase{"x y\n", "m:1: *** missing separator.  Stop.\n"},
        ErrorCase{"x y=\n", "m:1: *** missing separator.  Stop.\n"},
        ErrorCase{"        x\n",
                  "m:1: *** missing separator (did you mean TAB instead of 8 spaces?).  Stop.\n"},
        ErrorCase{
            "ifeq(a,b)\n",
            "m:1: *** missing separator (ifeq/ifneq must be followed by whitespace).  Stop.\n"},
        ErrorCase{" ;x\n", "m:1: *** missing rule before recipe.  Stop.\n"},
        ErrorCase{"a: : b\n", "m:1: *** missing target pattern.  Stop.\n"},
        ErrorCase{"a: x% y%: b\n", "m:1: *** multiple target patterns.  Stop.\n"},
        ErrorCase{"a: x: b\n", "m:1: *** target pattern contains no '%'.  Stop.\n"},
        ErrorCase{"a% b: c\n", "m:1: *** mixed implicit and normal rules.  Stop.\n"},
        ErrorCase{"b a%: c\n", "m:1: *** mixed implicit and normal rules: deprecated syntax\n"},
        ErrorCase{"a%: %: c\n", "m:1: *** mixed implicit and static pattern rules.  Stop.\n"},
        ErrorCase{"b: %.o: %.c\n", "m:1: target 'b' doesn't match the target pattern\n"},
        ErrorCase{"a:\na::\n", "m:2: *** target file 'a' has both : and :: entries.  Stop.\n"},
        ErrorCase{"a::\na:\n", "m:2: *** target file 'a' has both : and :: entries.  Stop.\n"},
        ErrorCase{"a a: ; x\n", "m:1: target 'a' given more than once in the same rule\n"},
        ErrorCase{"a:\n\tx\na: ; y\n",
                  "m:3: warning: overriding recipe for target 'a'\n"
                  "m:2: warning: ignoring old recipe for target 'a'\n"},
        ErrorCase{"a b&: c\n", "m:1: *** grouped targets must provide a recipe.  Stop.\n"},
        ErrorCase{
            ".WAIT: a ; b\n",
            "m:1: .WAIT should not have prerequisites\nm:1: .WAIT should not have commands\n"},
        ErrorCase{"load x.so\n",
                  "m:1: *** The 'load' operation is not supported on this platform.  Stop.\n"},
        ErrorCase{"-load x.so\n", ""}, ErrorCase{"$(x)\n $(x)  $(y)\n", ""}));

TEST_F(EvaluatorTest, NulAtTheStartOfALineWarns) {
  EXPECT_EQ(read(std::string_view("a = 1\n\0b\nc = 2\n", 15)),
            "m:2: warning: NUL character seen; rest of line ignored\n");
  EXPECT_EQ(value("c"), "2");
}

TEST_F(EvaluatorTest, RulesCannotBeAddedAfterReading) {
  EXPECT_EQ(read("a: ; x\n"), "");
  EXPECT_EQ(evaluator_.evaluate_text("b: c", {}), Status::kFailed);
  EXPECT_EQ(output_.take(), "make: *** prerequisites cannot be defined in recipes.  Stop.\n");
  EXPECT_EQ(evaluator_.evaluate_text("v = 1", {}), Status::kOk);
  EXPECT_EQ(value("v"), "1");
}

}  // namespace
}  // namespace umake
