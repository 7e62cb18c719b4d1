#include "ultra_goals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace umake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class UltraGoalsTest : public ::testing::Test {
 protected:
  UltraChoice choose(const std::vector<std::string>& goals, std::set<std::string> rules,
                     std::string_view default_goal = "all") {
    return choose_ultra_goals(
        goals, [&](std::string_view name) { return rules.contains(std::string(name)); },
        default_goal);
  }
};

TEST_F(UltraGoalsTest, OtherGoalsStayAsTheyAre) {
  EXPECT_FALSE(has_ultra_goal({"all", "ultra", "-ultra", "ultra-fast-x"}));
  const UltraChoice choice = choose({"all", "test"}, {"all"});
  EXPECT_FALSE(choice.ultra);
  EXPECT_THAT(choice.goals, ElementsAre("all", "test"));
  EXPECT_EQ(choice.line, "");
}

TEST_F(UltraGoalsTest, ARuleOfThatNameIsRunInUltraMode) {
  EXPECT_TRUE(has_ultra_goal({"all", "test-ultra"}));
  const UltraChoice choice = choose({"test-ultra", "ultra-fast"}, {"test-ultra", "ultra-fast"});
  EXPECT_TRUE(choice.ultra);
  EXPECT_THAT(choice.goals, ElementsAre("test-ultra", "ultra-fast"));
  EXPECT_EQ(choice.line, "");
}

TEST_F(UltraGoalsTest, NameUltraIsNameInUltraMode) {
  const UltraChoice choice = choose({"clean", "prog-ultra"}, {"clean", "prog"});
  EXPECT_TRUE(choice.ultra);
  EXPECT_FALSE(choice.in_order);
  EXPECT_THAT(choice.goals, ElementsAre("clean", "prog"));
  EXPECT_EQ(choice.line, "prog-ultra builds 'prog', in ultra mode");
}

TEST_F(UltraGoalsTest, KnownNamesLookFurther) {
  const struct {
    const char* goal;
    std::set<std::string> rules;
    const char* chosen;
  } cases[] = {
      {"build-ultra", {"build", "all"}, "build"},
      {"build-ultra", {"all"}, "all"},
      {"gen-ultra", {"generate"}, "generate"},
      {"gen-ultra", {"gen", "generate"}, "gen"},
      {"deps-ultra", {"vendor", "tidy"}, "vendor"},
      {"deps-ultra", {"tidy"}, "tidy"},
      {"docker-ultra", {"image"}, "image"},
      {"docker-ultra", {"docker-build", "image"}, "docker-build"},
      {"lint-ultra", {"check-style"}, "check-style"},
      {"lint-ultra", {"vet", "lint"}, "lint"},
      {"test-ultra", {"check"}, "check"},
      {"test-ultra", {}, "test"},
      {"foo.o-ultra", {}, "foo.o"},
  };
  for (const auto& known : cases) {
    EXPECT_THAT(choose({known.goal}, known.rules).goals, ElementsAre(known.chosen)) << known.goal;
  }
}

TEST_F(UltraGoalsTest, UltraFastBuildsThenTests) {
  UltraChoice choice = choose({"ultra-fast"}, {"all", "check"});
  EXPECT_THAT(choice.goals, ElementsAre("all", "check"));
  EXPECT_TRUE(choice.in_order);
  EXPECT_EQ(choice.line, "ultra-fast builds 'all', then 'check', in ultra mode");

  choice = choose({"ultra-fast"}, {"all", "build", "test", "check"});
  EXPECT_THAT(choice.goals, ElementsAre("build", "test"));

  choice = choose({"ultra-fast"}, {"all"});
  EXPECT_THAT(choice.goals, ElementsAre("all"));
  EXPECT_FALSE(choice.in_order);
  EXPECT_EQ(choice.line, "ultra-fast builds 'all', in ultra mode");

  // The tests are the default goal.
  choice = choose({"ultra-fast"}, {"test"}, "test");
  EXPECT_THAT(choice.goals, ElementsAre("test"));

  choice = choose({"ultra-fast"}, {}, "");
  EXPECT_TRUE(choice.ultra);
  EXPECT_THAT(choice.goals, IsEmpty());
}

TEST_F(UltraGoalsTest, AGoalIsBuiltOnce) {
  EXPECT_THAT(choose({"ultra-fast", "test-ultra"}, {"all", "test"}).goals,
              ElementsAre("all", "test"));
}

TEST(UltraEnvironmentTest, LeavesTheUsersSettingsAlone) {
  const auto set = [](std::string_view name) {
    return name == "GOMAXPROCS" || name == "NINJA_STATUS";
  };
  EXPECT_THAT(
      ultra_environment(set, 4, 1000ull << 20),
      ElementsAre("CMAKE_BUILD_PARALLEL_LEVEL=4", "CTEST_PARALLEL_LEVEL=4", "CARGO_BUILD_JOBS=4",
                  "GOMEMLIMIT=900MiB", "PYTEST_XDIST_AUTO_NUM_WORKERS=4", "DOCKER_BUILDKIT=1"));
}

TEST(UltraEnvironmentTest, NoLimitsSayNothing) {
  const auto nothing = [](std::string_view) { return false; };
  EXPECT_THAT(ultra_environment(nothing, 0, 0),
              ElementsAre("DOCKER_BUILDKIT=1", "NINJA_STATUS=[%f/%t %es] "));
}

TEST(SummaryTest, IsOneLine) {
  EXPECT_EQ(summary_line({3, 2, 1, 40, 1.25, 12}),
            "3 ran, 2 restored, 1 replayed, 40 fresh in 1.25 s (12.0 s saved)");
  EXPECT_EQ(summary_line({0, 0, 0, 7, 0.012, 0}),
            "0 ran, 0 restored, 0 replayed, 7 fresh in 0.01 s");
  EXPECT_EQ(summary_line({3, 0, 0, 0, 1, 0, 2, 1}),
            "3 ran, 0 restored, 0 replayed, 0 fresh in 1.00 s, 2 retried, 1 held back for memory");
}

}  // namespace
}  // namespace umake
