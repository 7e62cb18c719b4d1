// That observed processes run as if nobody watched, whatever they do, and are all seen.
#include <arpa/inet.h>
#include <dirent.h>
#include <poll.h>
#include <sched.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <thread>

#include "observed_run.h"

namespace umake {
namespace {

using E = TraceEntry;
constexpr uint16_t kOutput = E::kWritten | E::kReplacedFirst | E::kWasAbsent;

int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

bool wait_for(const std::string& path) {
  for (int i = 0; i < 500; ++i) {
    if (access(path.c_str(), F_OK) == 0) return true;
    usleep(10'000);
  }
  return false;
}

class ObserverProcessesTest : public ObservedRun {
 protected:
  // Starts a part that leaves a recipe behind, unobserved, and waits until its output ends.
  void leave_recipe(const std::string& name, ProcessExit& exit) {
    int ends[2];
    ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
    SpawnRequest request;
    request.arguments = part(name);
    request.stdout_fd = ends[1];
    request.stderr_fd = ends[1];
    ASSERT_EQ(processes.spawn(request).error, 0);
    close(ends[1]);
    reap(exit);
    char buffer[4096];
    const int64_t start = now_ms();
    while (read(ends[0], buffer, sizeof buffer) > 0) {
    }
    EXPECT_LT(now_ms() - start, 500);  // the keeper holds no pipe open
    close(ends[0]);
  }
};

TEST_F(ObserverProcessesTest, SeesPathsBelowDescriptors) {
  run_part("Descriptors");
  EXPECT_EQ(flags("d/f"), kOutput);
  EXPECT_EQ(flags("d/asked"), E::kAsked);
  EXPECT_EQ(flags("d/g"), kOutput);
  const bool has_temporary_files = access("d/linked", F_OK) == 0;  // not every file system has
  EXPECT_EQ(flags("d/linked"), has_temporary_files ? kOutput : 0);
  EXPECT_EQ(trace.taints, 0);
}

TEST_F(ObserverProcessesTest, ThreadsShareTheWorkingDirectory) {
  run_part("Threads");
  for (const char* const path : {"before", "d/after", "up", "d/apart", "still"})
    EXPECT_EQ(flags(path), kOutput) << path;
}

TEST_F(ObserverProcessesTest, SeesSpawnedPrograms) {
  write("a", "");
  run_part("Spawn");
  EXPECT_EQ(flags("a"), E::kRead);
  EXPECT_EQ(flags("/nosuch/program"), E::kAsked);
}

TEST_F(ObserverProcessesTest, BadPathsFailAsEver) {
  write("a", "");
  run_part("BadPaths");
  EXPECT_EQ(flags("a"), E::kRead);
  EXPECT_EQ(trace.taints, 0);
}

TEST_F(ObserverProcessesTest, SignalsDoNotFailCalls) {
  write("a", "");
  run_part("Interrupted");
  EXPECT_EQ(sh("trap 'echo > got; exit 3' TERM; kill -TERM $$; sleep 5"), 3);
  EXPECT_EQ(flags("got"), kOutput);
  EXPECT_EQ(sh("kill -9 $$"), 128 + 9);
}

TEST_F(ObserverProcessesTest, TaintsTheNetwork) {
  for (const char* const name : {"OthersSocket", "Datagram", "Connect"}) {
    run_part(name);
    EXPECT_EQ(trace.taints, static_cast<uint16_t>(Taint::kNetwork)) << name;
  }
  for (const char* const name : {"OwnSocket", "NameService", "Stream"}) {
    run_part(name);
    EXPECT_EQ(trace.taints, 0) << name;
  }
}

TEST_F(ObserverProcessesTest, TaintsWhatItCannotFollow) {
  for (const char* const name : {"IoUring", "Namespace"}) {
    run_part(name);
    EXPECT_EQ(trace.taints, static_cast<uint16_t>(Taint::kUnseen)) << name;
  }
}

TEST_F(ObserverProcessesTest, DebuggersWork) {
  run_part("Traced");
  EXPECT_EQ(flags("traced"), kOutput);
  EXPECT_EQ(trace.taints, 0);
  write("a", "text");
  if (system("strace -o /dev/null true 2>/dev/null") != 0) return;
  EXPECT_EQ(sh("strace -f -o log /bin/sh -c 'cat a > b'"), 0);
  EXPECT_EQ(contents("b"), "text");
  EXPECT_EQ(flags("b"), kOutput);
}

TEST_F(ObserverProcessesTest, KnowsWhatOutlivesItsRecipe) {
  EXPECT_EQ(sh("(while ! test -f go; do sleep 0.01; done; echo > late) > /dev/null 2>&1 & exit 0"),
            0);
  EXPECT_TRUE(trace.has(Taint::kOutlived));
  EXPECT_EQ(flags("late"), 0);
  write("go", "");
  EXPECT_TRUE(wait_for("late"));
  EXPECT_EQ(sh("(sleep 0.05; echo > late2) & wait"), 0);
  EXPECT_EQ(trace.taints, 0);
}

TEST_F(ObserverProcessesTest, WhatOutlivesTheObserverGoesOn) {
  EXPECT_EQ(sh("(while ! test -f go; do sleep 0.01; done; echo > late) > /dev/null 2>&1 & exit 0"),
            0);
  observer.reset();
  write("go", "");
  EXPECT_TRUE(wait_for("late"));
  observer = make_observer();
  EXPECT_EQ(run({"/bin/true"}), 0);
  EXPECT_TRUE(observed);
}

TEST_F(ObserverProcessesTest, RecipesGoOnWhenUmakeIsKilled) {
  write("a", "text");
  ProcessExit exit;
  leave_recipe("Killed", exit);
  EXPECT_EQ(exit.signal, SIGKILL);
  write("go", "");
  EXPECT_TRUE(wait_for("c"));
  EXPECT_EQ(contents("b"), "text");
}

TEST_F(ObserverProcessesTest, RecipesGoOnWhenUmakeIsKilledWhileItAnswers) {
  for (int i = 0; i < 5; ++i) {
    ProcessExit exit;
    leave_recipe("KilledWhileBusy", exit);
    EXPECT_EQ(exit.signal, SIGKILL);
    EXPECT_TRUE(wait_for("c"));
    unlink("c");
  }
}

TEST_F(ObserverProcessesTest, RecipesGoOnWhenUmakeEnds) {
  write("a", "text");
  ProcessExit exit;
  leave_recipe("Ended", exit);
  EXPECT_EQ(exit.signal, 0);
  EXPECT_EQ(exit.exit_code, 0);
  write("go", "");
  EXPECT_TRUE(wait_for("c"));
  EXPECT_EQ(contents("b"), "text");
}

TEST_F(ObserverProcessesTest, AnObserverInsideAnotherStandsBack) {
  write("a", "");
  run_part("Nested");
  EXPECT_EQ(flags("a"), E::kRead);
}

TEST_F(ObserverProcessesTest, KeepsRecipesApart) {
  constexpr int kCount = 200;
  std::vector<std::unique_ptr<Watch>> watches;
  for (int i = 0; i < kCount; ++i) {
    const std::string number = std::to_string(i);
    write("in" + number, number);
    SpawnRequest request;
    request.arguments = {"/bin/sh", "-c", "cat in" + number + " > out" + number};
    watches.push_back(observer->watch());
    request.watch = watches.back().get();
    ASSERT_EQ(processes.spawn(request).error, 0);
  }
  ProcessExit exit;
  for (int i = 0; i < kCount; ++i) reap(exit);
  for (int i = 0; i < kCount; ++i) {
    const std::string number = std::to_string(i);
    ASSERT_TRUE(watches[static_cast<size_t>(i)]->finish(trace));
    EXPECT_EQ(flags("in" + number), E::kRead);
    EXPECT_EQ(flags("out" + number), kOutput);
    EXPECT_EQ(flags("in" + std::to_string(i + 1)), 0);
    EXPECT_EQ(trace.taints, 0);
  }
}

TEST_F(ObserverProcessesTest, OneWatchForSeveralProcesses) {
  const std::unique_ptr<Watch> watch = observer->watch();
  for (const char* const command : {"echo 1 > a", "cat a > b"}) {
    SpawnRequest request;
    request.arguments = {"/bin/sh", "-c", command};
    request.watch = watch.get();
    ASSERT_EQ(processes.spawn(request).error, 0);
    ProcessExit exit;
    reap(exit);
  }
  ASSERT_TRUE(watch->finish(trace));
  EXPECT_EQ(flags("a"), kOutput | E::kRead);
  EXPECT_EQ(flags("b"), kOutput);
}

int count_descriptors() {
  int count = 0;
  DIR* const listing = opendir("/proc/self/fd");
  while (readdir(listing) != nullptr) ++count;
  closedir(listing);
  return count;
}

TEST_F(ObserverProcessesTest, LeavesUmakesDescriptorsAlone) {
  usleep(10'000);
  const int before = count_descriptors();
  struct stat first, second;
  fstat(STDOUT_FILENO, &first);
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int i = 0; i < 20; ++i) {
    const std::unique_ptr<Watch> watch = observer->watch();
    SpawnRequest request;
    request.arguments = {i % 2 == 0 ? "/bin/true" : "/nosuch/program"};
    request.stdout_fd = null;
    request.watch = watch.get();
    if (processes.spawn(request).pid < 0) continue;
    ProcessExit exit;
    reap(exit);
    EXPECT_TRUE(watch->finish(trace));
  }
  close(null);
  fstat(STDOUT_FILENO, &second);
  EXPECT_EQ(first.st_ino, second.st_ino);
  usleep(10'000);
  EXPECT_EQ(count_descriptors(), before);
}

TEST_F(ObserverProcessesTest, KeepsTheJobserversPipe) {
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  ASSERT_EQ(::write(ends[1], "+", 1), 1);
  const std::unique_ptr<Watch> watch = observer->watch();
  SpawnRequest request;
  const std::string in = "/dev/fd/" + std::to_string(ends[0]);
  const std::string out = "/dev/fd/" + std::to_string(ends[1]);
  request.arguments = {"/bin/sh", "-c", "head -c1 " + in + " > token; printf - > " + out};
  request.keep_fds = ends;
  request.watch = watch.get();
  ASSERT_EQ(processes.spawn(request).error, 0);
  ProcessExit exit;
  reap(exit);
  EXPECT_EQ(contents("token"), "+");
  char back = 0;
  EXPECT_EQ(read(ends[0], &back, 1), 1);
  EXPECT_EQ(back, '-');
  EXPECT_TRUE(watch->finish(trace));
  EXPECT_EQ(trace.taints, 0);
  close(ends[0]);
  close(ends[1]);
}

TEST_F(ObserverProcessesTest, ChangesWaitForWhatWasPrintedBefore) {
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
  const std::unique_ptr<Watch> watch = observer->watch();
  watch->prints_to(ends[0], -1);
  SpawnRequest request;
  request.arguments = {"/bin/sh", "-c", "echo printed; : > made"};
  request.watch = watch.get();
  request.stdout_fd = ends[1];
  ASSERT_EQ(processes.spawn(request).error, 0);
  pollfd polled = {ends[0], POLLIN, 0};
  ASSERT_EQ(poll(&polled, 1, 10'000), 1);
  usleep(20'000);
  EXPECT_EQ(access("made", F_OK), -1);
  char text[16];
  EXPECT_EQ(read(ends[0], text, sizeof text), 8);
  ProcessExit exit;
  reap(exit);
  EXPECT_EQ(access("made", F_OK), 0);
  EXPECT_TRUE(watch->finish(trace));
  for (const int end : ends) close(end);
}

// A umake that starts one observed process after the other, until it is killed.
[[noreturn]] void run_until_killed() {
  setpgid(0, 0);
  Signals signals;
  PosixProcessRunner processes(signals);
  const std::unique_ptr<Observer> observer = make_observer();
  for (;;) {
    const std::unique_ptr<Watch> watch = observer->watch();
    SpawnRequest request;
    request.arguments = {"/bin/true"};
    request.watch = watch.get();
    processes.spawn(request);
    waitpid(-1, nullptr, 0);
  }
}

// At any moment, from before the first process is observed: what it has started must end by itself.
TEST_F(ObserverProcessesTest, NothingHangsWhenUmakeIsKilled) {
  ASSERT_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  for (unsigned round = 0; round < 60; ++round) {
    const pid_t umake = fork();
    if (umake == 0) run_until_killed();
    setpgid(umake, umake);
    usleep(round * 50);
    kill(umake, SIGKILL);
    int waited_ms = 0;
    for (pid_t ended = 0; ended >= 0 && waited_ms < 20'000; waited_ms += ended == 0 ? 1 : 0) {
      ended = waitpid(-umake, nullptr, WNOHANG);
      if (ended == 0) usleep(1000);
    }
    EXPECT_LT(waited_ms, 20'000);
    kill(-umake, SIGKILL);
    if (HasFailure()) break;
  }
  // The keepers, which are this process's now.
  while (waitpid(-1, nullptr, 0) > 0) {
  }
  prctl(PR_SET_CHILD_SUBREAPER, 0);
}

}  // namespace
}  // namespace umake
