#include "parser/exported_environment.h"

#include "unit/parser/recipe_fixture.h"

namespace umake {
namespace {

using testing::UnorderedElementsAre;

class ExportedEnvironmentTest : public RecipeFixture {
 protected:
  void export_it(std::string_view name, ExportState state = ExportState::kExport) {
    variables_.find(name)->export_state = state;
  }
  std::shared_ptr<const Environment> of(std::string_view name, bool recursive = false) {
    EXPECT_EQ(recipes_.prepare_scope(target(name), true), Status::kOk);
    std::shared_ptr<const Environment> environment;
    EXPECT_EQ(recipes_.environment(target(name), recursive, environment), Status::kOk);
    return environment;
  }
  static constexpr const char* kShell = "SHELL=/bin/original";
  static constexpr const char* kLevel = "MAKELEVEL=5";
};

TEST_F(ExportedEnvironmentTest, HoldsWhatIsExported) {
  const char* const entries[] = {
      "PATH=/bin", "SHELL=/x", "MAKE_RESTARTS=1", "odd-name=1", "A=1", "A=2", "B=$x", nullptr};
  import_environment(variables_, entries);
  assign("PLAIN", "no");
  assign("EX", "yes $@");
  export_it("EX");
  assign("B", "unexported");
  export_it("B", ExportState::kNoExport);
  assign("CL", "line", Assignment::kRecursive, Origin::kCommandLine);
  assign("c-l", "line", Assignment::kRecursive, Origin::kCommandLine);
  EXPECT_THAT(*of("t"), UnorderedElementsAre("PATH=/bin", "odd-name=1", "A=2", "EX=yes t",
                                             "CL=line", kShell, kLevel));
  EXPECT_EQ(variables_.find("SHELL"), nullptr);
}

TEST_F(ExportedEnvironmentTest, ValuesOfTheEnvironmentGoBackAsTheyCame) {
  const char* const entries[] = {"B=$x $$y", nullptr};
  import_environment(variables_, entries);
  EXPECT_THAT(*of("t"), UnorderedElementsAre("B=$x $$y", kShell, kLevel));
}

TEST_F(ExportedEnvironmentTest, ExportAllLeavesOutDefaultsAndOddNames) {
  assign("A", "1");
  assign("x-y", "1");
  variables_.define("CC", "cc", Origin::kDefault, true);
  assign("N", "1");
  export_it("N", ExportState::kNoExport);
  database_.export_all = true;
  EXPECT_THAT(*of("t"), UnorderedElementsAre("A=1", kShell, kLevel));
}

TEST_F(ExportedEnvironmentTest, ShellIsExportedOnlyWhenSaid) {
  assign("SHELL", "/bin/zsh");
  database_.export_all = true;
  EXPECT_THAT(*of("t"), UnorderedElementsAre(kShell, kLevel));
  TargetAssignment exported;
  exported.export_state = ExportState::kExport;
  assign_for("two", "SHELL", "/bin/two", Assignment::kSimple, exported);
  EXPECT_THAT(*of("two"), UnorderedElementsAre("SHELL=/bin/two", kLevel));
}

TEST_F(ExportedEnvironmentTest, IsSharedUntilSomethingChanges) {
  assign("A", "1", Assignment::kRecursive, Origin::kCommandLine);
  const auto first = of("t");
  EXPECT_EQ(of("u"), first);
  assign_for("v", "unrelated", "1");
  EXPECT_EQ(of("v"), first);
  assign("B", "2", Assignment::kRecursive, Origin::kCommandLine);
  EXPECT_NE(of("t"), first);
  EXPECT_THAT(*of("t"), UnorderedElementsAre("A=1", "B=2", kShell, kLevel));
}

TEST_F(ExportedEnvironmentTest, TargetsExportAndUnexport) {
  const char* const entries[] = {"hello=environ", nullptr};
  import_environment(variables_, entries);
  TargetAssignment modifiers;
  modifiers.export_state = ExportState::kNoExport;
  assign_for("mid", "hello", "mid", Assignment::kRecursive, modifiers);
  modifiers.export_state = ExportState::kExport;
  assign_for("other", "new", "of $@", Assignment::kRecursive, modifiers);
  assign_for("base", "hello", "base");
  EXPECT_THAT(*of("mid"), UnorderedElementsAre(kShell, kLevel));
  EXPECT_THAT(*of("base"), UnorderedElementsAre("hello=base", kShell, kLevel));
  EXPECT_THAT(*of("other"), UnorderedElementsAre("hello=environ", "new=of other", kShell, kLevel));
  // The nearest word on exporting counts, whoever's value it is.
  (*this)["base"].parent = target("mid");
  EXPECT_THAT(*of("base"), UnorderedElementsAre(kShell, kLevel));
  (*this)["child"].parent = target("other");
  EXPECT_THAT(*of("child"), UnorderedElementsAre("hello=environ", "new=of child", kShell, kLevel));
}

TEST_F(ExportedEnvironmentTest, PrivateOnesStayWithTheirTarget) {
  assign("FOO", "g");
  export_it("FOO");
  variables_.find("FOO")->is_private = true;
  TargetAssignment modifiers;
  modifiers.export_state = ExportState::kExport;
  modifiers.is_private = true;
  assign_for("a", "FOO", "a", Assignment::kSimple, modifiers);
  assign_for("b", "FOO", "b", Assignment::kSimple);
  (*this)["b"].parent = target("a");
  (*this)["c"].parent = target("a");
  EXPECT_THAT(*of("a"), UnorderedElementsAre("FOO=a", kShell, kLevel));
  EXPECT_THAT(*of("b"), UnorderedElementsAre(kShell, kLevel));
  EXPECT_THAT(*of("c"), UnorderedElementsAre(kShell, kLevel));
  Environment shell;
  ASSERT_EQ(environment_.build(nullptr, shell), Status::kOk);
  EXPECT_THAT(shell, UnorderedElementsAre("FOO=g", kShell, kLevel));
}

TEST_F(ExportedEnvironmentTest, OnlyRecursiveLinesKeepTheJobserver) {
  variables_.define("MAKEFLAGS", " -j2 --jobserver-auth=3,4 -- A=1", Origin::kFile, false)
      .export_state = ExportState::kExport;
  variables_.define("MFLAGS", "-j2 --jobserver-auth=fifo:/tmp/x", Origin::kFile, false)
      .export_state = ExportState::kExport;
  EXPECT_THAT(*of("t", true),
              UnorderedElementsAre("MAKEFLAGS= -j2 --jobserver-auth=3,4 -- A=1",
                                   "MFLAGS=-j2 --jobserver-auth=fifo:/tmp/x", kShell, kLevel));
  EXPECT_THAT(
      *of("t", false),
      UnorderedElementsAre("MAKEFLAGS= -j2 --jobserver-auth=3,4 --jobserver-auth=-2,-2 -- A=1",
                           "MFLAGS=-j2 --jobserver-auth=fifo:/tmp/x", kShell, kLevel));
}

TEST_F(ExportedEnvironmentTest, MakelevelIsOneHigher) {
  const char* const entries[] = {"MAKELEVEL=4", nullptr};
  import_environment(variables_, entries);
  EXPECT_THAT(*of("t"), UnorderedElementsAre(kShell, kLevel));
}

TEST_F(ExportedEnvironmentTest, TerminalsAreNamedOnce) {
  export_terminals(variables_, "/dev/pts/1", "");
  export_terminals(variables_, "/dev/pts/2", "/dev/pts/3");
  EXPECT_THAT(*of("t"), UnorderedElementsAre("MAKE_TERMOUT=/dev/pts/1", "MAKE_TERMERR=/dev/pts/3",
                                             kShell, kLevel));
}

TEST_F(ExportedEnvironmentTest, AFailedValueFailsTheRecipe) {
  assign("E", "$(error boo)");
  export_it("E");
  std::shared_ptr<const Environment> environment;
  variables_.find("E")->where = {symbols_.intern("mk"), 7};
  EXPECT_EQ(recipes_.environment(target("t"), false, environment), Status::kFailed);
  EXPECT_EQ(output_.take(), "mk:7: *** boo.  Stop.\n");
  Environment shell;
  expander_.set_where({symbols_.intern("mk"), 9});
  EXPECT_EQ(environment_.build(nullptr, shell), Status::kFailed);
  EXPECT_EQ(output_.take(), "mk:9: *** boo.  Stop.\n");
}

}  // namespace
}  // namespace umake
