#include "graph/dead_ends.h"

#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/file_system_memory.h"

namespace umake {
namespace {

class DeadEndsTest : public testing::Test {
 protected:
  DeadEndsTest() : database_(symbols_, files_), dead_ends_(database_) {}

  // A rule of one target and one prerequisite.
  void rule(std::string_view target, std::string_view prerequisite, bool terminal = false) {
    add_rule(symbols_, database_, target, prerequisite, terminal);
  }
  void add_rule(SymbolTable& symbols, Database& database, std::string_view target,
                std::string_view prerequisite, bool terminal) {
    PatternRule rule;
    const Symbol text = symbols.intern(target);
    rule.targets.push_back({text, static_cast<uint32_t>(target.find('%'))});
    if (!prerequisite.empty()) {
      rule.prerequisites.push_back({symbols.intern(prerequisite), false, false, false});
    }
    rule.recipe = &recipe_;
    rule.terminal = terminal;
    database.patterns.add(std::move(rule), true);
  }
  void file(const char* path) { files_.write(path, "", false); }
  void name(std::string_view path) { database_.targets.enter(symbols_.intern(path)); }
  bool holds(std::string_view path) {
    dead_ends_.catch_up();
    return dead_ends_.holds(symbols_.intern(path));
  }

  SymbolTable symbols_;
  MemoryFileSystem files_;
  Database database_;
  DeadEnds dead_ends_;
  Recipe recipe_;
};

TEST_F(DeadEndsTest, HoldsForWhatNoPatternMatches) {
  rule("%.o", "%.c");
  EXPECT_TRUE(holds("a.c"));
  EXPECT_TRUE(holds("src/a.h"));
  EXPECT_TRUE(holds("all"));
}

TEST_F(DeadEndsTest, AsksForTheFileOfEachRule) {
  rule("%.o", "%.c");
  files_.make_directory("src");
  file("src/a.c");
  EXPECT_FALSE(holds("src/a.o"));
  EXPECT_TRUE(holds("src/b.o"));
  EXPECT_TRUE(holds("a.o"));
}

TEST_F(DeadEndsTest, FollowsChains) {
  rule("%.o", "%.c");
  rule("%.c", "%.y");
  file("a.y");
  EXPECT_FALSE(holds("a.o"));
  EXPECT_FALSE(holds("a.c"));
  EXPECT_TRUE(holds("b.o"));
}

TEST_F(DeadEndsTest, SpokenOfCountsAsThere) {
  rule("%.o", "%.c");
  name("a.c");
  EXPECT_FALSE(holds("a.o"));
  EXPECT_TRUE(holds("b.o"));
}

TEST_F(DeadEndsTest, LooksIntoTheDirectoriesThatRulesName) {
  rule("%", "RCS/%,v", true);
  rule("out/%.o", "src/%.c");
  files_.make_directory("RCS");
  file("RCS/a.c,v");
  files_.make_directory("src");
  files_.make_directory("src/d");
  file("src/d/a.c");
  EXPECT_FALSE(holds("a.c"));
  EXPECT_TRUE(holds("b.c"));
  EXPECT_FALSE(holds("out/d/a.o"));
  EXPECT_TRUE(holds("out/d/b.o"));
  EXPECT_TRUE(holds("other/d/a.o"));
}

TEST_F(DeadEndsTest, LooksIntoVpath) {
  rule("%.o", "%.c");
  database_.vpaths.set_general("src");
  files_.make_directory("src");
  file("src/a.c");
  EXPECT_FALSE(holds("a.o"));
  EXPECT_TRUE(holds("b.o"));
}

// A pattern's prefix may reach over the stem into the extension.
TEST_F(DeadEndsTest, PatternsWithAPrefixAreExceptions) {
  rule("p.%", "%.in");
  rule("lib%.so", "%.o");
  rule("%.tab.c", "%.y");
  file("foo.in");
  file("foo.o");
  file("foo.y");
  EXPECT_FALSE(holds("p.foo"));
  EXPECT_FALSE(holds("libfoo.so"));
  EXPECT_TRUE(holds("foo.so"));
  EXPECT_FALSE(holds("foo.tab.c"));
  EXPECT_TRUE(holds("foo.c"));
}

TEST_F(DeadEndsTest, NeverForRulesWithoutPrerequisites) {
  rule("%.x", "");
  EXPECT_FALSE(holds("a.x"));
  EXPECT_TRUE(holds("a.y"));
}

TEST_F(DeadEndsTest, WhatComesUpLaterCounts) {
  rule("%.o", "%.c");
  EXPECT_TRUE(holds("a.o"));
  name("b.c");
  EXPECT_FALSE(holds("b.o"));
  EXPECT_TRUE(holds("c.o"));
}

// As after a search that was made and found nothing.
TEST_F(DeadEndsTest, WhatWasLookedForInVainIsImpossibleOnceItComesUp) {
  rule("%.o", "%.c");
  EXPECT_TRUE(holds("a.o"));
  name("a.c");
  name("b.c");
  dead_ends_.catch_up();
  EXPECT_TRUE(database_.directories.is_impossible("a.c"));
  EXPECT_FALSE(database_.directories.is_impossible("b.c"));
}

TEST_F(DeadEndsTest, WhatACommandMadeIsSeen) {
  rule("%.o", "%.c");
  EXPECT_TRUE(holds("a.o"));
  file("a.c");
  EXPECT_TRUE(holds("a.o"));
  database_.directories.expire();
  EXPECT_FALSE(holds("a.o"));
  files_.remove("a.c");
  database_.directories.expire();
  EXPECT_TRUE(holds("a.o"));
}

TEST_F(DeadEndsTest, NewRulesCount) {
  rule("%.o", "%.c");
  file("a.s");
  EXPECT_TRUE(holds("a.o"));
  rule("%.o", "%.s");
  EXPECT_FALSE(holds("a.o"));
}

TEST_F(DeadEndsTest, ManyExtensions) {
  rule("%.o", "%.c");
  for (int n = 0; n < 500; ++n) EXPECT_TRUE(holds("a.x" + std::to_string(n)));
  file("z.c");
  EXPECT_TRUE(holds("z.x"));
}

// Whether a chain of rules leads from the name to a file or a target: the search at its simplest.
bool leads_somewhere(Database& database, std::string_view name, std::vector<bool>& used,
                     bool chained) {
  const std::vector<PatternRule>& rules = database.patterns.all();
  std::vector<std::pair<size_t, std::string>> wanted;
  bool specific = false;
  for (size_t at = 0; at < rules.size(); ++at) {
    const PatternRule::Pattern& target = rules[at].targets[0];
    const std::string_view pattern = database.symbols.text(target.text);
    std::string_view stem;
    if (used[at] || !match_pattern(pattern, target.percent, name, stem) || stem.empty()) continue;
    if (chained && pattern == "%" && !rules[at].terminal) continue;
    specific |= pattern != "%";
    std::string text(database.symbols.text(rules[at].prerequisites[0].text));
    wanted.emplace_back(at, text.replace(text.find('%'), 1, stem));
  }
  for (const auto& [at, text] : wanted) {
    const std::string_view pattern = database.symbols.text(rules[at].targets[0].text);
    if (specific && pattern == "%" && !rules[at].terminal) continue;
    if (database.targets.find(database.symbols.find(text)) || database.directories.exists(text))
      return true;
    if (rules[at].terminal) continue;
    used[at] = true;
    const bool leads = leads_somewhere(database, text, used, true);
    used[at] = false;
    if (leads) return true;
  }
  return false;
}

// The first names of a directory may be told without a plan.
TEST_F(DeadEndsTest, NeverHoldsForWhatAChainLeadsTo) {
  const char* const texts[] = {"%", "%.o", "%.c", "%.y", "%.out", "%.tab.c", "%.h"};
  const char* const names[] = {"a", "a.o", "a.c", "a.tab.c", "ab.c", "b", "b.y", "a.x"};
  std::mt19937 random(7);
  const auto pick = [&](const auto& list) { return list[random() % std::size(list)]; };
  int held = 0;
  for (int turn = 0; turn < 2000; ++turn) {
    SymbolTable symbols;
    MemoryFileSystem files;
    Database database(symbols, files);
    for (int count = 0; count < 4; ++count) {
      add_rule(symbols, database, pick(texts), pick(texts), random() % 8 == 0);
    }
    add_rule(symbols, database, "%", "RCS/%,v", true);
    files.make_directory("RCS");
    if (turn % 3 == 0) files.write("RCS/a.c,v", "", false);
    for (int count = 0; count < 2; ++count) files.write(pick(names), "", false);
    database.targets.enter(symbols.intern(pick(names)));
    DeadEnds fresh(database);
    fresh.catch_up();
    for (int count = 0; count < 3; ++count) {
      const char* const name = pick(names);
      std::vector<bool> used(database.patterns.all().size());
      if (!fresh.holds(symbols.intern(name))) continue;
      ++held;
      EXPECT_FALSE(leads_somewhere(database, name, used, false)) << turn << " " << name;
    }
  }
  EXPECT_GT(held, 1000);
}

TEST_F(DeadEndsTest, NamesThatStandAloneLeaveTheSameMarks) {
  rule("%.o", "%.c");
  rule("%.c", "%.y");
  EXPECT_TRUE(holds("a.o"));
  name("a.y");
  name("a.c");
  dead_ends_.catch_up();
  EXPECT_TRUE(database_.directories.is_impossible("a.c"));
  EXPECT_TRUE(database_.directories.is_impossible("a.y"));
}

}  // namespace
}  // namespace umake
