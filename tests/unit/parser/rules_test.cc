// Rules as the Database holds them.
#include "makefile_fixture.h"

namespace umake {
namespace {

class RulesTest : public MakefileFixture {};

TEST_F(RulesTest, PrerequisitesOfTheRuleWithTheRecipeComeFirst) {
  EXPECT_EQ(read("b: 2\nb: 25\nb: 1 11\nb: 12\n\tx\nb: 3\n"), "");
  EXPECT_EQ(prerequisites("b"), "12 2 25 1 11 3");
}

TEST_F(RulesTest, OrderOnlyAndWait) {
  EXPECT_EQ(read("a: .WAIT b .WAIT c | .WAIT d ; x\n%.x: %.y | e\n"), "");
  EXPECT_EQ(prerequisites("a"), ".WAIT b .WAIT c | .WAIT d");
  EXPECT_EQ(patterns(), "%.x: %.y |e\n");
}

TEST_F(RulesTest, ExpandsTheRuleLine) {
  EXPECT_EQ(read("y = 12\nX = a : b ; echo hi $(y)\n$(X) more $(y) $$(y)\nz: $(w)\nw = late\n"),
            "");
  EXPECT_EQ(prerequisites("a"), "b");
  EXPECT_EQ(recipe("a"), " echo hi 12 more 12 $(y)\n");
  EXPECT_EQ(prerequisites("z"), "");
}

TEST_F(RulesTest, EscapedNames) {
  EXPECT_EQ(read("a\\:b c\\ d: foo\\#bar pre\\:x e\\ f\ng: \\=\n"), "");
  EXPECT_EQ(prerequisites("a:b"), "foo#bar pre:x e f");
  EXPECT_EQ(prerequisites("c d"), "foo#bar pre:x e f");
}

TEST_F(RulesTest, StaticPatterns) {
  EXPECT_EQ(read("a.o b.o: %.o: %.c x.h | %dir ; cc\nfoo: foo%: % %.x y.% %\n"), "");
  EXPECT_EQ(prerequisites("a.o"), "a.c x.h | adir");
  EXPECT_EQ(prerequisites("b.o"), "b.c x.h | bdir");
  EXPECT_EQ(symbols_.text(target("b.o").stem), "b");
  EXPECT_EQ(prerequisites("foo"), ".x y.");
}

TEST_F(RulesTest, DoubleColonRulesStandForThemselves) {
  EXPECT_EQ(read("a:: b ; x\na:: c ; y\n"), "");
  const TargetId first = id("a");
  const TargetId second = database_.targets[first].next_double_colon;
  EXPECT_EQ(prerequisites(first), "b");
  EXPECT_EQ(prerequisites(second), "c");
  EXPECT_EQ(database_.targets[second].first_double_colon, first);
  EXPECT_EQ(database_.targets[first].first_double_colon, first);
}

TEST_F(RulesTest, GroupedTargets) {
  EXPECT_EQ(read("a b c&: d ; x\n&:;\n"), "");
  EXPECT_TRUE(target("b").grouped);
  ASSERT_EQ(target("b").also_make.size(), 2u);
  EXPECT_EQ(name(target("b").also_make[0]), "c");
  EXPECT_EQ(name(target("b").also_make[1]), "a");
  EXPECT_EQ(prerequisites("c"), "d");
}

TEST_F(RulesTest, GroupsMayOverrideEachOther) {
  EXPECT_EQ(read("a b&: ; x\nb c&: ; y\n"),
            "m:2: warning: overriding recipe for target 'b'\n"
            "m:1: warning: ignoring old recipe for target 'b'\n"
            "m:2: warning: overriding group membership for target 'b'\n");
  EXPECT_EQ(name(target("b").also_make[0]), "c");
}

TEST_F(RulesTest, SecondExpansionIsDeferred) {
  EXPECT_EQ(read("a: $$x\n.SECONDEXPANSION:\nb: c $$(x\\:y)\nd.o: %.o: $$(%.c)\n%.p: $$q | $$r\n"),
            "");
  EXPECT_EQ(prerequisites("a"), "$x");
  EXPECT_EQ(prerequisites("b"), "<c $(x:y)>");
  EXPECT_EQ(prerequisites("d.o"), "<$(%.c)>[d]");
  EXPECT_EQ(patterns(), "%.p: <$q | $r>\n");
}

TEST_F(RulesTest, TargetSpecificVariablesKeepTheirValue) {
  EXPECT_EQ(read("a: override X = $(y); z # no\nb%: private Y := 1\nEQ = =\nc: d$(EQ)e\n"), "");
  ASSERT_NE(target("a").scope, nullptr);
  const Variable* variable = target("a").scope->find_local(symbols_.find("X"));
  ASSERT_NE(variable, nullptr);
  EXPECT_EQ(variable->origin, Origin::kOverride);
  ASSERT_EQ(variables_.pattern_variables().size(), 1u);
  EXPECT_FALSE(target("a").is_target);
  EXPECT_EQ(prerequisites("c"), "d=e");
}

TEST_F(RulesTest, DefaultGoal) {
  EXPECT_EQ(read(".x:\n%.o: %.c\n./a/.b c:\nd:\n"), "");
  EXPECT_EQ(value(".DEFAULT_GOAL"), "a/.b");
  EXPECT_EQ(name(database_.default_goal), "a/.b");
}

TEST_F(RulesTest, DefaultGoalMayBeResetAndMustBeOne) {
  EXPECT_EQ(read("a:\n.DEFAULT_GOAL :=\nb:\n.DEFAULT_GOAL = $(x) c d\n"), "");
  EXPECT_EQ(evaluator_.resolve_default_goal(), Status::kFailed);
  EXPECT_EQ(output_.take(), "make: *** .DEFAULT_GOAL contains more than one target.  Stop.\n");
}

TEST_F(RulesTest, SpecialTargets) {
  EXPECT_EQ(read(".PHONY: a b\n.PRECIOUS: c\n.SILENT:\n.IGNORE: a\n.NOTPARALLEL: b\n"
                 ".DELETE_ON_ERROR:\n.ONESHELL:\n.SECONDARY:\n.NOTINTERMEDIATE: c\n"
                 ".EXPORT_ALL_VARIABLES:\n.DEFAULT: ; x\n.LOW_RESOLUTION_TIME: d\n"),
            "");
  EXPECT_TRUE(target("a").phony && target("b").phony && target("a").is_target);
  EXPECT_TRUE(target("c").precious && target("c").not_intermediate);
  EXPECT_TRUE(database_.silent_all && !database_.ignore_all && target("a").ignore_errors);
  EXPECT_TRUE(!database_.not_parallel && target("b").wait);
  EXPECT_TRUE(database_.delete_on_error && database_.one_shell && database_.all_secondary);
  EXPECT_TRUE(database_.export_all && target("d").low_resolution_time);
  ASSERT_NE(database_.default_recipe, nullptr);
  EXPECT_EQ(database_.default_recipe->text, " x\n");
}

TEST_F(RulesTest, ExclusiveSpecialTargets) {
  EXPECT_EQ(read(".INTERMEDIATE: a\n.NOTINTERMEDIATE: a\n"),
            "make: *** a cannot be both .NOTINTERMEDIATE and .INTERMEDIATE.  Stop.\n");
}

TEST_F(RulesTest, ExclusiveSpecialTargetsWithoutPrerequisites) {
  EXPECT_EQ(read(".SECONDARY:\n.NOTINTERMEDIATE:\n"),
            "make: *** .NOTINTERMEDIATE and .SECONDARY are mutually exclusive.  Stop.\n");
}

TEST_F(RulesTest, SuffixRulesBecomePatternRules) {
  EXPECT_EQ(read(".SUFFIXES: .foo .a\n%.k: %.l ; z\n.foo.a: ; x\n.foo: ; w\n.a.foo: ; y\n"), "");
  EXPECT_EQ(patterns(true),
            "%.k: %.l ;  z\n%.foo:\n%: %.foo ;  w\n(%.o): %.foo ;  x\n%.a: %.foo ;  x\n"
            "%.a:\n%.foo: %.a ;  y\n");
}

TEST_F(RulesTest, PrerequisitesOfSuffixRulesAreIgnored) {
  EXPECT_EQ(read(".SUFFIXES: .a .b\n.a.b: x ; y\n"),
            "m:2: warning: ignoring prerequisites on suffix rule definition\n");
  EXPECT_EQ(patterns(), "%.a:\n%.b: %.a\n%.b:\n");
}

TEST_F(RulesTest, PosixSuffixRulesWithPrerequisitesAreTargets) {
  EXPECT_EQ(read(".POSIX:\n.SUFFIXES: .a .b\n.a.b: x ; y\n"), "");
  EXPECT_EQ(patterns(), "%.a:\n%.b:\n");
}

TEST_F(RulesTest, BuiltinRules) {
  switches_.no_builtin_rules = switches_.no_builtin_variables = false;
  EXPECT_EQ(read(".c.o: ; mine\n%.o: %.s ; mine too\n"), "");
  const std::string all = patterns(true);
  EXPECT_EQ(all.substr(0, all.find('\n')), "%.o: %.s ;  mine too");
  EXPECT_THAT(all, testing::HasSubstr("%.o: %.c ;  mine\n"));
  EXPECT_THAT(all, testing::HasSubstr("%: %.c ; $(LINK.c) $^ $(LOADLIBES) $(LDLIBS) -o $@\n"));
  EXPECT_EQ(database_.patterns.all().size(), 92u);
  EXPECT_EQ(expand("$(COMPILE.c)"), "cc    -c");
}

TEST_F(RulesTest, DefaultTablesAreWhatTheGeneralWayMakes) {
  switches_.no_builtin_rules = switches_.no_builtin_variables = false;
  EXPECT_EQ(read(""), "");
  const std::string all = patterns(true);
  Database other(symbols_, files_);
  add_builtin_suffixes(other);
  add_implicit_rules(other, diagnostics_, {}, true, false);
  ASSERT_EQ(other.patterns.all().size(), database_.patterns.all().size());
  for (size_t at = 0; at < other.patterns.all().size(); ++at) {
    EXPECT_EQ(other.patterns.all()[at].recipe, database_.patterns.all()[at].recipe);
    EXPECT_EQ(other.patterns.all()[at].targets[0].text,
              database_.patterns.all()[at].targets[0].text);
  }
}

TEST_F(RulesTest, SuffixesNeedNoDot) {
  EXPECT_EQ(read(".SUFFIXES: q .z\nq.z: ; x\n"), "");
  EXPECT_EQ(patterns(), "%q:\n%.z: %q\n%.z:\n");
}

TEST_F(RulesTest, EmptySuffixesLeaveNoSuffixRules) {
  switches_.no_builtin_rules = switches_.no_builtin_variables = false;
  EXPECT_EQ(read(".SUFFIXES:\n.c.o: ; x\n"), "");
  EXPECT_EQ(patterns(),
            "(%): %\n%.out: %\n%.c: %.w %.ch\n%.tex: %.w %.ch\n%:: %,v\n%:: RCS/%,v\n%:: RCS/%\n"
            "%:: s.%\n%:: SCCS/s.%\n");
}

TEST_F(RulesTest, ABuiltinSuffixRuleKeepsItsRecipeWhenAMakefileOnlyNamesIt) {
  switches_.no_builtin_rules = switches_.no_builtin_variables = false;
  EXPECT_EQ(read(".c.o:\n"), "");
  EXPECT_THAT(patterns(true), testing::HasSubstr("%.o: %.c ; $(COMPILE.c)"));
  EXPECT_TRUE(target(".c.o").builtin);
}

// Plain rules take another way than others: both must give the same.
TEST_F(RulesTest, PlainRules) {
  EXPECT_EQ(read("out/x.o out/y.o: src/x.c ./inc/a.h \\\n ../inc/b.h \\\n\tc.h\\\nd.h\n"
                 "\tcc $< \\\n\t  more\ninc/a.h:\n./e:f\ninclude: ; g\nlast: .WAIT\nx: y: z\n"),
            "m:11: *** target pattern contains no '%'.  Stop.\n");
  EXPECT_EQ(prerequisites("out/y.o"), "src/x.c inc/a.h ../inc/b.h c.h d.h");
  EXPECT_EQ(recipe("out/x.o"), "cc $< \\\n\t  more\n");
  EXPECT_EQ(target("out/x.o").recipe->where.line, 5u);
  EXPECT_TRUE(target("inc/a.h").is_target);
  EXPECT_EQ(prerequisites("e"), "f");
}

}  // namespace
}  // namespace umake
