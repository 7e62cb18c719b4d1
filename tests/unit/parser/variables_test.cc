#include "parser/variables.h"

#include "expander_fixture.h"

namespace umake {
namespace {

class VariablesTest : public ExpanderTest {
 protected:
  std::string value(std::string_view name) {
    const Variable* variable = variables_.find(name);
    return variable == nullptr ? "(undefined)" : variable->value;
  }
  bool recursive(std::string_view name) { return variables_.find(name)->recursive; }
  Variable& assign_target(VariableScope& scope, std::string_view name, Assignment assignment,
                          std::string_view value, Origin origin = Origin::kFile) {
    Variable* result = nullptr;
    ScopeGuard guard(expander_, &scope, {});
    EXPECT_EQ(variables_.assign(expander_, name, assignment, value, origin,
                                AssignmentScope::kTarget, &scope, {}, &result),
              Status::kOk);
    return *result;
  }
  std::string expand_in(VariableScope& scope, std::string_view text) {
    ScopeGuard guard(expander_, &scope, {});
    return expand(text);
  }
};

TEST_F(VariablesTest, Flavors) {
  set("x", "1");
  EXPECT_EQ(assign("a", Assignment::kRecursive, "$(x)"), Status::kOk);
  EXPECT_EQ(assign("b", Assignment::kSimple, "$(x)$$y"), Status::kOk);
  EXPECT_EQ(assign("c", Assignment::kImmediate, "$$a$(x)"), Status::kOk);
  EXPECT_EQ(assign("d", Assignment::kConditional, "$(x)"), Status::kOk);
  EXPECT_EQ(assign("d", Assignment::kConditional, "2"), Status::kOk);
  EXPECT_EQ(value("a"), "$(x)");
  EXPECT_EQ(value("b"), "1$y");
  EXPECT_EQ(value("c"), "$$a1");
  EXPECT_EQ(value("d"), "$(x)");
  EXPECT_TRUE(recursive("a"));
  EXPECT_FALSE(recursive("b"));
  EXPECT_TRUE(recursive("c"));
}

TEST_F(VariablesTest, Append) {
  set("x", "1");
  EXPECT_EQ(assign("simple", Assignment::kSimple, "a"), Status::kOk);
  EXPECT_EQ(assign("simple", Assignment::kAppend, "$(x)"), Status::kOk);
  EXPECT_EQ(value("simple"), "a 1");
  set("recursive", "a");
  EXPECT_EQ(assign("recursive", Assignment::kAppend, "$(x)"), Status::kOk);
  EXPECT_EQ(value("recursive"), "a $(x)");
  EXPECT_EQ(assign("new", Assignment::kAppend, "$(x)"), Status::kOk);
  EXPECT_EQ(value("new"), "$(x)");
  EXPECT_TRUE(recursive("new"));
  set("empty", "");
  EXPECT_EQ(assign("empty", Assignment::kAppend, ""), Status::kOk);
  EXPECT_EQ(assign("empty", Assignment::kAppend, "a"), Status::kOk);
  EXPECT_EQ(assign("empty", Assignment::kAppend, ""), Status::kOk);
  EXPECT_EQ(value("empty"), "a");
}

TEST_F(VariablesTest, AppendedTextIsSeenByCompiledValues) {
  set("x", "$(y)");
  set("y", "1");
  EXPECT_EQ(expand("$(x)"), "1");
  EXPECT_EQ(assign("x", Assignment::kAppend, "$(y)"), Status::kOk);
  EXPECT_EQ(expand("$(x)"), "1 1");
}

TEST_F(VariablesTest, ShellAssignment) {
  shell_.answer = "a\n$(x)\n\n";
  set("x", "1");
  EXPECT_EQ(assign("s", Assignment::kShell, "echo $(x)"), Status::kOk);
  EXPECT_EQ(shell_.requests[0].command, "echo 1");
  EXPECT_EQ(value("s"), "a $(x) ");
  EXPECT_EQ(expand("$(s)"), "a 1 ");
  EXPECT_EQ(assign("s", Assignment::kShell, ""), Status::kOk);
  EXPECT_EQ(value("s"), "");
}

TEST_F(VariablesTest, WeakerOriginsGiveWay) {
  variables_.define("x", "line", Origin::kCommandLine, true);
  set("x", "file");
  EXPECT_EQ(assign("x", Assignment::kAppend, "more"), Status::kOk);
  EXPECT_EQ(value("x"), "line");
  EXPECT_EQ(assign("x", Assignment::kAppend, "more", Origin::kOverride), Status::kOk);
  EXPECT_EQ(value("x"), "line more");
  EXPECT_EQ(variables_.find("x")->origin, Origin::kOverride);
  EXPECT_EQ(variables_.undefine("x", Origin::kFile), Status::kOk);
  EXPECT_EQ(value("x"), "line more");
  EXPECT_EQ(variables_.undefine("x", Origin::kOverride), Status::kOk);
  EXPECT_EQ(value("x"), "(undefined)");
}

TEST_F(VariablesTest, EnvironmentOverridesWithOptionE) {
  variables_.define("x", "environment", Origin::kEnvironment, true);
  variables_.define("y", "environment", Origin::kEnvironment, true);
  set("x", "file");
  EXPECT_EQ(value("x"), "file");
  EXPECT_EQ(variables_.find("x")->origin, Origin::kFile);
  switches_.environment_overrides = true;
  EXPECT_EQ(variables_.define("z", "environment", Origin::kEnvironment, true).origin,
            Origin::kEnvironment);
  set("y", "file");
  EXPECT_EQ(assign("y", Assignment::kAppend, "more"), Status::kOk);
  EXPECT_EQ(value("y"), "environment");
  EXPECT_EQ(variables_.find("y")->origin, Origin::kEnvironmentOverride);
}

TEST_F(VariablesTest, RedefinitionKeepsExportMarks) {
  Variable& variable = variables_.define("x", "1", Origin::kEnvironment, true);
  variable.from_environment = true;
  variable.export_state = ExportState::kExport;
  set("x", "2");
  EXPECT_TRUE(variables_.find("x")->from_environment);
  EXPECT_EQ(variables_.find("x")->export_state, ExportState::kExport);
}

TEST_F(VariablesTest, ExportableNames) {
  for (const char* name : {"a", "_", "A1_b"}) {
    EXPECT_TRUE(variables_.define(name, "", Origin::kFile, true).exportable) << name;
  }
  for (const char* name : {"1a", "a-b", ".x", "a.b", "@"}) {
    EXPECT_FALSE(variables_.define(name, "", Origin::kFile, true).exportable) << name;
  }
}

TEST_F(VariablesTest, TargetAppendInherits) {
  VariableScope* scope = variables_.new_scope();
  set("x", "global");
  Variable& variable = assign_target(*scope, "x", Assignment::kAppend, "own");
  EXPECT_TRUE(variable.append);
  EXPECT_TRUE(variable.per_target);
  EXPECT_EQ(expand_in(*scope, "$(x)"), "global own");
  assign_target(*scope, "x", Assignment::kAppend, "more");
  EXPECT_EQ(expand_in(*scope, "$(x)"), "global own more");
  set("x", "later");
  EXPECT_EQ(expand_in(*scope, "$(x)"), "later own more");
}

TEST_F(VariablesTest, TargetAppendToItsOwnDefinition) {
  VariableScope* scope = variables_.new_scope();
  set("x", "global");
  assign_target(*scope, "x", Assignment::kSimple, "own");
  EXPECT_FALSE(assign_target(*scope, "x", Assignment::kAppend, "more").append);
  EXPECT_EQ(expand_in(*scope, "$(x)"), "own more");
}

TEST_F(VariablesTest, TargetConditionalLooksAtWhatItInherits) {
  VariableScope* scope = variables_.new_scope();
  set("x", "global");
  assign_target(*scope, "x", Assignment::kConditional, "own");
  assign_target(*scope, "y", Assignment::kConditional, "own");
  EXPECT_EQ(expand_in(*scope, "$(x) $(y)"), "global own");
  EXPECT_FALSE(variables_.find("x")->per_target);
}

TEST_F(VariablesTest, CommandLineWinsOverTargets) {
  VariableScope* scope = variables_.new_scope();
  variables_.define("x", "line", Origin::kCommandLine, true);
  assign_target(*scope, "x", Assignment::kRecursive, "own");
  EXPECT_EQ(expand_in(*scope, "$(x)"), "line");
  assign_target(*scope, "x", Assignment::kAppend, "own");
  EXPECT_EQ(expand_in(*scope, "$(x)"), "line");
  assign_target(*scope, "x", Assignment::kRecursive, "own", Origin::kOverride);
  EXPECT_EQ(expand_in(*scope, "$(x)"), "own");
}

TEST_F(VariablesTest, PrivateGlobalVariablesAreHiddenFromTargets) {
  VariableScope* scope = variables_.new_scope();
  variables_.define("x", "1", Origin::kFile, true).is_private = true;
  EXPECT_EQ(expand("$(x)"), "1");
  EXPECT_EQ(expand_in(*scope, "<$(x)>"), "<>");
}

TEST_F(VariablesTest, SpecialVariablesAreReportedUntilTheyAreUndefined) {
  std::vector<std::string> heard;
  variables_.on_special = [&](Variable& variable) {
    heard.push_back(std::string(symbols_.text(variable.name)) + "=" + variable.value);
    return Status::kOk;
  };
  set("MAKEFLAGS", "k");
  set("x", "1");
  EXPECT_EQ(assign(".RECIPEPREFIX", Assignment::kSimple, ">"), Status::kOk);
  EXPECT_EQ(variables_.undefine(".RECIPEPREFIX", Origin::kFile), Status::kOk);
  EXPECT_EQ(assign(".RECIPEPREFIX", Assignment::kSimple, "+"), Status::kOk);
  EXPECT_EQ(heard, (std::vector<std::string>{"MAKEFLAGS=k", ".RECIPEPREFIX=>"}));
}

TEST_F(VariablesTest, VariablesListsGlobalNames) {
  set("first", "1");
  set("second", "2");
  EXPECT_EQ(variables_.undefine("first", Origin::kFile), Status::kOk);
  EXPECT_EQ(expand("$(sort $(filter first second .VARIABLES,$(.VARIABLES)))"),
            ".VARIABLES second");
}

TEST_F(VariablesTest, TargetsSeeTheVariablesOfGlobalLoops) {
  VariableScope* scope = variables_.new_scope();
  set("x", "global");
  evaluator_.action = [&](std::string_view) {
    assign_target(*scope, "y", Assignment::kSimple, "$(x)$(z)");
    return Status::kOk;
  };
  EXPECT_EQ(expand("$(foreach x,loop,$(foreach z,inner,$(eval target: y := $$(x)))$(z))$(x)"),
            "global");
  EXPECT_EQ(expand_in(*scope, "$(y) $(x)"), "loopinner global");
}

TEST_F(VariablesTest, AppendInsideForeachStartsFromTheLoopVariable) {
  evaluator_.action = [&](std::string_view) { return assign("i", Assignment::kAppend, "x"); };
  EXPECT_EQ(expand("$(foreach i,1 2,$(eval i += x)$(i)) $(i)"), "1 2 2 x");
}

}  // namespace
}  // namespace umake
