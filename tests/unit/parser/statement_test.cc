#include "parser/statement.h"

#include <gtest/gtest.h>

namespace umake {
namespace {

std::string folded(std::string_view text, bool posix = false) {
  std::string out;
  fold_continuations(text, posix, out);
  return out;
}

TEST(FoldContinuations, MakesOneSpaceOfABackslashNewlineAndTheBlanksAroundIt) {
  EXPECT_EQ(folded("he\\\nllo"), "he llo");
  EXPECT_EQ(folded("he  \\\n  llo"), "he llo");
  EXPECT_EQ(folded("he\\\n\\\n\\\n    llo"), "he llo");
  EXPECT_EQ(folded("foo \\\n"), "foo ");
  EXPECT_EQ(folded("foo \\\\\\\n   b"), "foo \\ b");
}

TEST(FoldContinuations, PosixKeepsBlanksInFrontAndOneSpaceEach) {
  EXPECT_EQ(folded("he  \\\nllo", true), "he   llo");
  EXPECT_EQ(folded("he\\\n\\\n\\\n    llo", true), "he   llo");
}

std::string uncommented(std::string text) {
  strip_comment(text);
  return text;
}

TEST(StripComment, CutsAtAnUnquotedHashOutsideOfReferences) {
  EXPECT_EQ(uncommented("a # b"), "a ");
  EXPECT_EQ(uncommented("a\\#b # c"), "a#b ");
  EXPECT_EQ(uncommented("a\\\\#b"), "a\\");
  EXPECT_EQ(uncommented("$(call f,#a#)#b"), "$(call f,#a#)");
  EXPECT_EQ(uncommented("$(call f,\\#a)#b"), "$(call f,\\#a)");
}

TEST(EndOfReference, NestsItsOwnKindOfParenthesisOnly) {
  EXPECT_EQ(end_of_reference("$(a{)b", 0), 5u);
  EXPECT_EQ(end_of_reference("$(a(b)c)d", 0), 8u);
  EXPECT_EQ(end_of_reference("$xy", 0), 2u);
  EXPECT_EQ(end_of_reference("$$x", 0), 2u);
  EXPECT_EQ(end_of_reference("$(abc", 0), 5u);
  EXPECT_EQ(end_of_reference("$", 0), 1u);
}

TEST(ParseAssignment, KnowsAllOperators) {
  const struct {
    std::string_view text;
    Assignment assignment;
  } kCases[] = {
      {"a=b", Assignment::kRecursive},    {"a = b", Assignment::kRecursive},
      {"a:=b", Assignment::kSimple},      {"a ::= b", Assignment::kSimple},
      {"a:::=b", Assignment::kImmediate}, {"a ?= b", Assignment::kConditional},
      {"a+=b", Assignment::kAppend},      {"a != b", Assignment::kShell},
  };
  for (const auto& c : kCases) {
    AssignmentText out;
    ASSERT_TRUE(parse_assignment(c.text, out)) << c.text;
    EXPECT_EQ(out.name, "a");
    EXPECT_EQ(out.value, "b");
    EXPECT_EQ(out.assignment, c.assignment);
  }
}

TEST(ParseAssignment, TakesNamesAsGnuMakeDoes) {
  AssignmentText out;
  EXPECT_TRUE(parse_assignment("$(x y) = b", out));
  EXPECT_EQ(out.name, "$(x y)");
  EXPECT_TRUE(parse_assignment("a+b?c!d=e ", out));
  EXPECT_EQ(out.name, "a+b?c!d");
  EXPECT_EQ(out.value, "e ");
  EXPECT_TRUE(parse_assignment("= b", out));
  EXPECT_EQ(out.name, "");
  for (std::string_view text : {"a b = c", "a: b = c", "a:b=c", "a # = b", "a::b", "a", ""}) {
    EXPECT_FALSE(parse_assignment(text, out)) << text;
  }
}

TEST(ParseDefinitionLine, TakesModifiersInAnyOrder) {
  Modifiers modifiers;
  AssignmentText assignment;
  std::string_view body;
  EXPECT_TRUE(
      parse_definition_line("export override private a = b", false, modifiers, body, assignment));
  EXPECT_TRUE(modifiers.is_export && modifiers.is_override && modifiers.is_private);
  EXPECT_EQ(assignment.name, "a");
  EXPECT_TRUE(parse_definition_line("override define x =", false, modifiers, body, assignment));
  EXPECT_TRUE(modifiers.is_define);
  EXPECT_EQ(body, "x =");
  EXPECT_FALSE(parse_definition_line("define x", true, modifiers, body, assignment));
  EXPECT_TRUE(parse_definition_line("define = x", true, modifiers, body, assignment));
  EXPECT_EQ(assignment.name, "define");
  EXPECT_FALSE(parse_definition_line("export a b", false, modifiers, body, assignment));
  EXPECT_FALSE(parse_definition_line("export", false, modifiers, body, assignment));
}

TEST(FindPercent, HalvesBackslashesBeforeThePercent) {
  std::string text = "the\\%weird\\_%_x%";
  EXPECT_EQ(find_percent(text), 11u);
  EXPECT_EQ(text, "the%weird\\_%_x%");
  text = "a\\\\%b";
  EXPECT_EQ(find_percent(text), 2u);
  EXPECT_EQ(text, "a\\%b");
  text = "a\\%";
  EXPECT_EQ(find_percent(text), std::string::npos);
  EXPECT_EQ(text, "a%");
}

TEST(DirectiveOf, KnowsWholeWordsOnly) {
  EXPECT_EQ(directive_of("ifeq"), Directive::kIfeq);
  EXPECT_EQ(directive_of("-include"), Directive::kOptionalInclude);
  EXPECT_EQ(directive_of("sinclude"), Directive::kOptionalInclude);
  EXPECT_EQ(directive_of("ifeq(a,b)"), Directive::kNone);
  EXPECT_EQ(directive_of("includes"), Directive::kNone);
  EXPECT_EQ(directive_of(""), Directive::kNone);
}

}  // namespace
}  // namespace umake
