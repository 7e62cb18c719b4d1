// The design's "Freshness in fast mode, exactly", rule by rule, on whole small builds.
#include "runtime/freshness/content_freshness.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/unit/runtime/freshness_build.h"

namespace umake {
namespace {

class ContentFreshnessTest : public testing::Test, public FreshnessBuild {
 protected:
  // prog <- a.o <- a.c h, b.o <- b.c h
  void project() {
    put("a.c", "a");
    put("b.c", "b");
    put("h", "h");
    rule("prog", {"a.o", "b.o"});
    rule("a.o", {"a.c", "h"});
    rule("b.o", {"b.c", "h"});
  }
};

TEST_F(ContentFreshnessTest, SecondBuildRunsNothingAndReadsNothing) {
  project();
  EXPECT_EQ(build("prog"), "a.o b.o prog");
  EXPECT_EQ(counters.records, 3u);
  files.advance(1'000'000'000);
  EXPECT_EQ(build("prog"), "");
  build("prog");
  EXPECT_EQ(counters.hashed, 0u);
  EXPECT_EQ(warnings, "");
}

TEST_F(ContentFreshnessTest, TouchingEverythingRunsNothing) {
  project();
  build("prog");
  for (const char* name : {"prog", "b.o", "a.o", "h", "b.c", "a.c"}) touch(name);
  EXPECT_EQ(build("prog"), "");
  EXPECT_GT(counters.kept, 0u);
  files.advance(1'000'000'000);
  build("prog");
  build("prog");
  EXPECT_EQ(counters.hashed, 0u);
}

TEST_F(ContentFreshnessTest, EditRunsWhatDependsOnIt) {
  project();
  build("prog");
  put("b.c", "changed");
  EXPECT_EQ(build("prog"), "b.o prog");
  EXPECT_EQ(build("prog"), "");
}

TEST_F(ContentFreshnessTest, OlderFileInPlaceCounts) {
  project();
  build("prog");
  put("b.c", "changed");
  files.set_mtime("/work/b.c", MemoryFileSystem::kStart);
  EXPECT_EQ(build("prog"), "b.o prog");
}

TEST_F(ContentFreshnessTest, EditAndRevertRunsNothing) {
  project();
  build("prog");
  put("b.c", "changed");
  put("b.c", "b");
  EXPECT_EQ(build("prog"), "");
}

TEST_F(ContentFreshnessTest, EditOfTheSameSizeWithinOneTickIsSeen) {
  project();
  build("prog");
  files.put("/work/prog", files.text("/work/prog"));  // the newest file, this very tick
  build("prog");
  files.put("/work/a.c", "1");
  EXPECT_EQ(build("prog"), "a.o prog");
  // No time passes: the same inode, size and times.
  files.put("/work/a.c", "2");
  EXPECT_EQ(build("prog"), "a.o prog");
}

TEST_F(ContentFreshnessTest, AdoptsATreeThatAnotherMakeBuilt) {
  project();
  for (const char* name : {"a.o", "b.o", "prog"}) put(name, name);
  EXPECT_EQ(build("prog"), "");
  EXPECT_EQ(counters.adopted, 3u);
  for (const char* name : {"h", "b.c", "a.c"}) touch(name);
  EXPECT_EQ(build("prog"), "");
  put("a.c", "changed");
  EXPECT_EQ(build("prog"), "a.o prog");
}

TEST_F(ContentFreshnessTest, WithoutRecordsTimesDecide) {
  project();
  for (const char* name : {"a.o", "b.o", "prog"}) put(name, name);
  touch("h");
  EXPECT_EQ(build("prog"), "a.o b.o prog");
}

TEST_F(ContentFreshnessTest, TargetReplacedBySomebodyElseIsAdopted) {
  project();
  build("prog");
  put("prog", "another make's");
  EXPECT_EQ(build("prog"), "");
  EXPECT_EQ(counters.adopted, 1u);
  put("prog", "yet another's");
  files.set_mtime("/work/prog", MemoryFileSystem::kStart);
  EXPECT_EQ(build("prog"), "prog");
}

TEST_F(ContentFreshnessTest, StampsCarryTheRunOfTheirRecipe) {
  put("src", "1");
  rules.push_back({"out", {"stamp"}, concatenate("out", {"src"})});
  rules.push_back({"stamp", {"src"}, [this] {
                     files.advance(1'000'000'000);
                     files.put("/work/stamp", "");
                     return true;
                   }});
  EXPECT_EQ(build("out"), "stamp out");
  EXPECT_EQ(build("out"), "");
  touch("stamp");
  EXPECT_EQ(build("out"), "");
  put("src", "2");
  EXPECT_EQ(build("out"), "stamp out");
  // The stamp's recipe runs in a process of its own.
  put("src", "3");
  EXPECT_EQ(build("stamp"), "stamp");
  EXPECT_EQ(build("out"), "out");
  EXPECT_EQ(last_reason, FreshnessReason::kInputRemade);
  EXPECT_EQ(build("out"), "");
}

TEST_F(ContentFreshnessTest, RecipeThatKeepsItsBytesStillMovesUnobservedDependants) {
  put("src", "1");
  rules.push_back({"top", {"mid"}, concatenate("top", {"src"})});
  rules.push_back({"mid", {"src"}, [this] {
                     files.advance(1'000'000'000);
                     files.put("/work/mid", "done");
                     return true;
                   }});
  EXPECT_EQ(build("top"), "mid top");
  put("src", "2");
  EXPECT_EQ(build("top"), "mid top");
  EXPECT_EQ(build("top"), "");
}

TEST_F(ContentFreshnessTest, RecipeThatLeavesItsFileAloneMovesNothing) {
  put("src", "1");
  put("version.h", "v");
  rules.push_back({"prog", {"version.h"}, concatenate("prog", {"version.h"})});
  rules.push_back({"version.h", {"FORCE"}, [] { return true; }});
  EXPECT_EQ(build("prog"), "version.h prog");
  EXPECT_EQ(build("prog"), "version.h");
  EXPECT_EQ(build("prog"), "version.h");
}

TEST_F(ContentFreshnessTest, TargetLeftOlderRunsAgain) {
  put("t", "t");
  put("s", "s");
  rules.push_back({"t", {"s"}, [] { return true; }});
  EXPECT_EQ(build("t"), "t");
  EXPECT_EQ(build("t"), "t");
}

TEST_F(ContentFreshnessTest, KilledRecipeRunsAgain) {
  put("s", "s");
  bool kill = true;
  rules.push_back({"t", {"s"}, [&] {
                     files.advance(1'000'000'000);
                     files.put("/work/t", kill ? "half" : "whole");
                     killed = kill;
                     return true;
                   }});
  EXPECT_EQ(build("t"), "t");
  kill = false;
  // -n sees it, and forgets nothing.
  switches.just_print = true;
  EXPECT_EQ(build("t"), "t");
  switches.just_print = false;
  EXPECT_EQ(build("t"), "t");
  EXPECT_EQ(last_reason, FreshnessReason::kInProgress);
  EXPECT_EQ(build("t"), "");
}

TEST_F(ContentFreshnessTest, RecipesThatEndedBeforeAKillAreKept) {
  project();
  rules[0].recipe = [this] {
    killed = true;
    return true;
  };
  EXPECT_EQ(build("prog"), "a.o b.o prog");
  rules[0].recipe = concatenate("prog", {"a.o", "b.o"});
  for (const char* name : {"h", "b.c", "a.c"}) touch(name);
  EXPECT_EQ(build("prog"), "prog");
  EXPECT_EQ(build("prog"), "");
}

TEST_F(ContentFreshnessTest, KilledBeforeItCouldWriteItsRecords) {
  project();
  die_before_flush = true;
  EXPECT_EQ(build("prog"), "a.o b.o prog");
  die_before_flush = false;
  // prog's record was still waiting for a tick to pass: made again, to be safe.
  EXPECT_EQ(build("prog"), "prog");
  EXPECT_EQ(build("prog"), "");
}

TEST_F(ContentFreshnessTest, FailedRecipeRunsAgainIfItChangedItsTarget) {
  put("s", "s");
  bool good = false;
  rules.push_back({"t", {"s"}, [&] {
                     files.advance(1'000'000'000);
                     files.put("/work/t", good ? "whole" : "half");
                     return good;
                   }});
  EXPECT_EQ(build("t"), "t");
  EXPECT_EQ(build("t"), "t");
  good = true;
  EXPECT_EQ(build("t"), "t");
  EXPECT_EQ(build("t"), "");
}

TEST_F(ContentFreshnessTest, FailedRecipeThatLeftItsTargetAloneChangesNothing) {
  project();
  build("prog");
  put("a.c", "bad");
  rules[1].recipe = [] { return false; };
  EXPECT_EQ(build("prog"), "a.o");
  put("a.c", "a");
  EXPECT_EQ(build("prog"), "");
}

TEST_F(ContentFreshnessTest, NewPrerequisiteCountsOnlyWhenNewer) {
  project();
  build("prog");
  files.put("/work/old", "x");
  files.set_mtime("/work/old", MemoryFileSystem::kStart);
  rules[1].prerequisites.push_back("old");
  EXPECT_EQ(build("prog"), "");
  touch("old");  // it is known by now
  EXPECT_EQ(build("prog"), "");
  put("old", "y");
  EXPECT_EQ(build("prog"), "a.o prog");
  put("new", "x");
  rules[1].prerequisites.push_back("new");
  EXPECT_EQ(build("prog"), "a.o prog");
  EXPECT_EQ(build("prog"), "");
}

TEST_F(ContentFreshnessTest, PrerequisiteThatIsNoLongerDeclaredStillCounts) {
  project();
  build("prog");
  rules[1].prerequisites.pop_back();  // h
  EXPECT_EQ(build("prog"), "");
  files.remove("/work/h");
  rules[2].prerequisites.pop_back();
  EXPECT_EQ(build("prog"), "a.o b.o prog");
  EXPECT_EQ(build("prog"), "");
}

TEST_F(ContentFreshnessTest, OrderOnlyPrerequisitesDoNotCount) {
  project();
  rules[1].order_only = {"oo"};
  put("oo", "1");
  build("prog");
  put("oo", "2");
  EXPECT_EQ(build("prog"), "");
}

TEST_F(ContentFreshnessTest, DirectoryCountsByItsNames) {
  put("d/a", "1");
  rules.push_back({"t", {"d"}, concatenate("t", {})});
  EXPECT_EQ(build("t"), "t");
  put("d/a", "2");
  touch("d");
  EXPECT_EQ(build("t"), "");
  put("d/b", "1");
  EXPECT_EQ(build("t"), "t");
}

TEST_F(ContentFreshnessTest, TargetInTheDirectoryThatItDependsOn) {
  put("d/a", "1");
  rules.push_back({"d/t", {"d"}, concatenate("d/t", {})});
  EXPECT_EQ(build("d/t"), "d/t");
  EXPECT_EQ(build("d/t"), "");
}

TEST_F(ContentFreshnessTest, InputEditedWhileTheRecipeRanMakesItStale) {
  put("s", "old");
  bool edit = true;
  rules.push_back({"t", {"s"}, [&] {
                     files.advance(1'000'000'000);
                     const std::string read = files.text("s");
                     if (edit) files.put("/work/s", "new");
                     files.advance(1'000'000'000);
                     files.put("/work/t", read);
                     return true;
                   }});
  EXPECT_EQ(build("t"), "t");
  edit = false;
  EXPECT_EQ(build("t"), "t");
  EXPECT_EQ(files.text("t"), "new");
  EXPECT_EQ(build("t"), "");
}

TEST_F(ContentFreshnessTest, InputTouchedByItsRecipe) {
  put("s", "same");
  rules.push_back({"t", {"s"}, [&] {
                     touch("s");
                     put("t", "t");
                     return true;
                   }});
  EXPECT_EQ(build("t"), "t");
  EXPECT_EQ(build("t"), "");
}

TEST_F(ContentFreshnessTest, IntermediateFilesThatAreGone) {
  put("f.a", "1");
  rule("f.c", {"f.b"});
  rule("f.b", {"f.a"});
  rules[1].intermediate = true;
  EXPECT_EQ(build("f.c"), "f.b f.c");
  files.remove("/work/f.b");
  EXPECT_EQ(build("f.c"), "");
  touch("f.a");
  EXPECT_EQ(build("f.c"), "");
  put("f.a", "2");
  EXPECT_EQ(build("f.c"), "f.b f.c");
}

TEST_F(ContentFreshnessTest, DoubleColonRulesHaveARecordEach) {
  put("a", "a");
  put("b", "b");
  const auto append = [this](const char* from) {
    return [this, from] {
      files.advance(1'000'000'000);
      files.write("/work/t", files.text(from), true);
      return true;
    };
  };
  rules.push_back({"t", {"a"}, append("a")});
  rules.back().double_colon = true;
  rules.push_back({"t", {"b"}, append("b")});
  rules.back().double_colon = true;
  EXPECT_EQ(build("t"), "t t");
  EXPECT_EQ(build("t"), "");
  touch("a");
  touch("b");
  EXPECT_EQ(build("t"), "");
  put("b", "c");
  EXPECT_EQ(build("t"), "t");
  EXPECT_EQ(files.text("t"), "abc");
  touch("a");
  EXPECT_EQ(build("t"), "");
  put("a", "d");
  EXPECT_EQ(build("t"), "t");
  EXPECT_EQ(files.text("t"), "abcd");
  EXPECT_EQ(build("t"), "");
}

TEST_F(ContentFreshnessTest, AKilledDoubleColonRuleTaintsTheOthers) {
  put("a", "a");
  put("b", "b");
  rules.push_back({"t", {"a"}, concatenate("t", {"a"})});
  rules.back().double_colon = true;
  rules.push_back({"t", {"b"}, concatenate("t", {"a", "b"})});
  rules.back().double_colon = true;
  EXPECT_EQ(build("t"), "t t");
  const auto whole = rules.back().recipe;
  rules.back().recipe = [this] {
    put("t", "half");
    killed = true;
    return false;
  };
  put("b", "c");
  EXPECT_EQ(build("t"), "t");
  rules.back().recipe = whole;
  put("b", "b");
  touch("t");
  killed = false;
  EXPECT_EQ(build("t"), "t t");
  EXPECT_EQ(files.text("t"), "a;b;");
  EXPECT_EQ(build("t"), "");
}

TEST_F(ContentFreshnessTest, GroupedTargets) {
  put("s", "1");
  const auto both = [this] { return concatenate("x", {"s"})() && concatenate("y", {"s"})(); };
  rules.push_back({"x", {"s"}, both});
  rules.back().also_make = {"y"};
  rules.push_back({"y", {"s"}, both});
  rules.back().also_make = {"x"};
  rule("all", {"x", "y"});
  EXPECT_EQ(build("all"), "x all");
  touch("s");
  EXPECT_EQ(build("all"), "");
  put("s", "2");
  EXPECT_EQ(build("all"), "x all");
  EXPECT_EQ(build("all"), "");
}

TEST_F(ContentFreshnessTest, StampOfAnotherDirectoryCountsTouchingItDoesNot) {
  put("sub/src", "1");
  const std::vector<TestRule> outer = {{"out", {"sub/stamp"}, concatenate("out", {"sub/src"})}};
  const std::vector<TestRule> inner = {{"stamp", {"src"}, [this] {
                                          files.advance(1'000'000'000);
                                          files.put("/work/sub/stamp", "done");
                                          return true;
                                        }}};
  const auto build_in = [&](const std::string& where, const std::vector<TestRule>& makefile,
                            const std::string& goal) {
    directory = where;
    files.set_working_directory(where);
    rules = makefile;
    return build(goal);
  };
  EXPECT_EQ(build_in("/work/sub", inner, "stamp"), "stamp");
  EXPECT_EQ(build_in("/work", outer, "out"), "out");
  EXPECT_EQ(build_in("/work", outer, "out"), "");
  for (const char* content : {"2", "3"}) {
    put("sub/src", content);
    EXPECT_EQ(build_in("/work/sub", inner, "stamp"), "stamp");
    touch("sub/stamp");
    EXPECT_EQ(build_in("/work", outer, "out"), "out") << content;
    EXPECT_EQ(build_in("/work", outer, "out"), "");
    touch("sub/stamp");
    EXPECT_EQ(build_in("/work", outer, "out"), "");
  }
}

TEST_F(ContentFreshnessTest, TwoMakefilesOfOneDirectoryKeepTheirOwnRecords) {
  project();
  build("prog");
  const std::vector<TestRule> outer = rules;
  for (TestRule& rule : rules) rule.makefile = "inner.mk";
  rules[1].prerequisites = {"a.c"};
  EXPECT_EQ(build("prog"), "");
  touch("h");
  rules = outer;
  EXPECT_EQ(build("prog"), "");
}

TEST_F(ContentFreshnessTest, ChangedRecipeCountsOnlyWhenAskedFor) {
  project();
  build("prog");
  for (TestRule& rule : rules) rule.text = "another recipe";
  EXPECT_EQ(build("prog"), "");
  switches.recipe_check = true;
  EXPECT_EQ(build("prog"), "a.o b.o prog");
  EXPECT_EQ(build("prog"), "");
  expansion = "other flags";
  EXPECT_EQ(build("prog"), "a.o b.o prog");
  switches.recipe_check = false;
  expansion = "and other ones";
  EXPECT_EQ(build("prog"), "");
}

TEST_F(ContentFreshnessTest, SystemFilesDoNotCountButThoseOfTheProjectDo) {
  files.put("/usr/include/stdio.h", "1");
  put("own.h", "1");
  rules.push_back({"t", {"/usr/include/stdio.h", "/work/own.h"}, concatenate("t", {})});
  EXPECT_EQ(build("t"), "t");
  files.advance(1'000'000'000);
  files.put("/usr/include/stdio.h", "2");
  EXPECT_EQ(build("t"), "");
  put("own.h", "2");
  EXPECT_EQ(build("t"), "t");
}

TEST_F(ContentFreshnessTest, DryRunRemembersNothing) {
  project();
  switches.just_print = true;
  EXPECT_EQ(build("prog"), "a.o b.o prog");
  EXPECT_NE(::access((cache.path() + "/state-2").c_str(), F_OK), 0);
}

// --- state that can't be used ---

TEST_F(ContentFreshnessTest, UnusableCacheDirectoryWarnsOnceAndTimesDecide) {
  project();
  cache_directory = "/proc/nowhere";
  EXPECT_EQ(build("prog"), "a.o b.o prog");
  EXPECT_NE(warnings.find("umake: warning: "), std::string::npos) << warnings;
  EXPECT_EQ(std::count(warnings.begin(), warnings.end(), '\n'), 1);
  EXPECT_EQ(build("prog"), "");
  put("a.c", "changed");
  EXPECT_EQ(build("prog"), "a.o prog");
}

TEST_F(ContentFreshnessTest, DirectoryOpenToOthersIsRefused) {
  project();
  ::chmod(cache.path().c_str(), 0777);
  EXPECT_EQ(build("prog"), "a.o b.o prog");
  EXPECT_NE(warnings.find("chmod go-w"), std::string::npos) << warnings;
  EXPECT_NE(::access((cache.path() + "/state-2").c_str(), F_OK), 0);
  EXPECT_EQ(build("prog"), "");
}

TEST_F(ContentFreshnessTest, WithoutACacheDirectoryNothingIsSaid) {
  project();
  Switches plain;
  cache_directory = "";
  EXPECT_EQ(cache_directory_from(nullptr, nullptr, nullptr), "");
  EXPECT_EQ(cache_directory_from("/c", "/x", "/h"), "/c");
  EXPECT_EQ(cache_directory_from("", "/x", "/h"), "/x/umake");
  EXPECT_EQ(cache_directory_from(nullptr, "relative", "/h"), "/h/.cache/umake");
}

}  // namespace
}  // namespace umake
