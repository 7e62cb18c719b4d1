#include "parser/expression.h"

#include <gtest/gtest.h>

#include "parser/functions.h"

namespace umake {
namespace {

using Kind = ExpressionNode::Kind;

// Shows the tree: L'text', V<name>, C{...}, S<name:a=b>, F:name[...], E:name.
class ExpressionTest : public testing::Test {
 protected:
  std::string parse(std::string_view text) {
    const auto expression = Expression::parse(text, functions_, symbols_);
    if (expression->is_literal()) return "literal";
    return show(*expression, 0, static_cast<uint32_t>(expression->nodes().size()));
  }

  std::string show(const Expression& expression, uint32_t begin, uint32_t end) {
    std::string out;
    for (uint32_t at = begin; at < end; at = expression.nodes()[at].next) {
      const ExpressionNode& node = expression.nodes()[at];
      const std::string text(expression.text_of(node));
      const std::string name(symbols_.text(node.name));
      const std::string children = show(expression, at + 1, node.next);
      switch (node.kind) {
        case Kind::kLiteral:
          out += "'" + text + "'";
          break;
        case Kind::kVariable:
          out += "<" + name + ">";
          break;
        case Kind::kComputedName:
          out += "C{" + children + "}";
          break;
        case Kind::kSubstitution:
          out += "S<" + name + "," + text + ">";
          break;
        case Kind::kFunction:
          out += std::string(node.function->name) + "(" + children + ")";
          break;
        case Kind::kArgument:
          out += "[" + children + "]";
          break;
        case Kind::kError:
          out += "ERROR";
          break;
      }
    }
    return out;
  }

  SymbolTable symbols_;
  FunctionTable functions_;
};

TEST_F(ExpressionTest, Literals) {
  EXPECT_EQ(parse(""), "literal");
  EXPECT_EQ(parse("a (b) {c}"), "literal");
  EXPECT_EQ(parse("a$"), "'a$'");
  EXPECT_EQ(parse("a$$b$$"), "'a$''b$'");
}

TEST_F(ExpressionTest, References) {
  EXPECT_EQ(parse("$xy"), "<x>'y'");
  EXPECT_EQ(parse("$(x)${y}z"), "<x><y>'z'");
  EXPECT_EQ(parse("$(a(b)c)"), "<a(b>'c)'");
  EXPECT_EQ(parse("$()${}"), "<><>");
  EXPECT_EQ(parse("$ x$)"), "< >'x'<)>");
  EXPECT_EQ(parse("$(a b)$( c)"), "<a b>< c>");
}

TEST_F(ExpressionTest, Substitutions) {
  EXPECT_EQ(parse("$(x:a=b)"), "S<x,a=b>");
  EXPECT_EQ(parse("$(x:a)$(x=a:b)"), "<x:a><x=a:b>");
  EXPECT_EQ(parse("$(x:=.c=.o)"), "S<x,=.c=.o>");
  EXPECT_EQ(parse("$(x:%=${y})"), "C{'x:%='<y>}");
}

TEST_F(ExpressionTest, ComputedNames) {
  EXPECT_EQ(parse("$(a$(b)c)"), "C{'a'<b>'c'}");
  EXPECT_EQ(parse("$($(a)(x))"), "C{<a>'(x)'}");
  EXPECT_EQ(parse("$(a$$)"), "C{'a$'}");
  // The other kind of bracket does not count.
  EXPECT_EQ(parse("$(a$b})"), "C{'a'<b>'}'}");
}

TEST_F(ExpressionTest, Functions) {
  EXPECT_EQ(parse("$(subst a,b,c)"), "subst(['a']['b']['c'])");
  EXPECT_EQ(parse("${subst  a, b,(c,$x)}"), "subst(['a'][' b']['(c,'<x>')'])");
  EXPECT_EQ(parse("$(info a,b)"), "info(['a,b'])");
  EXPECT_EQ(parse("$(subst (a,b),{,})"), "subst(['(a,b)']['{']['}'])");
  EXPECT_EQ(parse("$(words )"), "words([])");
  EXPECT_EQ(parse("$(words)"), "<words>");
  EXPECT_EQ(parse("$(wordsx a)$(words,a)"), "<wordsx a><words,a>");
  EXPECT_EQ(parse("$(if  $x , a )"), "if([<x>][' a '])");
  EXPECT_EQ(parse("$(or $x , a )"), "or([<x>]['a'])");
}

TEST_F(ExpressionTest, ErrorsAreNodes) {
  EXPECT_EQ(parse("a$(b"), "'a'ERROR");
  EXPECT_EQ(parse("${b)"), "ERROR");
  EXPECT_EQ(parse("$(subst a,(b)"), "ERROR");
  EXPECT_EQ(parse("$(subst"), "ERROR");
  // An unbalanced computed name is taken up to the first bracket, and the rest is lost.
  EXPECT_EQ(parse("$($(a) tail"), "<$(a>");
}

TEST_F(ExpressionTest, AddedFunctionsAreSeenByLaterParsing) {
  EXPECT_EQ(parse("$(mine a,b)"), "<mine a,b>");
  EXPECT_TRUE(functions_.add({.name = "mine"}));
  EXPECT_EQ(parse("$(mine a,b)"), "mine(['a']['b'])");
  EXPECT_FALSE(functions_.add({.name = "subst"}));
}

TEST_F(ExpressionTest, ParsesAgainInPlace) {
  Expression expression;
  expression.parse_in_place("$(a)", functions_, symbols_);
  EXPECT_EQ(expression.nodes().size(), 1u);
  expression.parse_in_place("plain", functions_, symbols_);
  EXPECT_TRUE(expression.is_literal());
  EXPECT_EQ(expression.text(), "plain");
}

}  // namespace
}  // namespace umake
