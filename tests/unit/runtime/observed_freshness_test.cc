// Records of recipes that were watched: what they were seen to use decides, declared or not.
#include <gtest/gtest.h>

#include "tests/unit/runtime/freshness_build.h"

namespace umake {
namespace {

using E = TraceEntry;

class ObservedFreshnessTest : public testing::Test, public FreshnessBuild {
 protected:
  // a.o is made from a.c, and reads h without saying so, after it looked for inc/h in vain.
  void undeclared_header() {
    files.make_directory("/work/inc");
    put("a.c", "a");
    put("h", "h");
    rules.push_back({"a.o", {"a.c"}, concatenate("a.o", {"a.c", "h"})});
    rules.back().trace = {{"a.c", E::kRead},
                          {"inc/h", E::kAsked},
                          {"h", E::kRead},
                          {"a.o", E::kWritten | E::kReplacedFirst | E::kWasAbsent}};
  }
};

TEST_F(ObservedFreshnessTest, AnUndeclaredInputCounts) {
  undeclared_header();
  EXPECT_EQ(build("a.o"), "a.o");
  EXPECT_EQ(build("a.o"), "");
  put("h", "changed");
  EXPECT_EQ(build("a.o"), "a.o");
  EXPECT_EQ(last_reason, FreshnessReason::kInputChanged);
  EXPECT_EQ(build("a.o"), "");
}

// It was told the time of the file, and may go by that.
TEST_F(ObservedFreshnessTest, AFileThatItOnlyAskedAboutCounts) {
  undeclared_header();
  rules.back().trace[2].flags = E::kAsked;
  build("a.o");
  touch("h");
  EXPECT_EQ(build("a.o"), "");
  put("h", "H");
  EXPECT_EQ(build("a.o"), "a.o");
  EXPECT_EQ(build("a.o"), "");
}

TEST_F(ObservedFreshnessTest, WhatItNeededOfMemoryIsKnownNextTime) {
  undeclared_header();
  rules.back().peak_kb = 1'000'000;
  build("a.o");
  EXPECT_EQ(peak_before, 0u);
  put("h", "changed");
  EXPECT_EQ(build("a.o"), "a.o");
  EXPECT_GE(peak_before, 1'000'000u);
  EXPECT_LE(peak_before, 1'250'000u);
}

TEST_F(ObservedFreshnessTest, TouchingItDoesNot) {
  undeclared_header();
  build("a.o");
  for (const char* name : {"h", "a.c"}) touch(name);
  EXPECT_EQ(build("a.o"), "");
}

TEST_F(ObservedFreshnessTest, OneThatAppearsBeforeItCounts) {
  undeclared_header();
  build("a.o");
  put("inc/h", "first on the path");
  EXPECT_EQ(build("a.o"), "a.o");
}

TEST_F(ObservedFreshnessTest, OneThatVanishedCounts) {
  undeclared_header();
  build("a.o");
  files.remove("/work/h");
  rules.back().recipe = concatenate("a.o", {"a.c"});
  EXPECT_EQ(build("a.o"), "a.o");
}

TEST_F(ObservedFreshnessTest, ADirectoryThatVanishedStandsForAllThatWasLookedForInIt) {
  undeclared_header();
  rules.back().trace.push_back({"no/such/place/h", E::kAsked});
  build("a.o");
  files.make_directory("/work/no");
  EXPECT_EQ(build("a.o"), "a.o");
}

TEST_F(ObservedFreshnessTest, OneChangedWhileTheRecipeRanMakesItRunAgain) {
  undeclared_header();
  const auto compile = rules.back().recipe;
  rules.back().recipe = [&, compile] {
    const bool good = compile();
    put("h", "edited too late to be read");
    return good;
  };
  EXPECT_EQ(build("a.o"), "a.o");
  rules.back().recipe = compile;
  files.advance(1'000'000'000);
  EXPECT_EQ(build("a.o"), "a.o");
  EXPECT_EQ(build("a.o"), "");
}

TEST_F(ObservedFreshnessTest, TheSystemCountsInUltraModeOnly) {
  undeclared_header();
  files.make_directory("/usr");
  files.put("/usr/cc", "compiler");
  rules.back().trace.push_back({"/usr/cc", E::kRead | E::kExecuted});
  build("a.o");
  files.advance(1'000'000'000);
  files.put("/usr/cc", "another compiler");
  EXPECT_EQ(build("a.o"), "");
  switches.mode = Mode::kUltra;
  EXPECT_EQ(build("a.o"), "a.o");
  files.advance(1'000'000'000);
  EXPECT_EQ(build("a.o"), "");
}

TEST_F(ObservedFreshnessTest, APrerequisiteLearnedLaterCounts) {
  undeclared_header();
  files.make_directory("/usr");
  files.put("/usr/cc", "compiler");
  rules.back().trace.push_back({"/usr/cc", E::kRead | E::kExecuted});
  put("extra", "old");
  build("a.o");
  rules.back().prerequisites.push_back("extra");
  files.advance(1'000'000'000);
  files.put("/usr/cc", "another compiler");
  EXPECT_EQ(build("a.o"), "");
  EXPECT_EQ(build("a.o"), "");
  put("extra", "new");
  EXPECT_EQ(build("a.o"), "a.o");
}

TEST_F(ObservedFreshnessTest, PassingFilesAreNoInputs) {
  undeclared_header();
  rules.back().trace.push_back({"a.tmp", E::kRead | E::kWritten | E::kRemoved | E::kReplacedFirst});
  build("a.o");
  put("a.tmp", "somebody else's");
  EXPECT_EQ(build("a.o"), "");
}

TEST_F(ObservedFreshnessTest, AListingCountsByNamesThatNoRecipeMade) {
  files.make_directory("/work/d");
  put("d/1", "");
  put("x", "x");
  rule("all", {"list", "d/made"});
  rules.push_back({"list", {"x"}, concatenate("list", {"x"})});
  rules.back().trace = {{"d", E::kListed}, {"x", E::kRead}, {"list", E::kWritten}};
  rule("d/made", {"x"});
  EXPECT_EQ(build("all"), "list d/made all");
  EXPECT_EQ(build("all"), "");
  put("d/2", "");
  EXPECT_EQ(build("all"), "list all");
  EXPECT_EQ(build("all"), "");
}

// Rule 10: it found nothing to do, and will not until something changes.
TEST_F(ObservedFreshnessTest, WhatLiesInTmpMeansNothing) {
  switches.mode = Mode::kUltra;
  undeclared_header();
  files.make_directory("/tmp");
  rules.back().trace.push_back({"/tmp", E::kListed});
  build("a.o");
  files.put("/tmp/somebody.s", "file");
  EXPECT_EQ(build("a.o"), "");
}

TEST_F(ObservedFreshnessTest, ATargetLeftOlderIsRecorded) {
  put("out", "old");
  put("in", "in");
  rules.push_back({"out", {"in"}, [] { return true; }});
  rules.back().trace = {{"in", E::kRead}, {"out", E::kRead}};
  EXPECT_EQ(build("out"), "out");
  EXPECT_EQ(build("out"), "");
  put("in", "changed");
  EXPECT_EQ(build("out"), "out");
}

// Rule 5: nobody needs to fear what was passed beside the file.
TEST_F(ObservedFreshnessTest, BytesLeftAsTheyWereStopHere) {
  put("x", "1");
  rules.push_back({"middle", {"x"}, [&] {
                     put("middle", "constant");
                     return true;
                   }});
  rules.push_back({"end", {"middle"}, concatenate("end", {"middle"})});
  rules.back().trace = {{"middle", E::kRead}, {"end", E::kWritten}};
  EXPECT_EQ(build("end"), "middle end");
  put("x", "2");
  EXPECT_EQ(build("end"), "middle");
}

}  // namespace
}  // namespace umake
