#include "base/file_system_memory.h"

#include <errno.h>
#include <gtest/gtest.h>

namespace umake {
namespace {

using Operation = MemoryFileSystem::Operation;

TEST(MemoryFileSystem, FindsFilesThroughDirectoriesAndLinks) {
  MemoryFileSystem files;
  files.put("/a/b/file", "text");
  files.link("../a/b", "/a/link");
  files.link("nowhere", "/a/dangling");
  EXPECT_EQ(files.text("/a/b/file"), "text");
  EXPECT_EQ(files.text("/a/link/file"), "text");
  EXPECT_EQ(files.text("/a/b/../b/./file"), "text");
  FileStat info;
  EXPECT_EQ(files.stat("/a/dangling", info), ENOENT);
  EXPECT_EQ(files.lstat("/a/dangling", info), 0);
  EXPECT_EQ(info.kind, FileKind::kSymlink);
  EXPECT_EQ(files.stat("/a/b/file/x", info), ENOTDIR);
  files.set_working_directory("/a");
  EXPECT_EQ(files.text("b/file"), "text");
  std::string target;
  EXPECT_EQ(files.read_link("link", target), 0);
  EXPECT_EQ(target, "../a/b");
}

TEST(MemoryFileSystem, LinkLoopsEnd) {
  MemoryFileSystem files;
  files.link("two", "/one");
  files.link("one", "/two");
  FileStat info;
  EXPECT_EQ(files.stat("/one", info), ELOOP);
}

TEST(MemoryFileSystem, StampsWithItsOwnClock) {
  MemoryFileSystem files;
  files.put("/f", "1");
  FileStat before;
  ASSERT_EQ(files.stat("/f", before), 0);
  files.put("/f", "2");  // within one tick: nothing to see
  FileStat same;
  ASSERT_EQ(files.stat("/f", same), 0);
  EXPECT_EQ(before.mtime, same.mtime);
  files.advance(5);
  files.touch("/f");
  FileStat after;
  ASSERT_EQ(files.stat("/f", after), 0);
  EXPECT_EQ(after.mtime.ns, before.mtime.ns + 5);
  EXPECT_EQ(after.inode, before.inode);
}

TEST(MemoryFileSystem, RenameKeepsTheInode) {
  MemoryFileSystem files;
  files.put("/d/f", "x");
  files.put("/g", "y");
  FileStat before, after;
  ASSERT_EQ(files.stat("/d/f", before), 0);
  ASSERT_EQ(files.rename("/d/f", "/g"), 0);
  ASSERT_EQ(files.stat("/g", after), 0);
  EXPECT_EQ(before.inode, after.inode);
  EXPECT_FALSE(files.exists("/d/f"));
  std::vector<std::string> names;
  ASSERT_EQ(files.list("/d", names), 0);
  EXPECT_EQ(names, (std::vector<std::string>{"..", "."}));
}

TEST(MemoryFileSystem, FailsWhenTold) {
  MemoryFileSystem files;
  files.put("/f", "x");
  files.fail(Operation::kRead, "/f", EIO, 1);
  std::string out;
  EXPECT_EQ(files.read("/f", out), EIO);
  EXPECT_EQ(files.read("/f", out), 0);
  EXPECT_EQ(out, "x");
  EXPECT_EQ(files.calls(Operation::kRead), 2u);
}

}  // namespace
}  // namespace umake
