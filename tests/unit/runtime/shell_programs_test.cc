// Which commands of $(shell) may be kept, as far as their text and their programs tell.
#include "runtime/shell_programs.h"

#include <gtest/gtest.h>

namespace umake {
namespace {

TEST(ProgramKindTest, PassesOverVersionsAndTargets) {
  for (const char* name : {"gcc", "gcc-12", "clang-14", "clang++-14.0", "arm-none-eabi-gcc",
                           "x86_64-linux-gnu-g++-12", "x86_64-linux-gnu-ld.bfd", "cc1"}) {
    EXPECT_EQ(program_kind(name), ProgramKind::kCompiler) << name;
  }
  EXPECT_EQ(program_kind("dash"), ProgramKind::kShell);
  EXPECT_EQ(program_kind("ld-linux-x86-64.so.2"), ProgramKind::kPlain);
  EXPECT_EQ(program_kind("llvm-config-14"), ProgramKind::kWalks);
  EXPECT_EQ(program_kind("git-describe"), ProgramKind::kMindsTimes);
  EXPECT_EQ(program_kind("perl5.36.0"), ProgramKind::kPerl);
}

TEST(ProgramKindTest, KnowsNothingOfTheRest) {
  for (const char* name : {"date", "nproc", "python3.11", "my-cat", "mktemp", "make", "busybox",
                           "ccache", "stat", "", "-", "12", "a-"}) {
    EXPECT_EQ(program_kind(name), ProgramKind::kUnknown) << name;
  }
}

TEST(MayRepeatTest, WhatDiffersFromRunToRunIsNamed) {
  for (const char* text : {
           "echo $$",
           "echo $RANDOM",
           "echo ${SECONDS}",
           "echo ${$}",
           "printf '%(%s)T'",
           "sleep 1 & echo $!",
           "awk 'BEGIN{srand(); print rand()}'",
           "find . -mtime -1",
           "find . -newer x",
           "[ a -nt b ]",
           "ls -l x",
           "ls -At",
           "ls --full-time",
           "cd x && ls -1t",
           "sort -R x",
           "git log -1 --date=relative",
           "git log --since=yesterday",
           "git rev-parse master@{yesterday}",
           "echo __TIME__ | gcc -E -",
           "head -c4 /dev/urandom",
           "read x < /dev/tty",
           "echo $MAKELEVEL",
           "echo \"$SSH_TTY\"",
           "echo $XDG_SESSION_ID",
           "echo $UMAKE_MODE",
           "echo $MAKEFLAGS",
           "env",
           "env | grep X",
           "set|cat",
           "export -p",
           "hostname -I",
       }) {
    EXPECT_FALSE(may_repeat(text)) << text;
  }
}

TEST(MayRepeatTest, TheRestMay) {
  for (const char* text : {
           "",
           "echo x",
           "uname -s 2>/dev/null || echo not",
           "pkg-config --libs zlib",
           "ls *.c",
           "ls -1 src",
           "ls -A -d x*",
           "find src -name '*.c' | sort",
           "git describe --tags --always --dirty",
           "gcc -dumpversion | cut -d. -f1",
           "env LC_ALL=C gcc --version",
           "set -e; cat x",
           "export X=1; echo $X",
           "grep -c VERSION runtimes.txt",
           "echo $HOME ${HOME} $? $# $@ $* $-",
           "which python3 || which python",
       }) {
    EXPECT_TRUE(may_repeat(text)) << text;
  }
}

TEST(MayRunFilesTest, ShellsAndAwksRead) {
  for (const char* text : {". ./x", "cd a; . ./x", "source x", "sh x.sh", "/bin/bash x",
                           "awk -f x.awk y", "sh -c 'y'"}) {
    EXPECT_TRUE(may_run_files(text)) << text;
  }
  for (const char* text : {"cat x", "echo a. b", "cut -d. -c1 x", "grep x y"}) {
    EXPECT_FALSE(may_run_files(text)) << text;
  }
}

TEST(NamesKnownProgramsTest, LooksAtTheFirstWordOfEachCommand) {
  for (const char* text : {
           "echo date",
           "cat x | sed 's/date;date/x/' | sort -u",
           "if [ -f x ]; then cat x; else echo none; fi",
           "for i in date nproc; do echo $i; done",
           "LC_ALL=C gcc --version",
           "if gcc -xc /dev/null >/dev/null 2>&1; then echo yes; fi",
           "cat x >&2 <&0; cat y",
           "X=\"a b\" cat y",
           "echo \"$(cat x)\" `uname -s`",
           "(cd x && pwd) || true",
           "./configure-part --x",
           "$CC -dumpmachine",
           "! grep -q x y && echo z",
       }) {
    EXPECT_TRUE(names_known_programs(text)) << text;
  }
  for (const char* text : {
           "date",
           "cat x; date",
           "cat x | python3 -",
           "echo $(date +%s)",
           "echo \"$(date +%s)\"",
           "echo `nproc`",
           "if test -f x; then date; fi",
           "A=1 B=2 mktemp",
           "perl -e 1",
           "sudo cat x",
           "/bin/cat x && sudo cat y",
           "make -s version",
           "echo \\>&prog",
       }) {
    EXPECT_FALSE(names_known_programs(text)) << text;
  }
}

}  // namespace
}  // namespace umake
