#include "base/archive.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file_system_memory.h"

namespace umake {
namespace {

std::string member(std::string_view name, int date, std::string_view data) {
  std::string text = fmt::format("{:<16}{:<12}{:<6}{:<6}{:<8o}{:<10}`\n{}", name, date, 0, 0,
                                 0100644, data.size(), data);
  if (data.size() % 2 == 1) text += '\n';
  return text;
}

class ArchiveTest : public testing::Test {
 protected:
  ArchiveError read(const std::string& bytes) {
    files_.put("/lib.a", bytes);
    members_.clear();
    return read_archive(files_, "/lib.a", members_);
  }
  MemoryFileSystem files_;
  std::vector<ArchiveMember> members_;
};

TEST_F(ArchiveTest, ReadsGnuNames) {
  const std::string table = "a-very-long-member-name.o/\nanother-very-long-name.o/\n";
  ASSERT_EQ(read("!<arch>\n" + member("/", 0, "symbols") + member("//", 0, table) +
                 member("x.o/", 1234, "odd") + member("/0", 77, "") + member("/27", 78, "yy")),
            ArchiveError::kNone);
  ASSERT_EQ(members_.size(), 3u);
  EXPECT_EQ(members_[0].name, "x.o");
  EXPECT_EQ(members_[0].date, 1234);
  EXPECT_EQ(members_[0].size, 3u);
  EXPECT_EQ(files_.text("/lib.a").substr(members_[0].data, members_[0].size), "odd");
  EXPECT_EQ(members_[1].name, "a-very-long-member-name.o");
  EXPECT_EQ(members_[2].name, "another-very-long-name.o");
  EXPECT_EQ(find_member(members_, "dir/x.o"), &members_[0]);
  EXPECT_EQ(find_member(members_, "y.o"), nullptr);
}

TEST_F(ArchiveTest, ReadsBsdNames) {
  ASSERT_EQ(
      read("!<arch>\n" + member("__.SYMDEF", 0, "") +
           member("#1/12", 5, std::string("long name.o\0ab", 14)) + member("short.o", 6, "b")),
      ArchiveError::kNone);
  ASSERT_EQ(members_.size(), 2u);
  EXPECT_EQ(members_[0].name, "long name.o");
  EXPECT_EQ(members_[0].size, 2u);
  EXPECT_EQ(members_[1].name, "short.o");
}

TEST_F(ArchiveTest, AFullFieldMayHaveCutTheName) {
  ASSERT_EQ(read("!<arch>\n" + member("0123456789abcdef", 5, "")), ArchiveError::kNone);
  EXPECT_NE(find_member(members_, "0123456789abcdefgh.o"), nullptr);
  EXPECT_EQ(find_member(members_, "0123456789abcde"), nullptr);
}

TEST_F(ArchiveTest, ThinArchivesHoldNoData) {
  ASSERT_EQ(read("!<thin>\n" + member("//", 0, "dir/x.o/\n") +
                 fmt::format("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", "/0", 9, 0, 0, 644, 4096) +
                 fmt::format("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", "y.o/", 9, 0, 0, 644, 10)),
            ArchiveError::kNone);
  ASSERT_EQ(members_.size(), 2u);
  EXPECT_EQ(members_[0].name, "dir/x.o");
  EXPECT_EQ(members_[1].name, "y.o");
}

TEST_F(ArchiveTest, TellsWhatIsNoArchive) {
  EXPECT_EQ(read_archive(files_, "/absent", members_), ArchiveError::kMissing);
  EXPECT_EQ(read("int main() {}"), ArchiveError::kNotArchive);
  EXPECT_EQ(read(""), ArchiveError::kNotArchive);
  EXPECT_EQ(read("!<arch>\n"), ArchiveError::kNone);
}

TEST_F(ArchiveTest, AnyTruncationIsSeen) {
  const std::string whole = "!<arch>\n" + member("//", 0, "long-name-of-member.o/\n") +
                            member("/0", 1, "abc") + member("x.o/", 1, "defg");
  const size_t second = whole.find("/0");
  const size_t third = whole.find("x.o/");
  for (size_t length = 8; length < whole.size(); ++length) {
    // The pad byte of the last odd member before the cut may be missing.
    const bool boundary = length == 8 || length == second || length == third ||
                          length == second - 1 || length == third - 1;
    EXPECT_EQ(read(whole.substr(0, length)),
              boundary ? ArchiveError::kNone : ArchiveError::kTruncated)
        << length;
  }
}

TEST_F(ArchiveTest, TouchesOneMember) {
  const std::string before = "!<arch>\n" + member("a.o/", 11, "abc") + member("b.o/", 12, "x");
  files_.put("/lib.a", before);
  FileStat archive;
  ASSERT_EQ(files_.stat("/lib.a", archive), 0);
  files_.advance(5'000'000'000);
  EXPECT_EQ(touch_archive_member(files_, "/lib.a", "dir/b.o"), 0);
  ASSERT_EQ(read_archive(files_, "/lib.a", members_), ArchiveError::kNone);
  EXPECT_EQ(members_[0].date, 11);
  EXPECT_EQ(members_[1].date, archive.mtime.ns / 1'000'000'000);
  EXPECT_EQ(files_.text("/lib.a").size(), before.size());
  EXPECT_EQ(touch_archive_member(files_, "/lib.a", "c.o"), -1);
  EXPECT_EQ(touch_archive_member(files_, "/none.a", "c.o"), -1);
}

TEST_F(ArchiveTest, TheCacheReadsAgainWhatChanged) {
  ArchiveCache cache(files_);
  const std::vector<ArchiveMember>* members = nullptr;
  EXPECT_EQ(cache.list("/lib.a", members), ArchiveError::kMissing);
  files_.put("/lib.a", "!<arch>\n" + member("a.o/", 11, "abc"));
  files_.advance(1'000'000'000);
  ASSERT_EQ(cache.list("/lib.a", members), ArchiveError::kNone);
  EXPECT_EQ(members->size(), 1u);
  const unsigned reads = files_.calls(MemoryFileSystem::Operation::kRead);
  ASSERT_EQ(cache.list("/lib.a", members), ArchiveError::kNone);
  EXPECT_EQ(files_.calls(MemoryFileSystem::Operation::kRead), reads);
  files_.put("/lib.a", "!<arch>\n" + member("a.o/", 12, "abc"));
  ASSERT_EQ(cache.list("/lib.a", members), ArchiveError::kNone);
  EXPECT_EQ(members->front().date, 12);
  // Within the clock's granularity nothing tells two writes apart.
  files_.put("/lib.a", "!<arch>\n" + member("a.o/", 13, "abc"));
  ASSERT_EQ(cache.list("/lib.a", members), ArchiveError::kNone);
  EXPECT_EQ(members->front().date, 13);
}

TEST(ArchiveName, IsSplit) {
  EXPECT_TRUE(is_archive_name("lib.a(x.o)"));
  EXPECT_FALSE(is_archive_name("(x.o)"));
  EXPECT_FALSE(is_archive_name("lib.a()"));
  EXPECT_FALSE(is_archive_name("lib.a(x.o"));
  EXPECT_FALSE(is_archive_name("x.o)"));
  EXPECT_FALSE(is_archive_name(""));
  std::string_view archive, name;
  split_archive_name("d/lib.a(x y.o)", archive, name);
  EXPECT_EQ(archive, "d/lib.a");
  EXPECT_EQ(name, "x y.o");
}

}  // namespace
}  // namespace umake
