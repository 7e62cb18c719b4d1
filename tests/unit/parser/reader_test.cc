#include "parser/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace umake {
namespace {

using testing::ElementsAre;

std::vector<std::string> lines_of(std::string_view text) {
  LineReader reader(text, 1);
  std::vector<std::string> lines;
  std::string_view line;
  while (reader.next(line))
    lines.push_back(std::to_string(reader.line_number()) + ":" + std::string(line));
  return lines;
}

TEST(LineReader, GivesLogicalLinesWithTheNumberOfTheFirst) {
  EXPECT_THAT(lines_of("a\nb \\\nc\\\nd\ne"), ElementsAre("1:a", "2:b \\\nc\\\nd", "5:e"));
  EXPECT_THAT(lines_of(""), ElementsAre());
  EXPECT_THAT(lines_of("\n\nx\n"), ElementsAre("1:", "2:", "3:x"));
}

TEST(LineReader, AnEvenNumberOfBackslashesEndsTheLine) {
  EXPECT_THAT(lines_of("a\\\\\nb\n"), ElementsAre("1:a\\\\", "2:b"));
  EXPECT_THAT(lines_of("a\\\\\\\nb\n"), ElementsAre("1:a\\\\\\\nb"));
}

TEST(LineReader, KeepsABackslashNewlineAtTheEnd) {
  EXPECT_THAT(lines_of("a\\\n"), ElementsAre("1:a\\\n"));
  EXPECT_THAT(lines_of("a\\"), ElementsAre("1:a\\"));
}

TEST(LineReader, NumbersTheEndAfterTheLastLine) {
  LineReader reader("a\nb\n", 7);
  std::string_view line;
  while (reader.next(line)) {
  }
  EXPECT_EQ(reader.line_number(), 9u);
}

TEST(LineReader, GivesEvaluatedTextOneNumber) {
  LineReader reader("a\nb\\\nc\nd\n", 7, LineReader::Numbering::kAllTheSame);
  std::string_view line;
  while (reader.next(line)) EXPECT_EQ(reader.line_number(), 7u);
  EXPECT_EQ(reader.line_number(), 7u);
}

std::string cleaned(std::string text, std::vector<uint32_t>* nul_lines = nullptr) {
  std::vector<uint32_t> lines;
  clean_makefile_text(text, lines);
  if (nul_lines != nullptr) *nul_lines = lines;
  return text;
}

TEST(CleanMakefileText, DropsByteOrderMarkAndCarriageReturns) {
  EXPECT_EQ(cleaned("\xEF\xBB\xBFx\n"), "x\n");
  EXPECT_EQ(cleaned("a\r\nb \\\r\nc\rd\n"), "a\nb \\\nc\rd\n");
}

TEST(CleanMakefileText, ANulHidesTheRestOfItsLine) {
  std::vector<uint32_t> lines;
  EXPECT_EQ(cleaned(std::string("a = x\0y\nb\n", 10), &lines), "a = xb\n");
  EXPECT_THAT(lines, ElementsAre());
  EXPECT_EQ(cleaned(std::string("a\n\0y\nb\n", 7), &lines), "a\n\nb\n");
  EXPECT_THAT(lines, ElementsAre(2));
}

}  // namespace
}  // namespace umake
