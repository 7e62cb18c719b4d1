// That what is remembered of directories from trace to trace is never out of date.
#include <gtest/gtest.h>
#include <linux/limits.h>
#include <unistd.h>

#include <cstdlib>
#include <set>
#include <string>

#include "runtime/observe/path_resolver_posix.h"

namespace umake {
namespace {

using Kind = PathNode::Kind;

class PathResolverTest : public testing::Test {
 protected:
  PathResolverTest() {
    char name[] = "/tmp/umake-pathsXXXXXX";
    char resolved[PATH_MAX];
    if (realpath(mkdtemp(name), resolved) != nullptr) directory = resolved;
    sh("mkdir -p a/b other; echo > a/b/file; echo > other/file; ln -s b a/link; ln -s /nowhere "
       "a/dangling");
  }
  ~PathResolverTest() override { sh("rm -rf ."); }

  void sh(const std::string& command) {
    ASSERT_EQ(system(("cd " + directory + " && { " + command + "; } 2>/dev/null || :").c_str()), 0);
  }
  void start() {
    links.clear();
    resolver.start_trace([this](ResolvedPath& link) { links.insert(link.first); });
  }
  ResolvedPath& find(const std::string& path) { return *resolver.resolve(directory, path, true); }
  Kind kind(const std::string& path) { return find(path).second.kind; }
  std::string where(const std::string& path) {
    return find(path).first.substr(std::min(find(path).first.size(), directory.size()));
  }
  // All that the tests below change.
  void expect_first_state() {
    EXPECT_EQ(where("a/link/file"), "/a/b/file");
    EXPECT_EQ(kind("a/link/file"), Kind::kFile);
    EXPECT_EQ(kind("a/b/later"), Kind::kAbsent);
    EXPECT_EQ(kind("a/link/../b"), Kind::kDirectory);
    EXPECT_EQ(kind("a/dangling"), Kind::kAbsent);
    EXPECT_EQ(kind("a/nothing/below"), Kind::kAbsent);
  }

  std::string directory;
  PathResolver resolver;
  std::set<std::string> links;
};

TEST_F(PathResolverTest, SeesChangesAtOnce) {
  start();
  expect_first_state();
  sh("echo > a/b/later; rm a/link; ln -s ../other a/link; mkdir -p a/nothing/below");
  start();
  EXPECT_EQ(where("a/link/file"), "/other/file");
  EXPECT_EQ(kind("a/b/later"), Kind::kFile);
  EXPECT_EQ(kind("a/nothing/below"), Kind::kDirectory);
}

TEST_F(PathResolverTest, SeesChangesOfWhatLongStoodStill) {
  usleep(2'200'000);
  for (int i = 0; i < 3; ++i) {
    start();
    expect_first_state();
    EXPECT_EQ(links, (std::set<std::string>{directory + "/a/link", directory + "/a/dangling"}));
  }
  sh("echo > a/b/later; rm a/dangling; mkdir -p a/nothing/below");
  start();
  EXPECT_EQ(kind("a/b/later"), Kind::kFile);
  EXPECT_EQ(kind("a/dangling"), Kind::kAbsent);
  EXPECT_TRUE(links.empty());
  EXPECT_EQ(kind("a/nothing/below"), Kind::kDirectory);
  usleep(2'200'000);
  start();
  EXPECT_EQ(where("a/link/file"), "/a/b/file");
  // The directory changes places; the one that comes is as old.
  sh("mv a/b a/c; mv other a/b; rm a/b/file; ln -s ../c/file a/b/file");
  start();
  EXPECT_EQ(where("a/link/file"), "/a/c/file");
  EXPECT_EQ(links, (std::set<std::string>{directory + "/a/link", directory + "/a/b/file"}));
  sh("rm -r a");
  start();
  EXPECT_EQ(kind("a/link/file"), Kind::kAbsent);
  EXPECT_EQ(kind("a/b"), Kind::kAbsent);
}

}  // namespace
}  // namespace umake
