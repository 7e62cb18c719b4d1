// That programs let through the gate run as ever, and that as much is seen of them.
#include <sys/resource.h>
#include <sys/syscall.h>

#include "observed_run.h"
#include "runtime/observe/gate_area_linux.h"
#include "runtime/observe/gate_linux.h"
#include "runtime/observe/supervisor_linux.h"

namespace umake {
namespace {

using E = TraceEntry;

class ObserverGateTest : public ObservedRun {
 protected:
  void SetUp() override {
    ObservedRun::SetUp();
    if (!has_gate()) GTEST_SKIP() << "no gate for this machine";
  }
  // From now on the program goes through the gate.
  void make_heavy() { run_part("Many"); }
  void make_files() {
    const std::string command =
        "rm -rf *; mkdir d; for f in a asked asked2 asked3 asked4 asked5 long through kept d/below "
        "d/read "
        "d/forked d/moved; do printf x > $f; done; for l in link link2 link3 link4; do ln -s a $l; "
        "done";
    ASSERT_EQ(system(command.c_str()), 0);
  }
  // What was seen below the directory.
  std::vector<std::pair<std::string, uint16_t>> own_entries() const {
    std::vector<std::pair<std::string, uint16_t>> own;
    for (const TraceEntry& entry : trace.entries) {
      if (entry.path.starts_with(directory)) own.emplace_back(entry.path, entry.flags);
    }
    return own;
  }
};

TEST_F(ObserverGateTest, SeesTheSame) {
  make_files();
  run_part("Gate");
  EXPECT_EQ(contents("gate"), "ou");
  const auto without = own_entries();
  EXPECT_EQ(trace.taints, 0);
  make_heavy();
  make_files();
  run_part("Gate");
  EXPECT_EQ(contents("gate"), "in");
  EXPECT_EQ(own_entries(), without);
  EXPECT_EQ(trace.taints, 0);
  EXPECT_EQ(flags("a"), E::kRead | E::kAsked);
  EXPECT_EQ(flags("absent"), E::kRead);
  EXPECT_EQ(flags("through"), E::kRead);
  EXPECT_EQ(flags("long"), E::kRead);
  EXPECT_EQ(flags("kept"), E::kRead);
  EXPECT_EQ(flags("forked"), 0);
  for (const char* const name : {"d/forked", "d/moved", "d/read"}) EXPECT_EQ(flags(name), E::kRead);
  for (const char* const name :
       {"asked", "asked2", "asked3", "asked4", "asked5", "unmade", "d/below"})
    EXPECT_EQ(flags(name), E::kAsked) << name;
  for (const char* const name : {"link", "link2", "link3", "link4"})
    EXPECT_TRUE(has(name, E::kLinkRead)) << name;
  for (const char* const name : {"d/nosuch", "a/nosuch", "d/true", "a/true", "d/unfound"})
    EXPECT_EQ(flags(name), E::kAsked) << name;
  EXPECT_TRUE(has("/usr/bin/true", E::kExecuted) || has("/bin/true", E::kExecuted));
}

TEST_F(ObserverGateTest, OtherProgramsRunAsEver) {
  make_heavy();
  write("a", "");
  for (const char* const name : {"Descriptors", "Threads", "Spawn", "BadPaths", "Interrupted"}) {
    ASSERT_EQ(system("rm -rf d"), 0);
    run_part(name);
    EXPECT_EQ(trace.taints, 0) << name;
  }
  EXPECT_EQ(flags("a"), E::kRead);
}

TEST_F(ObserverGateTest, ThreadsShareTheWorkingDirectory) {
  make_heavy();
  run_part("Threads");
  for (const char* const path : {"before", "d/after", "up", "d/apart", "still"})
    EXPECT_TRUE(has(path, E::kWritten | E::kWasAbsent)) << path;
}

TEST_F(ObserverGateTest, DebuggersSeeNothingOfIt) {
  if (system("strace -o /dev/null true 2>/dev/null") != 0) GTEST_SKIP() << "no strace";
  make_heavy();
  make_files();
  EXPECT_EQ(run({"strace", "-f", "-o", "log", UMAKE_OBSERVED_PROGRAM, "Gate"}), 0);
  EXPECT_EQ(contents("gate"), "ou");
  EXPECT_NE(system("grep -E 'memfd|, 977' log"), 0);
}

TEST_F(ObserverGateTest, DoesWithoutWhereItCanNot) {
  make_heavy();
  make_files();
  // Its descriptor has no place.
  EXPECT_EQ(sh(std::string("ulimit -n 64; exec ") + UMAKE_OBSERVED_PROGRAM + " Gate"), 0);
  EXPECT_EQ(contents("gate"), "ou");
  EXPECT_EQ(flags("d/moved"), E::kRead);
  make_files();
  EXPECT_EQ(sh(std::string("env -i ") + UMAKE_OBSERVED_PROGRAM + " Gate"), 0);
  EXPECT_EQ(contents("gate"), "in");
  EXPECT_EQ(flags("d/moved"), E::kRead);
}

TEST_F(ObserverGateTest, AnotherObserverInsideDoesNotMatter) {
  make_heavy();
  make_files();
  const std::string program = UMAKE_OBSERVED_PROGRAM;
  EXPECT_EQ(sh(program + " Nested && " + program + " Gate"), 0);
  EXPECT_EQ(contents("gate"), "in");
  EXPECT_EQ(trace.taints, 0);
}

TEST_F(ObserverGateTest, KeepsTheOrderOfReadingAndWriting) {
  // A shell's own calls are few; make it heavy by much asking.
  const std::string asks = "i=0; while test $i -lt 400; do test -f x$i; i=$((i+1)); done; ";
  sh(asks);
  write("a", "1");
  write("b", "1");
  EXPECT_EQ(sh("test -f x; read x < a; echo 2 > a; echo 2 > b; read x < b; test -f c || echo > c"),
            0);
  EXPECT_TRUE(has("a", E::kRead | E::kWritten));
  EXPECT_FALSE(has("a", E::kReplacedFirst));
  EXPECT_TRUE(has("b", E::kRead | E::kWritten | E::kReplacedFirst));
  EXPECT_TRUE(has("c", E::kAsked | E::kAskedFirst | E::kWasAbsent));
}

TEST_F(ObserverGateTest, RunsOutOfRoom) {
  const std::string many =
      "cd d; i=0; while test $i -lt 20000; do test -f /nosuch/$i; i=$((i+1)); done; test -f last";
  make_files();
  sh(many);
  EXPECT_EQ(flags("d/last"), E::kAsked);
  sh(many);
  EXPECT_EQ(flags("d/last"), E::kAsked);
  EXPECT_EQ(flags("/nosuch/19999"), E::kAsked);
  EXPECT_EQ(flags("/nosuch/10000"), E::kAsked);
}

TEST(GateAreaTest, StubsEndWhereTheLogBegins) {
  const std::unique_ptr<GateArea> area = GateArea::make();
  if (area == nullptr || !has_gate()) GTEST_SKIP() << "no gate here";
  const uint64_t cookie = area->cookie();
  uint64_t last = 0;
  while (area->has_stubs(1)) last = area->add_stub(SYS_openat, 0, {});
  EXPECT_EQ(last + sizeof(GateStub), kGateBase + kGateLog);
  EXPECT_FALSE(area->has_room());
  EXPECT_EQ(area->cookie(), cookie);
}

TEST(GateAreaTest, IsAsNewForTheNextRecipe) {
  SpareAreas areas;
  std::unique_ptr<GateArea> area = areas.take();
  if (area == nullptr || !has_gate()) GTEST_SKIP() << "no gate here";
  const uint64_t cookie = area->cookie();
  const uint64_t first = area->add_stub(SYS_openat, 0, {});
  area->forget_directories();
  const GateArea* const before = area.get();
  areas.give_back(std::move(area));
  area = areas.take();
  EXPECT_EQ(area.get(), before);
  EXPECT_NE(area->cookie(), cookie);
  EXPECT_EQ(area->generation(), 0u);
  EXPECT_EQ(area->add_stub(SYS_openat, 0, {}), first);
  EXPECT_NE(areas.take().get(), before);
}

// Nothing of one recipe is seen in the next, which has the same area.
TEST_F(ObserverGateTest, RecipesDoNotShareWhatTheySaw) {
  make_heavy();
  make_files();
  run_part("Gate");
  const auto first = own_entries();
  EXPECT_EQ(contents("gate"), "in");
  run_part("Many");
  EXPECT_EQ(flags("kept"), 0);
  make_files();
  run_part("Gate");
  EXPECT_EQ(own_entries(), first);
}

TEST_F(ObserverGateTest, SeesWhereUmakeLookedForTheProgram) {
  const std::string path = getenv("PATH");
  ASSERT_EQ(system("mkdir -p d; printf x > a"), 0);
  setenv("PATH", (directory + "/d:" + directory + "/a:d:/nosuch:" + path).c_str(), 1);
  EXPECT_EQ(run({"true"}), 0);
  EXPECT_EQ(flags("d/true"), E::kAsked);
  EXPECT_EQ(flags("a/true"), E::kAsked);
  EXPECT_EQ(flags("/nosuch/true"), E::kAsked);
  setenv("PATH", "/nosuch", 1);
  const std::unique_ptr<Watch> watch = observer->watch();
  SpawnRequest request;
  request.arguments = {"true"};
  request.watch = watch.get();
  EXPECT_EQ(processes.spawn(request).error, ENOENT);
  setenv("PATH", path.c_str(), 1);
}

// The first is started without asking the observer, which must know of those that come instead.
TEST_F(ObserverGateTest, SeesWhatIsStartedInPlaceOfTheFirst) {
  const std::string path = getenv("PATH");
  ASSERT_EQ(system("mkdir d e; echo : > d/program; echo 'cat a > out' > e/program; printf x > a;"
                   "chmod +x e/program"),
            0);
  setenv("PATH", (directory + "/d:" + directory + "/e:" + path).c_str(), 1);
  for (int turn = 0; turn < 3; ++turn) {
    EXPECT_EQ(run({"program"}), 0);
    EXPECT_TRUE(has("d/program", E::kExecuted));
    EXPECT_TRUE(has("e/program", E::kExecuted));
    EXPECT_TRUE(has("e/program", E::kRead));
    EXPECT_TRUE(has("/usr/bin/sh", E::kExecuted) || has("/usr/bin/dash", E::kExecuted) ||
                has("/usr/bin/bash", E::kExecuted) || has("/bin/sh", E::kExecuted));
    EXPECT_EQ(flags("a"), E::kRead);
  }
  setenv("PATH", path.c_str(), 1);
  EXPECT_EQ(run({"./e/program"}), 0);
  EXPECT_TRUE(has("e/program", E::kExecuted));
  EXPECT_EQ(run({"/bin/date"}), 0);
  EXPECT_TRUE(trace.has(Taint::kClock));
}

// Another observer's filter must not let through what this one's does.
TEST_F(ObserverGateTest, EachHasItsOwnPass) {
  const std::unique_ptr<Supervisor> one = Supervisor::start(), other = Supervisor::start();
  ASSERT_TRUE(one != nullptr && other != nullptr);
  EXPECT_NE(one->pass(), other->pass());
  EXPECT_NE(one->pass(), 0u);
}

// Those of a pipeline are let in while there is room, and take it one after the other.
TEST_F(ObserverGateTest, ManyProcessesAtOnceRunOutOfRoom) {
  const std::string four = " | sed s/1/2/ | sed s/2/3/ | sed s/3/4/ | sed s/4/1/";
  const std::string line = "cat a" + four + four + four + four;
  write("a", "text\n");
  EXPECT_EQ(sh("set -e; i=0; while test $i -lt 40; do " + line + "; i=$((i+1)); done > out"), 0);
  EXPECT_EQ(sh("test $(grep -c text out) = 40"), 0);
}

}  // namespace
}  // namespace umake
