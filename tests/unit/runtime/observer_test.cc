// What the observer reports of ordinary recipes.
#include "runtime/observe/observer.h"

#include "observed_run.h"

namespace umake {
namespace {

using E = TraceEntry;
constexpr uint16_t kOutput = E::kWritten | E::kReplacedFirst | E::kWasAbsent;

class ObserverTest : public ObservedRun {};

TEST_F(ObserverTest, SeesWhatIsReadWrittenAndExecuted) {
  write("a", "text\n");
  EXPECT_EQ(sh("cat a > b"), 0);
  EXPECT_EQ(contents("b"), "text\n");
  EXPECT_EQ(flags("a"), E::kRead);
  EXPECT_EQ(flags("b"), kOutput);
  EXPECT_EQ(trace.taints, 0);
  bool cat = false, loader = false;
  for (const TraceEntry& entry : trace.entries) {
    if (entry.path.ends_with("/cat") && entry.has(E::kExecuted)) cat = true;
    if (entry.path.find("/ld-linux") != std::string::npos && entry.has(E::kExecuted)) loader = true;
  }
  EXPECT_TRUE(cat);
  EXPECT_TRUE(loader);
}

TEST_F(ObserverTest, KeepsTheOrderOfFirstUse) {
  write("a", "");
  write("b", "");
  sh("cat b a b > c");
  std::vector<std::string> own;
  for (const TraceEntry& entry : trace.entries) {
    if (entry.path.starts_with(directory + "/")) own.push_back(entry.path.substr(directory.size()));
  }
  EXPECT_EQ(own, (std::vector<std::string>{"/c", "/b", "/a"}));
}

TEST_F(ObserverTest, SeesAbsences) {
  sh("test -f nothere; cat nosuch 2>/dev/null; nosuchprogram 2>/dev/null; ./neither 2>/dev/null");
  EXPECT_EQ(flags("nothere"), E::kAsked);
  EXPECT_EQ(flags("nosuch"), E::kRead);
  EXPECT_EQ(flags("/bin/nosuchprogram") | flags("/usr/bin/nosuchprogram"), E::kAsked);
  EXPECT_EQ(flags("neither"), E::kAsked);
}

TEST_F(ObserverTest, TellsHowOutputsAreWritten) {
  write("log", "1\n");
  write("old", "1\n");
  sh("echo 2 >> log; echo 2 > old; echo 1 >> newlog; test -f asked || echo 1 > asked");
  EXPECT_EQ(flags("log"), E::kWritten);
  EXPECT_EQ(flags("old"), E::kWritten | E::kReplacedFirst);
  EXPECT_EQ(flags("newlog"), E::kWritten | E::kWasAbsent);
  EXPECT_EQ(flags("asked"), kOutput | E::kAsked | E::kAskedFirst);
  sh("cat old > x; echo 3 > old");
  EXPECT_TRUE(has("old", E::kRead | E::kWritten));
  EXPECT_FALSE(has("old", E::kReplacedFirst));
}

TEST_F(ObserverTest, FollowsTheWorkingDirectory) {
  write("a", "text");
  EXPECT_EQ(sh("mkdir -p d/e; cd d/e && cat ../../a > b; cd .. && (cd e; cat b > c); cat e/c > f"),
            0);
  EXPECT_EQ(flags("a"), E::kRead);
  EXPECT_TRUE(has("d/e", E::kDirectory | kOutput));
  EXPECT_TRUE(has("d/e/b", kOutput | E::kRead));
  EXPECT_TRUE(has("d/e/c", kOutput | E::kRead));
  EXPECT_EQ(flags("d/f"), kOutput);
}

TEST_F(ObserverTest, ResolvesSymbolicLinks) {
  EXPECT_EQ(system("mkdir -p real/sub; echo 1 > real/x; echo 2 > x; ln -s real/sub link; "
                   "ln -s link/../x hop; ln -s loop loop"),
            0);
  EXPECT_EQ(sh("cat link/../x > b; cat hop > c; cat loop 2>/dev/null; echo 1 > link/new"), 0);
  EXPECT_EQ(flags("link"), E::kLinkRead);
  EXPECT_EQ(flags("hop"), E::kLinkRead);
  EXPECT_EQ(flags("real/x"), E::kRead);
  EXPECT_EQ(flags("x"), 0);
  EXPECT_EQ(flags("real/sub/new"), kOutput);
  EXPECT_EQ(sh("readlink link > d; ln -s nowhere dangling; cat dangling 2>/dev/null; rm hop"), 0);
  EXPECT_EQ(flags("link"), E::kLinkRead);
  EXPECT_TRUE(has("dangling", kOutput));
  EXPECT_EQ(flags("nowhere"), E::kRead);
  EXPECT_TRUE(has("hop", E::kRemoved));
  EXPECT_EQ(flags("real/x"), 0);
}

TEST_F(ObserverTest, SeesRenamesLinksAndRemovals) {
  write("a", "1");
  write("old", "1");
  write("moved", "1");
  EXPECT_EQ(sh("echo 1 > t; mv t out; rm old; mv moved to; ln a hard; chmod 600 a"), 0);
  EXPECT_TRUE(has("t", E::kWritten | E::kRemoved | E::kReplacedFirst));
  EXPECT_TRUE(has("out", kOutput));
  EXPECT_TRUE(has("old", E::kRemoved | E::kReplacedFirst));
  EXPECT_FALSE(has("old", E::kWritten));
  EXPECT_TRUE(has("moved", E::kRead | E::kRemoved));
  EXPECT_FALSE(has("moved", E::kReplacedFirst));
  EXPECT_TRUE(has("to", kOutput));
  EXPECT_TRUE(has("a", E::kRead | E::kWritten));
  EXPECT_TRUE(has("hard", kOutput));
}

TEST_F(ObserverTest, KnowsWhatIsInARenamedDirectory) {
  EXPECT_EQ(sh("mkdir -p t/s; echo 1 > t/s/f; ln -s s t/l; mv t d"), 0);
  EXPECT_TRUE(has("d", E::kDirectory | E::kWritten));
  EXPECT_TRUE(has("d/s", E::kDirectory | E::kWritten));
  EXPECT_TRUE(has("d/s/f", E::kWritten | E::kReplacedFirst));
  EXPECT_TRUE(has("d/l", E::kWritten));
  EXPECT_TRUE(has("t", E::kRemoved));
  EXPECT_EQ(trace.taints, 0);
  // What was in it before, nobody saw.
  EXPECT_EQ(sh("mv d e"), 0);
  EXPECT_TRUE(trace.has(Taint::kUnseen));
}

TEST_F(ObserverTest, SeesListings) {
  EXPECT_EQ(system("mkdir d; echo > d/f"), 0);
  sh("ls d > o; test -d . && echo *");
  EXPECT_TRUE(has("d", E::kListed));
  EXPECT_TRUE(has("", E::kListed) || has(directory, E::kListed));
  EXPECT_EQ(flags("d/f"), 0);
}

TEST_F(ObserverTest, SeesTheInterpretersOfScripts) {
  write("inner", "#!/bin/sh\nexec /bin/sh \"$@\"\n", 0755);
  write("script", "#! " + directory + "/inner -e\ncat a > b\n", 0755);
  write("a", "");
  EXPECT_EQ(run({directory + "/script"}), 0);
  EXPECT_TRUE(has("script", E::kExecuted | E::kRead));
  EXPECT_TRUE(has("inner", E::kExecuted | E::kRead));
  EXPECT_TRUE(has("b", kOutput));
}

TEST_F(ObserverTest, SeesIntoEmptyEnvironments) {
  write("a", "");
  EXPECT_EQ(sh("env -i /bin/cat a > b"), 0);
  EXPECT_EQ(flags("a"), E::kRead);
}

TEST_F(ObserverTest, SeesStaticPrograms) {
  write("a", "");
  write("p.c",
        "#include <stdio.h>\nint main() { return fopen(\"a\", \"r\") == 0 || fopen(\"b\", \"w\") "
        "== 0; }\n");
  if (system("cc -static -o p p.c 2>/dev/null") != 0) GTEST_SKIP() << "no static C library";
  EXPECT_EQ(run({"./p"}), 0);
  EXPECT_TRUE(has("p", E::kExecuted));
  EXPECT_EQ(flags("a"), E::kRead);
  EXPECT_EQ(flags("b"), kOutput);
}

TEST_F(ObserverTest, OwnTemporaryFilesComeAndGo) {
  EXPECT_EQ(sh("t=$(mktemp ./tXXXXXX) && echo 1 > $t && cat $t > o && rm $t"), 0);
  size_t temporary = 0;
  for (const TraceEntry& entry : trace.entries) {
    if (!entry.path.starts_with(directory + "/t")) continue;
    ++temporary;
    EXPECT_TRUE(entry.has(E::kRemoved) && entry.has(E::kReplacedFirst) && entry.has(E::kWasAbsent));
  }
  EXPECT_EQ(temporary, 1u);
}

TEST_F(ObserverTest, TheKernelsFilesAndDevicesAreNoEntries) {
  sh("cat /proc/self/status /dev/null /proc/meminfo < /dev/stdin > /dev/null 2>&1; ls "
     "/proc/self/fd "
     "> /dev/null; cat /dev/fd/0 < /dev/null");
  EXPECT_EQ(trace.taints, 0);
  for (const TraceEntry& entry : trace.entries) {
    EXPECT_FALSE(entry.path.starts_with("/proc/") || entry.path.starts_with("/dev/")) << entry.path;
  }
  sh("cat /proc/uptime > /dev/null");
  EXPECT_TRUE(trace.has(Taint::kDevice));
  write("a", "");
  sh("cat /proc/self/cwd/a");
  EXPECT_EQ(flags("a"), E::kRead);
}

TEST_F(ObserverTest, TaintsTheTime) {
  sh("date > o");
  EXPECT_TRUE(trace.has(Taint::kClock));
  sh("date +%s > o");
  EXPECT_TRUE(trace.has(Taint::kClock));
  write("a", "");
  for (const char* const command : {"date -r a > o", "date -d @0", "date -u -d @0 +%Y",
                                    "date -ud @0", "date --date=@0", "date --reference=a"}) {
    EXPECT_EQ(sh(command), 0);
    EXPECT_EQ(trace.taints, 0) << command;
  }
}

TEST_F(ObserverTest, TaintsWhatGivesFilesToOthers) {
  write("a", "");
  EXPECT_EQ(sh("cp -p a b; chown `id -u`:`id -g` b; install -m 600 a c"), 0);
  EXPECT_EQ(trace.taints, 0);
  sh("chgrp 54321 b");
  EXPECT_TRUE(trace.has(Taint::kOwner));
  EXPECT_EQ(flags("b") & E::kWritten, E::kWritten);
  sh("chown -h 54321 b");
  EXPECT_EQ(trace.has(Taint::kOwner), geteuid() == 0);
}

TEST_F(ObserverTest, TaintsPipesOfOthers) {
  ASSERT_EQ(mkfifo("theirs", 0600), 0);
  sh("(echo > theirs &) ; read x < theirs");
  EXPECT_TRUE(trace.has(Taint::kDevice));
  sh("mkfifo own; echo > own & read x < own; wait");
  EXPECT_FALSE(trace.has(Taint::kDevice));
}

TEST(WantsPrivileges, FindsTheWord) {
  EXPECT_TRUE(wants_privileges("cd x && sudo make install"));
  EXPECT_TRUE(wants_privileges("su -c x"));
  EXPECT_TRUE(wants_privileges("/usr/bin/sudo x"));
  EXPECT_FALSE(wants_privileges("echo pseudo sudoku $(subst) docker --mount"));
  EXPECT_FALSE(wants_privileges(""));
}

}  // namespace
}  // namespace umake
