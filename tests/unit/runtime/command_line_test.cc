#include "runtime/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace umake {
namespace {

using testing::ElementsAre;

struct Built {
  CommandKind kind;
  std::vector<std::string> arguments;
};

Built build(std::string_view line, std::string_view shell = "/bin/sh",
            std::string_view flags = "-c", std::string_view ifs = "", bool one_shell = false) {
  Built built;
  built.kind =
      build_command(line, ShellSettings{shell, flags, ifs, true}, one_shell, built.arguments);
  return built;
}

TEST(CommandLine, PlainWordsNeedNoShell) {
  const Built built = build("  cc -o a\tb.c ");
  EXPECT_EQ(built.kind, CommandKind::kDirect);
  EXPECT_THAT(built.arguments, ElementsAre("cc", "-o", "a", "b.c"));
}

TEST(CommandLine, SingleQuotesAndBackslashesAreUndoneHere) {
  EXPECT_THAT(build("foo 'a b' c\\ d 'x\"$;'").arguments,
              ElementsAre("foo", "a b", "c d", "x\"$;"));
  EXPECT_THAT(build("foo '' x").arguments, ElementsAre("foo", "", "x"));
  EXPECT_THAT(build("foo a\\\\b \\;").arguments, ElementsAre("foo", "a\\b", ";"));
  EXPECT_THAT(build("foo a \\").arguments, ElementsAre("foo", "a"));
}

TEST(CommandLine, BackslashNewlineVanishesOutsideQuotes) {
  EXPECT_THAT(build("echo fo\\\no").arguments, ElementsAre("echo", "foo"));
  EXPECT_THAT(build("echo 'fo\\\no'").arguments, ElementsAre("echo", "fo\\\no"));
}

TEST(CommandLine, AnyShellCharacterCallsForTheShell) {
  for (char c : std::string_view("#;\"*?[]&|<>(){}$`^~!")) {
    const std::string line = std::string("foo a") + c + "b";
    const Built built = build(line);
    EXPECT_EQ(built.kind, CommandKind::kShell) << c;
    EXPECT_THAT(built.arguments, ElementsAre("/bin/sh", "-c", line));
  }
  EXPECT_EQ(build("foo a%b,c:d+e@f=g_h").kind, CommandKind::kDirect);
  EXPECT_EQ(build("foo 'unclosed").kind, CommandKind::kShell);
}

TEST(CommandLine, BuiltinsAndAssignmentsCallForTheShell) {
  EXPECT_EQ(build("cd x").kind, CommandKind::kShell);
  EXPECT_EQ(build("test").kind, CommandKind::kShell);
  EXPECT_EQ(build("'test' x").kind, CommandKind::kShell);
  EXPECT_EQ(build("A=b foo").kind, CommandKind::kShell);
  EXPECT_EQ(build("foo A=b").kind, CommandKind::kDirect);
  EXPECT_EQ(build("foo cd").kind, CommandKind::kDirect);
  EXPECT_EQ(build("true").kind, CommandKind::kDirect);
  EXPECT_EQ(build("kill 1").kind, CommandKind::kDirect);
}

TEST(CommandLine, UnusualSettingsCallForTheShell) {
  EXPECT_THAT(build("foo x", "/bin/bash").arguments, ElementsAre("/bin/bash", "-c", "foo x"));
  EXPECT_EQ(build("foo x", "/bin/sh", "-ec").kind, CommandKind::kDirect);
  EXPECT_THAT(build("foo x", "/bin/sh", "-e -c").arguments,
              ElementsAre("/bin/sh", "-e", "-c", "foo x"));
  EXPECT_EQ(build("foo x", "/bin/sh", "-c", "x").kind, CommandKind::kShell);
  EXPECT_EQ(build("foo x", "/bin/sh", "-c", " \t\n").kind, CommandKind::kDirect);
}

TEST(CommandLine, ShellAndFlagsMayHaveArguments) {
  EXPECT_THAT(build("foo $x", "echo hi", "ho 'h;o'").arguments,
              ElementsAre("echo", "hi", "ho", "h;o", "foo $x"));
  EXPECT_THAT(build("x y", "/bin/p", "a;b").arguments,
              ElementsAre("/bin/sh", "-c", "/bin/p a;b x\\ y"));
  EXPECT_THAT(build("x", "", "-c").arguments, ElementsAre("-c", "x"));
}

TEST(CommandLine, OneShellKeepsLinesTogether) {
  EXPECT_THAT(build("a\nb", "/bin/sh", "-c", "", true).arguments,
              ElementsAre("/bin/sh", "-c", "a\nb"));
  EXPECT_EQ(build("a b", "/bin/sh", "-c", "", true).kind, CommandKind::kDirect);
}

TEST(CommandLine, BlankLinesAreNoCommand) {
  EXPECT_EQ(build("").kind, CommandKind::kNone);
  EXPECT_EQ(build(" \t ").kind, CommandKind::kNone);
}

TEST(CommandLine, OnlyABareColonIsNull) {
  EXPECT_TRUE(is_null_command(build(":").arguments));
  EXPECT_FALSE(is_null_command(build(": ").arguments));
  EXPECT_FALSE(is_null_command(build(": x").arguments));
}

TEST(CommandLine, PrefixAndEnd) {
  const CommandPrefix prefix = command_prefix(" @ -\t+ echo");
  EXPECT_TRUE(prefix.silent && prefix.recursive && prefix.ignore);
  EXPECT_EQ(prefix.length, 7u);
  EXPECT_EQ(command_end("a\\\nb\nc"), 4u);
  EXPECT_EQ(command_end("a\\\\\nb"), 3u);
  EXPECT_EQ(command_end("abc"), 3u);
}

}  // namespace
}  // namespace umake
