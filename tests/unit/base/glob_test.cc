#include "base/glob.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file_system_memory.h"

namespace umake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class GlobTest : public testing::Test {
 protected:
  GlobTest() {
    for (const char* path : {"/w/b.c", "/w/a.c", "/w/.hidden.c", "/w/x[1].c", "/w/Z.c", "/w/d1/k.h",
                             "/w/d1/sub/m.h", "/w/d2/k.h", "/w/d2/n.h", "/w/-a.c"}) {
      files_.put(path, "");
    }
    files_.link("nowhere", "/w/dangling");
    files_.link("d1", "/w/dlink");
    files_.set_working_directory("/w");
  }
  std::vector<std::string> match(const std::string& pattern) {
    std::vector<std::string> out;
    const bool any = glob(files_, pattern, out);
    EXPECT_EQ(any, !out.empty());
    return out;
  }
  MemoryFileSystem files_;
};

TEST_F(GlobTest, SortsByByteAndHidesDots) {
  EXPECT_THAT(match("*.c"), ElementsAre("-a.c", "Z.c", "a.c", "b.c", "x[1].c"));
  EXPECT_THAT(match(".*.c"), ElementsAre(".hidden.c"));
  EXPECT_THAT(match("?hidden.c"), IsEmpty());
  EXPECT_THAT(match("[.]hidden.c"), IsEmpty());
}

TEST_F(GlobTest, WalksDirectories) {
  EXPECT_THAT(match("d*/k.h"), ElementsAre("d1/k.h", "d2/k.h", "dlink/k.h"));
  EXPECT_THAT(match("d?/*.h"), ElementsAre("d1/k.h", "d2/k.h", "d2/n.h"));
  EXPECT_THAT(match("*/sub/*"), ElementsAre("d1/sub/m.h", "dlink/sub/m.h"));
  EXPECT_THAT(match("/w/d[2]/*"), ElementsAre("/w/d2/k.h", "/w/d2/n.h"));
  EXPECT_THAT(match("./a.?"), ElementsAre("./a.c"));
}

TEST_F(GlobTest, ATrailingSlashAsksForDirectories) {
  EXPECT_THAT(match("*/"), ElementsAre("d1/", "d2/", "dlink/"));
  EXPECT_THAT(match("d*/*/"), ElementsAre("d1/sub/", "dlink/sub/"));
  EXPECT_THAT(match("d1/"), ElementsAre("d1/"));
  EXPECT_THAT(match("a.c/"), IsEmpty());
  EXPECT_THAT(match("/"), ElementsAre("/"));
}

TEST_F(GlobTest, APlainNameMatchesItself) {
  EXPECT_THAT(match("a.c"), ElementsAre("a.c"));
  EXPECT_THAT(match("dangling"), ElementsAre("dangling"));
  EXPECT_THAT(match("absent"), IsEmpty());
  EXPECT_THAT(match("x\\[1\\].c"), ElementsAre("x[1].c"));
  EXPECT_THAT(match("x[1.c"), IsEmpty());
  EXPECT_THAT(match(""), IsEmpty());
}

TEST(Wildcard, IsRecognised) {
  EXPECT_TRUE(has_wildcard("a*"));
  EXPECT_TRUE(has_wildcard("?"));
  EXPECT_TRUE(has_wildcard("[ab]"));
  EXPECT_TRUE(has_wildcard("[]]"));
  EXPECT_FALSE(has_wildcard("[ab"));
  EXPECT_FALSE(has_wildcard("a\\*\\?\\[b]"));
  EXPECT_FALSE(has_wildcard("[]"));
}

TEST(Wildcard, MatchesOneName) {
  EXPECT_TRUE(wildcard_match("*", ""));
  EXPECT_TRUE(wildcard_match("a*b*c", "a-b-b-c"));
  EXPECT_FALSE(wildcard_match("a*b*c", "a-b-b-"));
  EXPECT_TRUE(wildcard_match("[a-cx]?", "b1"));
  EXPECT_FALSE(wildcard_match("[!a-c]", "b"));
  EXPECT_TRUE(wildcard_match("[^a-c]", "d"));
  EXPECT_TRUE(wildcard_match("[[:digit:]_]", "7"));
  EXPECT_FALSE(wildcard_match("[[:digit:]_]", "x"));
  EXPECT_TRUE(wildcard_match("[a\\]]", "]"));
  EXPECT_TRUE(wildcard_match("[-a]", "-"));
  EXPECT_TRUE(wildcard_match("x[", "x["));
  EXPECT_TRUE(wildcard_match("\\*", "*"));
  EXPECT_FALSE(wildcard_match("\\*", "a"));
  EXPECT_TRUE(wildcard_match(std::string(40, '*') + "b", std::string(2000, 'a') + "b"));
}

TEST(Tilde, NeedsAKnownUser) {
  EXPECT_EQ(expand_tilde("~/x", "/home/me"), "/home/me/x");
  EXPECT_EQ(expand_tilde("~", "/home/me"), "/home/me");
  EXPECT_EQ(expand_tilde("x~/y", "/home/me"), "x~/y");
  EXPECT_EQ(expand_tilde("~no-such-user-here/y", "/home/me"), "~no-such-user-here/y");
  EXPECT_EQ(expand_tilde("~root/y", ""), "/root/y");
}

}  // namespace
}  // namespace umake
