#include "parser/expander.h"

#include "expander_fixture.h"

namespace umake {
namespace {

TEST_F(ExpanderTest, AppendsToWhatIsThere) {
  set("x", "1");
  std::string out = "before ";
  EXPECT_EQ(expander_.expand("$(x)2", out), Status::kOk);
  EXPECT_EQ(out, "before 12");
}

TEST_F(ExpanderTest, RecursiveAndSimpleVariables) {
  set("a", "$(b)!");
  variables_.define("b", "$(c)", Origin::kFile, false);
  EXPECT_EQ(expand("$(a)"), "$(c)!");
  EXPECT_EQ(expand("$a$b$(nosuch)"), "$(c)!$(c)");
}

TEST_F(ExpanderTest, SubstitutionReferences) {
  set("v", "a.c  b.c");
  EXPECT_EQ(expand("$(v:.c=.o)|$(v:%.c=%.o)|$(v:a.c=q)|$(v:.c=%)|$(v:b.c=a=b)"),
            "a.o b.o|a.o b.o|q b.c|a% b%|a.c a=b");
  EXPECT_EQ(expand("$(nosuch:a=b)|$(v:\\%.c=x)|$(v:)"), "|a.c b.c|");
}

TEST_F(ExpanderTest, ComputedNamesAndSubstitutions) {
  set("v", "a.c b.c");
  set("name", "v");
  set("colon", ":");
  set("pattern", "%.c");
  EXPECT_EQ(expand("$($(name))|$($(name)$(colon).c=.o)|$(v:$(pattern)=%.x)|$(v:.c=$(empty))"),
            "a.c b.c|a.o b.o|a.x b.x|a b");
}

TEST_F(ExpanderTest, SelfReferenceIsAnError) {
  variables_.define("x", "$(y)", Origin::kFile, true, nullptr, at(1));
  variables_.define("y", "$(x)", Origin::kFile, true, nullptr, at(2));
  EXPECT_EQ(error("$(x)"),
            "Makefile:1: *** Recursive variable 'x' references itself (eventually).  Stop.\n");
}

TEST_F(ExpanderTest, ErrorsNameTheDefinitionOfTheVariable) {
  variables_.define("x", "$(word 0,a)", Origin::kFile, true, nullptr, at(3));
  EXPECT_EQ(error("$(x)"),
            "Makefile:3: *** first argument to 'word' function must be greater than 0.  Stop.\n");
  // Afterwards the place is the statement's again.
  EXPECT_EQ(plain_error("$(word 0,a)"), "first argument to 'word' function must be greater than 0");
  // $(error) speaks of the statement.
  variables_.define("x", "$(error stop)", Origin::kFile, true, nullptr, at(3));
  EXPECT_EQ(error("$(x)"), "Makefile:7: *** stop.  Stop.\n");
}

TEST_F(ExpanderTest, UnterminatedReferences) {
  EXPECT_EQ(plain_error("$(x"), "unterminated variable reference");
  EXPECT_EQ(plain_error("${x)"), "unterminated variable reference");
  EXPECT_EQ(plain_error("$(subst a,b"), "unterminated call to function 'subst': missing ')'");
  EXPECT_EQ(plain_error("${subst a,b,c)"), "unterminated call to function 'subst': missing '}'");
}

TEST_F(ExpanderTest, WarnsOfUndefinedVariables) {
  expand("$(x)");
  EXPECT_EQ(output_.stderr_text, "");
  switches_.warn_undefined_variables = true;
  set("y", "$(x:a=b)$($(x))");
  expand("$(y)$(call f)$(origin z)");
  EXPECT_EQ(output_.stderr_text,
            "Makefile:7: warning: undefined variable 'x'\n"
            "Makefile:7: warning: undefined variable 'x'\n"
            "Makefile:7: warning: undefined variable ''\n"
            "Makefile:7: warning: undefined variable 'f'\n");
}

TEST_F(ExpanderTest, AValueMayBeRedefinedWhileItIsExpanded) {
  set("x", "$(eval new)x$(x)");
  evaluator_.action = [&](std::string_view) { return assign("x", Assignment::kSimple, "3"); };
  EXPECT_EQ(expand("$(x) $(x)"), "x3 3");
}

TEST_F(ExpanderTest, AVariableMayBeUndefinedWhileItIsExpanded) {
  set("x", "$(eval drop)y");
  evaluator_.action = [&](std::string_view) { return variables_.undefine("x", Origin::kFile); };
  EXPECT_EQ(expand("$(x) $(x)"), "y ");
}

TEST_F(ExpanderTest, ComputedVariables) {
  Variable& variable = variables_.define("@", {}, Origin::kAutomatic, false);
  int calls = 0;
  variable.compute_context = &calls;
  variable.compute = [](Expander&, const Variable&, void* context, std::string& out) {
    ++*static_cast<int*>(context);
    out += "dir/a.c $(x)";
    return Status::kOk;
  };
  EXPECT_EQ(expand("[$@][$(@:.c=.o)][$(value @)]"), "[dir/a.c $(x)][dir/a.o $(x)][dir/a.c $(x)]");
  EXPECT_EQ(calls, 3);
}

TEST_F(ExpanderTest, ScopesInheritAndAppend) {
  VariableScope parent(&variables_.global(), true);
  VariableScope child(&parent, true);
  variables_.define("x", "$(y)", Origin::kFile, true);
  variables_.define("y", "1", Origin::kFile, true);
  variables_.define("x", "2", Origin::kFile, true, &parent).append = true;
  variables_.define("x", "3", Origin::kFile, true, &child).append = true;
  variables_.define("y", "4", Origin::kFile, true, &child);
  EXPECT_EQ(expand("$(x)"), "1");
  {
    ScopeGuard guard(expander_, &child, at(9));
    EXPECT_EQ(expand("$(x)"), "4 2 3");
    EXPECT_EQ(expander_.where().line, 9u);
    parent.find_local(symbols_.find("x"))->is_private = true;
    EXPECT_EQ(expand("$(x)"), "4 3");
  }
  EXPECT_EQ(expander_.where().line, 7u);
}

TEST_F(ExpanderTest, EmptyInheritedValuesLeaveNoSpace) {
  VariableScope scope(&variables_.global(), true);
  variables_.define("x", "", Origin::kFile, true);
  variables_.define("x", "own", Origin::kFile, true, &scope).append = true;
  ScopeGuard guard(expander_, &scope, {});
  EXPECT_EQ(expand("<$(x)>"), "<own>");
}

TEST_F(ExpanderTest, FunctionsMayBeAdded) {
  set("x", "$(mine a,$(y))");
  set("y", "z");
  EXPECT_EQ(expand("$(x)"), "");
  const auto body = [](Expander&, FunctionArguments arguments, std::string& out, void* data) {
    out += *static_cast<const char*>(data);
    for (std::string_view argument : arguments) (out += '<') += argument;
    return Status::kOk;
  };
  char mark = '!';
  EXPECT_TRUE(expander_.add_function("mine", 1, 0, true, body, &mark));
  EXPECT_EQ(expand("$(x)"), "!<a<z");
  EXPECT_TRUE(expander_.add_function("raw", 0, 1, false, body, &mark));
  EXPECT_EQ(expand("$(raw $(y),b)"), "!<$(y),b");
  EXPECT_EQ(expand("$(call raw)"), "!");
  EXPECT_FALSE(expander_.add_function("subst", 0, 0, true, body, &mark));
}

TEST_F(ExpanderTest, CompiledExpressionsSeeTheCurrentValues) {
  const auto expression = expander_.compile("a$(x)$(mine q)");
  std::string out;
  EXPECT_EQ(expander_.expand(*expression, out), Status::kOk);
  EXPECT_EQ(out, "a");
  set("x", "b");
  expander_.add_function(
      "mine", 0, 1, true,
      [](Expander&, FunctionArguments arguments, std::string& text, void*) {
        text += arguments[0];
        return Status::kOk;
      },
      nullptr);
  out.clear();
  EXPECT_EQ(expander_.expand(*expression, out), Status::kOk);
  EXPECT_EQ(out, "abq");
}

}  // namespace
}  // namespace umake
