#include "base/one_shell.h"

#include <gtest/gtest.h>

namespace umake {
namespace {

TEST(InnerPrefixes, GoFromAllLinesButTheFirst) {
  std::string text = "@-a\n  @+ - b\nc\\\n @d\n";
  drop_inner_prefixes(text);
  EXPECT_EQ(text, "@-a\nb\nc\\\n @d\n");
}

TEST(BourneShell, GoesByBaseName) {
  EXPECT_TRUE(is_bourne_shell("/bin/sh"));
  EXPECT_TRUE(is_bourne_shell("bash"));
  EXPECT_TRUE(is_bourne_shell("/usr/local/bin/zsh"));
  EXPECT_FALSE(is_bourne_shell("/usr/bin/perl"));
  EXPECT_FALSE(is_bourne_shell("/bin/sh/"));
  EXPECT_FALSE(is_bourne_shell(""));
}

}  // namespace
}  // namespace umake
