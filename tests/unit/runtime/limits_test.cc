#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "captured_output.h"
#include "runtime/cpu_limits.h"
#include "runtime/load_average.h"

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
