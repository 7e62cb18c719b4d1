// The documents name the switches of the table: no more and no fewer.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <cstdio>
#include <set>
#include <string>

#include "help.h"
#include "switch_table.h"
#include "version.h"

namespace umake {
namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string read_source(const std::string& name) {
  std::string root = __FILE__;
  for (int level = 0; level < 4; ++level) root.erase(root.rfind('/'));
  std::string text;
  FILE* file = fopen((root + "/" + name).c_str(), "r");
  if (file == nullptr) return text;
  char buffer[4096];
  size_t count;
  while ((count = fread(buffer, 1, sizeof buffer, file)) > 0) text.append(buffer, count);
  fclose(file);
  return text;
}

bool is_name_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-'; }

// The words that follow `introducer` in `text`, to the first character that no option name has.
std::set<std::string> names_after(const std::string& text, const std::string& introducer) {
  std::set<std::string> names;
  for (size_t at = text.find(introducer); at != std::string::npos;
       at = text.find(introducer, at + 1)) {
    const bool inside = at > 0 && is_name_char(text[at - 1]) && introducer[0] == '-';
    size_t end = at + introducer.size();
    while (end < text.size() && is_name_char(text[end])) ++end;
    const std::string name = text.substr(at + introducer.size(), end - at - introducer.size());
    if (!inside && !name.empty()) names.insert(name);
  }
  return names;
}

std::set<std::string> shown_long_names() {
  std::set<std::string> names;
  const auto rows = switch_rows();
  for (const SwitchRow& row : rows) {
    if (!row.has(SwitchRow::kHidden) && row.name != nullptr) names.insert(row.name);
  }
  for (const SwitchAlias& alias : switch_aliases()) {
    if (alias.name != nullptr) names.insert(alias.name);
  }
  return names;
}

std::set<std::string> shown_letters() {
  std::set<std::string> letters;
  for (const SwitchRow& row : switch_rows()) {
    if (row.letter != 0) letters.insert(std::string(1, row.letter));
  }
  for (const SwitchAlias& alias : switch_aliases()) {
    if (alias.letter != 0) letters.insert(std::string(1, alias.letter));
  }
  return letters;
}

TEST(SwitchTableTest, HelpOrderHasEachShownRowOnce) {
  std::set<uint8_t> seen;
  for (const uint8_t index : switch_help_order()) EXPECT_TRUE(seen.insert(index).second);
  const auto rows = switch_rows();
  for (uint8_t index = 0; index < rows.size(); ++index) {
    EXPECT_EQ(seen.contains(index), !rows[index].has(SwitchRow::kHidden)) << int{index};
  }
}

TEST(SwitchTableTest, EveryRowSaysWhatItDoesAndHowItTravels) {
  for (const SwitchRow& row : switch_rows()) {
    const char* name = row.name != nullptr ? row.name : "";
    EXPECT_TRUE(row.letter != 0 || row.name != nullptr);
    EXPECT_TRUE(row.flag != nullptr || row.set != nullptr) << name;
    EXPECT_EQ(row.argument != ArgumentKind::kNone, row.argument_name != nullptr) << name;
    if (row.has(SwitchRow::kTravels)) {
      const bool letter_or_name = row.flag != nullptr || row.is_set != nullptr;
      EXPECT_EQ(row.argument == ArgumentKind::kNone, letter_or_name) << name;
      EXPECT_EQ(row.argument != ArgumentKind::kNone, row.show != nullptr) << name;
    }
    if (row.has(SwitchRow::kOwn)) {
      EXPECT_EQ(row.letter, 0) << name;
      EXPECT_FALSE(row.has(SwitchRow::kTravels)) << name;
      EXPECT_TRUE(row.has(SwitchRow::kNotInMakefile)) << name;
    }
  }
}

TEST(SwitchTableTest, NoNameIsGivenTwice) {
  std::set<std::string> names;
  std::set<char> letters;
  for (const SwitchRow& row : switch_rows()) {
    if (row.name != nullptr) {
      EXPECT_TRUE(names.insert(row.name).second) << row.name;
    }
    if (row.letter != 0) {
      EXPECT_TRUE(letters.insert(row.letter).second) << row.letter;
    }
  }
  for (const SwitchAlias& alias : switch_aliases()) {
    if (alias.name != nullptr) {
      EXPECT_TRUE(names.insert(alias.name).second) << alias.name;
    }
    if (alias.letter != 0) {
      EXPECT_TRUE(letters.insert(alias.letter).second) << alias.letter;
    }
    EXPECT_LT(alias.row, switch_rows().size());
  }
}

TEST(HelpTest, HasGnuMakesLayout) {
  const std::string text = help_text("make");
  EXPECT_THAT(text, StartsWith("Usage: make [options] [target] ...\n"
                               "Options:\n"
                               "  -b, -m                      Ignored for compatibility.\n"
                               "  -B, --always-make           Unconditionally make all targets.\n"
                               "  -C DIRECTORY, --directory=DIRECTORY\n"
                               "                              Change to DIRECTORY before doing "
                               "anything.\n"));
  EXPECT_THAT(text, HasSubstr("\n  -E STRING, --eval=STRING    Evaluate STRING as a"));
  EXPECT_THAT(text, HasSubstr("\n  -l [N], --load-average[=N], --max-load[=N]\n"));
  EXPECT_THAT(text, HasSubstr("\n  -O[TYPE], --output-sync[=TYPE]\n"));
  EXPECT_THAT(text, HasSubstr("\n  --warn-undefined-variables  Warn when an undefined"));
  EXPECT_THAT(text, HasSubstr("\n\nThis program built for " + std::string(kMakeHost) + "\n"));
  EXPECT_THAT(text, Not(HasSubstr("--mode")));
}

TEST(HelpTest, UmakesOwnSwitchesAreShownUnderItsOwnName) {
  EXPECT_THAT(help_text("umake"), HasSubstr("\n\numake's own options:\n  --mode=MODE "));
}

TEST(HelpTest, NamesEverySwitch) {
  const std::string text = help_text("umake");
  EXPECT_EQ(names_after(text, "--"), shown_long_names());
  for (const std::string& letter : shown_letters()) {
    EXPECT_TRUE(text.find(" -" + letter) != std::string::npos) << letter;
  }
}

TEST(ManualPageTest, NamesEverySwitch) {
  const std::string text = read_source("man/umake.1");
  ASSERT_FALSE(text.empty());
  std::set<std::string> names, letters;
  for (const std::string& name : names_after(text, "Fl ")) {
    (name[0] == '-' ? names : letters).insert(name[0] == '-' ? name.substr(1) : name);
  }
  letters.insert("m");  // ".Fl b , m"
  EXPECT_EQ(names, shown_long_names());
  EXPECT_EQ(letters, shown_letters());
}

TEST(CompletionsTest, BashNamesEverySwitch) {
  const std::string text = read_source("completions/umake.bash");
  EXPECT_EQ(names_after(text, "--"), shown_long_names());
}

TEST(CompletionsTest, ZshNamesEverySwitch) {
  const std::string text = read_source("completions/_umake");
  EXPECT_EQ(names_after(text, "--"), shown_long_names());
  for (const std::string& letter : shown_letters()) {
    EXPECT_TRUE(text.find("-" + letter) != std::string::npos) << letter;
  }
}

TEST(CompletionsTest, FishNamesEverySwitch) {
  const std::string text = read_source("completions/umake.fish");
  EXPECT_THAT(names_after(text, " -l "), ElementsAreArray(shown_long_names()));
  EXPECT_EQ(names_after(text, " -s "), shown_letters());
}

}  // namespace
}  // namespace umake
