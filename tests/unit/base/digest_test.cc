#include "base/digest.h"

#include <errno.h>
#include <gtest/gtest.h>

#include "base/file_system_memory.h"

namespace umake {
namespace {

class DigestTest : public testing::Test {
 protected:
  Digest of(const char* path) {
    FileStat stat;
    Digest digest;
    EXPECT_EQ(digest_path(files_, path, stat, digest), 0);
    return digest;
  }
  MemoryFileSystem files_;
};

TEST_F(DigestTest, StreamedContentEqualsContentInMemory) {
  for (const size_t size : {0u, 1u, 240u, 4096u, 100'000u}) {
    const std::string content(size, 'x');
    files_.put("/f", content);
    EXPECT_EQ(of("/f"), digest_of(content)) << size;
  }
}

TEST_F(DigestTest, TouchKeepsAndEditChanges) {
  files_.put("/f", "one");
  const Digest before = of("/f");
  files_.advance(1'000'000'000);
  files_.touch("/f");
  EXPECT_EQ(of("/f"), before);
  files_.put("/f", "two");
  EXPECT_NE(of("/f"), before);
}

TEST_F(DigestTest, DirectoryIsItsSortedNames) {
  files_.put("/d/b", "");
  files_.put("/d/a", "");
  files_.put("/e/a", "other content");
  files_.put("/e/b", "");
  EXPECT_EQ(of("/d"), of("/e"));
  files_.put("/e/c", "");
  EXPECT_NE(of("/d"), of("/e"));
}

TEST_F(DigestTest, MarksForWhatHasNoContent) {
  files_.link("nowhere", "/dangling");
  files_.make_special("/fifo");
  EXPECT_EQ(of("/none"), Digest::absent());
  EXPECT_EQ(of("/dangling"), Digest::absent());
  EXPECT_EQ(of("/fifo"), Digest::special());
  files_.put("/f", "x");
  files_.link("f", "/link");
  EXPECT_EQ(of("/link"), of("/f"));
}

TEST_F(DigestTest, UnreadableFileGoesByItsTimes) {
  files_.put("/f", "x");
  files_.fail(MemoryFileSystem::Operation::kRead, "/f", EACCES);
  const Digest before = of("/f");
  EXPECT_EQ(of("/f"), before);
  files_.advance(1);
  files_.touch("/f");
  EXPECT_NE(of("/f"), before);
}

TEST(Racy, UntilTheClockHasTicked) {
  FileStat stat;
  stat.mtime = {1'000'000'000'123};
  stat.ctime_ns = 1'000'000'000'123;
  EXPECT_TRUE(racy(stat, {stat.mtime.ns}));
  EXPECT_TRUE(racy(stat, {stat.mtime.ns + 10'000'000}));
  EXPECT_FALSE(racy(stat, {stat.mtime.ns + 21'000'000}));
  EXPECT_TRUE(racy(stat, {stat.mtime.ns - 5'000'000'000}));  // a time in the future
  stat.mtime = {1'000'000'000'000};
  stat.ctime_ns = stat.mtime.ns;  // a file system that counts seconds
  EXPECT_TRUE(racy(stat, {stat.mtime.ns + 1'500'000'000}));
  EXPECT_FALSE(racy(stat, {stat.mtime.ns + 2'500'000'000}));
}

TEST(Fingerprint, SeesEveryField) {
  FileStat stat;
  stat.mtime = {5};
  const uint64_t before = fingerprint_of(stat);
  EXPECT_NE(before, 0u);
  for (int field = 0; field < 5; ++field) {
    FileStat other = stat;
    if (field == 0) other.device++;
    if (field == 1) other.inode++;
    if (field == 2) other.size++;
    if (field == 3) other.mtime.ns++;
    if (field == 4) other.ctime_ns++;
    EXPECT_NE(fingerprint_of(other), before);
  }
}

}  // namespace
}  // namespace umake
