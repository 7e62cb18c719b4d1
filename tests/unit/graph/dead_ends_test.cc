#include "graph/dead_ends.h"

#include <gtest/gtest.h>

#include "base/file_system_memory.h"

namespace umake {
namespace {

class DeadEndsTest : public testing::Test {
 protected:
  DeadEndsTest() : database_(symbols_, files_), dead_ends_(database_) {}

  // A rule of one target and one prerequisite.
  void rule(std::string_view target, std::string_view prerequisite, bool terminal = false) {
    PatternRule rule;
    const Symbol text = symbols_.intern(target);
    rule.targets.push_back({text, static_cast<uint32_t>(target.find('%'))});
    if (!prerequisite.empty()) {
      rule.prerequisites.push_back({symbols_.intern(prerequisite), false, false, false});
    }
    rule.recipe = &recipe_;
    rule.terminal = terminal;
    database_.patterns.add(std::move(rule), true);
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

}  // namespace
}  // namespace umake
