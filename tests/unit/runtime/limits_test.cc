#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "captured_output.h"
#include "runtime/cpu_limits.h"
#include "runtime/load_average.h"
#include "runtime/memory_guard.h"

namespace umake {
namespace {

class LimitsTest : public testing::Test {
 protected:
  LimitsTest() {
    char name[] = "/tmp/umake-limitsXXXXXX";
    root = mkdtemp(name);
    paths = {root + "/list", root};
  }
  ~LimitsTest() override {
    const std::string command = "rm -rf " + root;
    if (system(command.c_str()) != 0) ADD_FAILURE();
  }
  void write(const std::string& path, const std::string& text) {
    for (size_t slash = 1; (slash = path.find('/', slash)) != std::string::npos; ++slash) {
      mkdir((root + path.substr(0, slash)).c_str(), 0700);
    }
    const int fd = open((root + path).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ASSERT_EQ(::write(fd, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    close(fd);
  }

  std::string root;
  CpuLimitPaths paths;
};

TEST_F(LimitsTest, MemoryIsShortWhenTheNextRecipeMayNotFit) {
  const MemoryPaths memory{root + "/meminfo", root + "/pressure", root + "/list", root};
  EXPECT_FALSE(MemoryGuard(memory).is_short(0));  // nothing to be read: nothing to say
  write("/meminfo", "MemTotal:  900000 kB\nMemAvailable:  200000 kB\n");
  EXPECT_FALSE(MemoryGuard(memory).is_short(0));
  MemoryGuard learned(memory);
  learned.learn(250000);
  learned.learn(100);
  EXPECT_TRUE(learned.is_short(0));
  write("/meminfo", "MemTotal:  900000 kB\nMemAvailable:  10000 kB\n");
  EXPECT_TRUE(MemoryGuard(memory).is_short(0));
}

TEST_F(LimitsTest, WhatARecipeNeededBeforeDecides) {
  const MemoryPaths memory{root + "/meminfo", root + "/pressure", root + "/list", root};
  write("/meminfo", "MemTotal:  9000000 kB\nMemAvailable:  1000000 kB\n");
  MemoryGuard guard(memory);
  EXPECT_FALSE(guard.is_short(800000));
  EXPECT_TRUE(guard.is_short(1200000));
  // What is known of it counts, and not what others need.
  guard.learn(1500000);
  EXPECT_TRUE(guard.is_short(0));
  EXPECT_FALSE(guard.is_short(800000));
  // Two of these do not fit, though the first has not taken its share yet.
  guard.started(600000);
  EXPECT_TRUE(guard.is_short(800000));
  EXPECT_FALSE(guard.is_short(300000));
  guard.ended(600000);
  EXPECT_FALSE(guard.is_short(800000));
}

TEST_F(LimitsTest, MemoryIsShortUnderPressure) {
  const MemoryPaths memory{root + "/meminfo", root + "/pressure", root + "/list", root};
  write("/pressure", "some avg10=3.20 avg60=9.00 avg300=9.00 total=1\nfull avg10=90.00\n");
  EXPECT_FALSE(MemoryGuard(memory).is_short(0));
  write("/pressure", "some avg10=33.20 avg60=9.00 avg300=9.00 total=1\n");
  EXPECT_TRUE(MemoryGuard(memory).is_short(0));
}

TEST_F(LimitsTest, MemoryOfTheTightestCgroupCounts) {
  const MemoryPaths memory{root + "/meminfo", root + "/pressure", root + "/list", root};
  write("/list", "0::/a/b\n");
  write("/a/b/memory.max", "max\n");
  write("/a/b/memory.current", "100\n");
  EXPECT_FALSE(MemoryGuard(memory).is_short(0));
  write("/a/memory.max", "1000000000\n");
  write("/a/memory.current", "990000000\n");
  EXPECT_TRUE(MemoryGuard(memory).is_short(0));
  write("/a/memory.stat", "anon 5\ninactive_file 500000000\n");
  EXPECT_FALSE(MemoryGuard(memory).is_short(0));
}

TEST_F(LimitsTest, NoCgroupsNoQuota) { EXPECT_EQ(cgroup_cpu_quota(paths), 0); }

TEST_F(LimitsTest, TheTightestOfTheHierarchyCounts) {
  write("/list", "0::/a/b\n");
  write("/a/b/cpu.max", "max 100000\n");
  write("/a/cpu.max", "150000 100000\n");
  EXPECT_EQ(cgroup_cpu_quota(paths), 1.5);
  write("/a/b/cpu.max", "50000 100000\n");
  EXPECT_EQ(cgroup_cpu_quota(paths), 0.5);
  EXPECT_EQ(usable_cpus(paths), 1u);
}

TEST_F(LimitsTest, APathThatIsNotVisibleLeavesTheRoot) {
  write("/list", "0::/../host/path\n");
  write("/cpu.max", "300000 100000\n");
  EXPECT_EQ(cgroup_cpu_quota(paths), 3);
}

TEST_F(LimitsTest, VersionOne) {
  write("/list", "5:memory:/x\n4:cpu,cpuacct:/job\n");
  write("/cpu/job/cpu.cfs_quota_us", "200000\n");
  write("/cpu/job/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(cgroup_cpu_quota(paths), 2);
  write("/cpu/job/cpu.cfs_quota_us", "-1\n");
  EXPECT_EQ(cgroup_cpu_quota(paths), 0);
}

TEST_F(LimitsTest, LoadIsTheNumberOfRunnableTasks) {
  CapturedOutput captured;
  write("/loadavg", "0.20 0.18 0.12 3/80 11206\n");
  LoadAverage load(captured.diagnostics, root + "/loadavg");
  EXPECT_TRUE(load.too_high(2.5));
  EXPECT_FALSE(load.too_high(3));
  EXPECT_FALSE(load.too_high(-1));
}

}  // namespace
}  // namespace umake
