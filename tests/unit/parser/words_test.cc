#include "parser/words.h"

#include <gtest/gtest.h>

namespace umake {
namespace {

std::string patsubst(std::string_view pattern, std::string_view replacement,
                     std::string_view text) {
  std::string out;
  pattern_substitute(pattern, replacement, text, out);
  return out;
}

std::string subst(std::string_view from, std::string_view to, std::string_view text) {
  std::string out;
  text_substitute(from, to, text, false, out);
  return out;
}

std::string fold(std::string text, TrailingLines trailing) {
  fold_lines(text, 0, trailing);
  return text;
}

TEST(Words, AreSeparatedByAnyBlankOrLineEnd) {
  std::string joined;
  for_each_word(" a\tb\n\v c\r\n", [&](std::string_view word) { (joined += word) += '|'; });
  EXPECT_EQ(joined, "a|b|c|");
}

TEST(Words, StripTakesBlanksFromBothEnds) {
  EXPECT_EQ(strip(" \ta b\n "), "a b");
  EXPECT_EQ(strip("  "), "");
  EXPECT_EQ(strip(""), "");
}

TEST(Pattern, SplitsAtTheFirstPercent) {
  const Pattern pattern("a%b%c");
  std::string_view stem;
  EXPECT_TRUE(pattern.has_percent());
  EXPECT_TRUE(pattern.match("aXb%c", stem));
  EXPECT_EQ(stem, "X");
  EXPECT_FALSE(pattern.match("ab%", stem));
}

TEST(Pattern, StemMayBeEmptyButPartsDoNotOverlap) {
  const Pattern pattern("ab%ba");
  std::string_view stem;
  EXPECT_TRUE(pattern.match("abba", stem));
  EXPECT_EQ(stem, "");
  EXPECT_FALSE(pattern.match("aba", stem));
}

TEST(Pattern, BackslashQuotesPercent) {
  const Pattern literal("a\\%b");
  EXPECT_FALSE(literal.has_percent());
  EXPECT_EQ(literal.prefix(), "a%b");
  const Pattern even("a\\\\%b");
  EXPECT_TRUE(even.has_percent());
  EXPECT_EQ(even.prefix(), "a\\");
  EXPECT_EQ(even.suffix(), "b");
  const Pattern odd("a\\\\\\%b%\\%");
  EXPECT_TRUE(odd.has_percent());
  EXPECT_EQ(odd.prefix(), "a\\%b");
  EXPECT_EQ(odd.suffix(), "\\%");
}

TEST(Pattern, OtherBackslashesStay) {
  const Pattern pattern("\\a\\\\b%");
  EXPECT_EQ(pattern.prefix(), "\\a\\\\b");
}

TEST(Patsubst, ReplacesStemAndCollapsesBlanks) {
  EXPECT_EQ(patsubst("%.c", "%.o", "  a.c b  c.c "), "a.o b c.o");
  EXPECT_EQ(patsubst("a%c", "x%y%", "ac abc"), "xy% xby%");
}

TEST(Patsubst, WithoutPercentKeepsBlanks) {
  EXPECT_EQ(patsubst("a", "b", "  a   a  c "), "  b   b  c ");
  EXPECT_EQ(patsubst("a", "b", "aa a ab"), "aa b ab");
  EXPECT_EQ(patsubst("a b", "x", "a b  a b ba b a b"), "x  x ba b x");
  EXPECT_EQ(patsubst("", "x", "a b"), "a b");
  EXPECT_EQ(patsubst("", "x", "a "), "a x");
  EXPECT_EQ(patsubst("", "x", ""), "x");
}

TEST(Patsubst, EmptyReplacementLeavesNoSpace) {
  EXPECT_EQ(patsubst("a%", "", "a b a"), "b");
  EXPECT_EQ(patsubst("%", "", "a b"), "");
  // An empty stem does leave them.
  EXPECT_EQ(patsubst("a%", "%", "a b a"), " b ");
}

TEST(Patsubst, QuotedPercents) {
  EXPECT_EQ(patsubst("a\\%b", "[%]", "a%b ab%"), "[%] ab%");
  EXPECT_EQ(patsubst("%", "a\\%b%", "x"), "a%bx");
  EXPECT_EQ(patsubst("x", "a\\%b\\\\%", "x"), "a%b\\%");
}

TEST(Subst, ReplacesEveryOccurrence) {
  EXPECT_EQ(subst("ee", "EE", "feet on the street"), "fEEt on the strEEt");
  EXPECT_EQ(subst("a", "", "banana"), "bnn");
  EXPECT_EQ(subst("aa", "b", "aaa"), "ba");
  EXPECT_EQ(subst("x", "y", ""), "");
}

TEST(Subst, EmptyOccursOnceAtTheEnd) { EXPECT_EQ(subst("", "x", "a b"), "a bx"); }

TEST(FoldLines, LineEndsBecomeSpaces) {
  EXPECT_EQ(fold("a\nb\r\nc", TrailingLines::kDropAll), "a b c");
  EXPECT_EQ(fold("\n\na\r\nb\r\n\n", TrailingLines::kDropAll), "  a b");
  EXPECT_EQ(fold("a \n\n", TrailingLines::kDropAll), "a ");
  EXPECT_EQ(fold("a\rb\r", TrailingLines::kDropAll), "a\rb\r");
  EXPECT_EQ(fold("\n", TrailingLines::kDropAll), "");
}

TEST(FoldLines, ShellAssignmentDropsOneOnly) {
  EXPECT_EQ(fold("a\nb\n\n", TrailingLines::kDropOne), "a b ");
  EXPECT_EQ(fold("a", TrailingLines::kDropOne), "a");
  EXPECT_EQ(fold("", TrailingLines::kDropOne), "");
}

TEST(FoldLines, LeavesWhatStandsBefore) {
  std::string text = "x\ny\nz\n";
  fold_lines(text, 4, TrailingLines::kDropAll);
  EXPECT_EQ(text, "x\ny\nz");
}

}  // namespace
}  // namespace umake
