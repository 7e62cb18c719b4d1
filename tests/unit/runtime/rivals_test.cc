// Which recipes write the same files, by their records.
#include "runtime/freshness/rivals.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "runtime/cache/action.h"

namespace umake {
namespace {

class RivalsTest : public testing::Test {
 protected:
  struct Left {
    std::string path;
    uint64_t content = 1;
    uint64_t made = 0;
  };
  // The record of a recipe that makes `target` and left more beside it.
  void record(const std::string& target, const std::vector<Left>& beside) {
    constexpr uint32_t kContent = static_cast<uint32_t>(InputKind::kContent);
    std::vector<ObservationId> seen;
    seen.push_back(state_.observe(state_.intern("in"), {7, 7}, 0));
    for (const Left& left : beside) {
      seen.push_back(state_.observe(state_.intern(left.path), {left.content, 0}, left.made,
                                    kContent | Observation::kBeside));
    }
    seen.push_back(state_.observe(state_.intern("/usr/bin/cc"), {8, 8}, 0, Observation::kSystem));
    Record record;
    record.key.path = state_.intern(target);
    record.system_inputs = 1;
    state_.put_record(record, seen);
  }
  std::string of(const std::string& target) {
    std::string names;
    const auto is_target = [this](PathId path) {
      return state_.path(path).first_record != kNone || state_.name(path) == without_record_;
    };
    for (const PathId id : rivals_.of(state_, state_.intern(target), is_target)) {
      names += std::string(state_.name(id)) + " ";
    }
    return names;
  }

  DirectoryState state_{"/work"};
  Rivals rivals_;
  std::string without_record_;  // a target
};

TEST_F(RivalsTest, WhoWritesAnothersTarget) {
  record("x.o", {{"x.lo"}});
  record("x.lo", {});
  record("y.o", {{"y.d"}});
  EXPECT_EQ(of("x.o"), "x.lo ");
  EXPECT_EQ(of("x.lo"), "x.o ");
  EXPECT_EQ(of("y.o"), "");
  EXPECT_EQ(of("in"), "");
}

TEST_F(RivalsTest, WhoWritesATargetThatHasNoRecord) {
  without_record_ = "x.lo";
  record("x.o", {{"x.lo"}});
  EXPECT_EQ(of("x.o"), "x.lo ");
  EXPECT_EQ(of("x.lo"), "x.o ");
}

TEST_F(RivalsTest, DifferentContentsOfAFileThatIsNoTarget) {
  record("a", {{"both", 1, 100}});
  record("b", {{"both", 2, 101}});
  EXPECT_EQ(of("a"), "b ");
  EXPECT_EQ(of("b"), "a ");
}

TEST_F(RivalsTest, TheSameContentsDoNotMatter) {
  record("a", {{"both", 1, 100}});
  record("b", {{"both", 1, 101}});
  EXPECT_EQ(of("a"), "");
}

TEST_F(RivalsTest, UnlessTheyWroteAtTheSameTime) {
  record("a", {{"both", 1, 100}});
  record("b", {{"both", 1, 100}});
  EXPECT_EQ(of("a"), "b ");
}

TEST_F(RivalsTest, OnlyTheLatestRecordOfARecipe) {
  record("x.o", {{"x.lo"}});
  record("x.lo", {});
  record("x.o", {});
  EXPECT_EQ(of("x.lo"), "");
}

}  // namespace
}  // namespace umake
