// That observed processes run as if nobody watched, whatever they do, and are all seen.
#include <arpa/inet.h>
#include <dirent.h>
#include <poll.h>
#include <sched.h>
#include <spawn.h>
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

void touch(const char* name) { close(open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)); }

// What the observed process does; the tests below run these.

TEST(ObservedPart, DISABLED_Descriptors) {
  mkdir("d", 0755);
  const int d = open("d", O_PATH | O_DIRECTORY);
  close(openat(d, "f", O_WRONLY | O_CREAT | O_TRUNC, 0644));
  struct stat status;
  fstatat(d, "asked", &status, 0);
  fstatat(d, "", &status, AT_EMPTY_PATH);
  ASSERT_EQ(fchdir(d), 0);
  touch("g");
  const int t = open(".", O_TMPFILE | O_RDWR, 0644);
  if (t < 0) return;
  const std::string link = "/proc/self/fd/" + std::to_string(t);
  EXPECT_EQ(linkat(AT_FDCWD, link.c_str(), AT_FDCWD, "linked", AT_SYMLINK_FOLLOW), 0);
}

TEST(ObservedPart, DISABLED_Threads) {
  mkdir("d", 0755);
  std::atomic<int> turn = 0;
  std::thread other([&] {
    touch("before");
    turn = 1;
    while (turn != 2) std::this_thread::yield();
    touch("after");
    ASSERT_EQ(chdir(".."), 0);
  });
  while (turn != 1) std::this_thread::yield();
  ASSERT_EQ(chdir("d"), 0);
  turn = 2;
  other.join();
  touch("up");
  // A thread with a working directory of its own.
  std::thread apart([] {
    ASSERT_EQ(unshare(CLONE_FS), 0);
    ASSERT_EQ(chdir("d"), 0);
    touch("apart");
  });
  apart.join();
  touch("still");
}

TEST(ObservedPart, DISABLED_Spawn) {
  const char* const arguments[] = {"cat", "a", nullptr};
  pid_t child = 0;
  ASSERT_EQ(
      posix_spawnp(&child, "cat", nullptr, nullptr, const_cast<char* const*>(arguments), environ),
      0);
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  if (vfork() == 0) {
    execl("/nosuch/program", "program", nullptr);
    _exit(1);
  }
  wait(&status);
  EXPECT_EQ(WEXITSTATUS(status), 1);
}

TEST(ObservedPart, DISABLED_BadPaths) {
  const std::string too_long(PATH_MAX + 10, 'x');
  EXPECT_EQ(open(too_long.c_str(), O_RDONLY), -1);
  EXPECT_EQ(errno, ENAMETOOLONG);
  std::string longest = "a";
  while (longest.size() + 2 < PATH_MAX) longest.insert(0, "./");
  EXPECT_GE(open(longest.c_str(), O_RDONLY), 0);
  EXPECT_EQ(syscall(SYS_openat, AT_FDCWD, 8, O_RDONLY), -1);
  EXPECT_EQ(errno, EFAULT);
  EXPECT_EQ(syscall(SYS_openat, AT_FDCWD, nullptr, O_RDONLY), -1);
  EXPECT_EQ(errno, EFAULT);
  EXPECT_EQ(open("", O_RDONLY), -1);
  EXPECT_EQ(errno, ENOENT);
  EXPECT_EQ(openat(-1, "a", O_RDONLY), -1);
  EXPECT_EQ(errno, EBADF);
}

TEST(ObservedPart, DISABLED_Interrupted) {
  struct sigaction action = {};
  static std::atomic<int> count = 0;
  action.sa_handler = [](int) { ++count; };
  action.sa_flags = SA_RESTART;  // without it a call may end with EINTR before it is heard of
  sigaction(SIGALRM, &action, nullptr);
  const itimerval timer = {{0, 100}, {0, 100}};
  setitimer(ITIMER_REAL, &timer, nullptr);
  for (int i = 0; i < 2000; ++i) {
    const int fd = open("a", O_RDONLY);
    EXPECT_GE(fd, 0) << errno;
    close(fd);
  }
  EXPECT_GT(count, 0);
}

TEST(ObservedPart, DISABLED_OwnSocket) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, "socket");
  const int server = socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_EQ(bind(server, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(listen(server, 1), 0);
  const int client = socket(AF_UNIX, SOCK_STREAM, 0);
  EXPECT_EQ(connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
}

TEST(ObservedPart, DISABLED_OthersSocket) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, "/nosuch/daemon");
  const int client = socket(AF_UNIX, SOCK_STREAM, 0);
  EXPECT_EQ(connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address), -1);
  EXPECT_EQ(errno, ENOENT);
}

TEST(ObservedPart, DISABLED_NameService) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, "/var/run/nscd/socket");
  const int client = socket(AF_UNIX, SOCK_STREAM, 0);
  connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address);
}

TEST(ObservedPart, DISABLED_Stream) { socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }

TEST(ObservedPart, DISABLED_Datagram) { socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0); }

TEST(ObservedPart, DISABLED_Connect) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(1);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int client = socket(AF_INET, SOCK_STREAM, 0);
  connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address);
}

TEST(ObservedPart, DISABLED_IoUring) { syscall(SYS_io_uring_setup, 0, nullptr); }

TEST(ObservedPart, DISABLED_Namespace) { syscall(SYS_unshare, CLONE_NEWUSER); }

TEST(ObservedPart, DISABLED_Traced) {
  const pid_t child = fork();
  if (child == 0) {
    ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    raise(SIGSTOP);
    touch("traced");
    _exit(0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) == child && WIFSTOPPED(status))
    ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
  EXPECT_TRUE(WIFEXITED(status));
}

TEST(ObservedPart, DISABLED_Nested) {
  Signals signals;
  PosixProcessRunner processes(signals);
  const std::unique_ptr<Observer> observer = make_observer();
  const std::unique_ptr<Watch> watch = observer->watch();
  ASSERT_NE(watch, nullptr);
  SpawnRequest request;
  request.arguments = {"/bin/cat", "a"};
  request.watch = watch.get();
  EXPECT_EQ(processes.spawn(request).error, 0);
  ProcessExit exit;
  EXPECT_EQ(processes.wait(-1, -1, exit), WaitResult::kExit);
  EXPECT_EQ(exit.exit_code, 0);
  Trace trace;
  EXPECT_FALSE(watch->finish(trace));
  EXPECT_EQ(observer->watch(), nullptr);
}

// Starts a recipe and is killed, or just ends, while that runs.
void start_and(void (*end)()) {
  Signals signals;
  PosixProcessRunner processes(signals);
  std::unique_ptr<Observer> observer = make_observer();
  std::unique_ptr<Watch> watch = observer->watch();
  ASSERT_NE(watch, nullptr);
  SpawnRequest request;
  request.arguments = {"/bin/sh", "-c",
                       "exec > /dev/null 2>&1; while ! test -f go; do sleep 0.01; done; cat a > b; "
                       "echo done > c"};
  request.watch = watch.get();
  ASSERT_EQ(processes.spawn(request).error, 0);
  usleep(20'000);
  if (end != nullptr) end();
}

TEST(ObservedPart, DISABLED_Killed) {
  start_and([] { kill(getpid(), SIGKILL); });
}

TEST(ObservedPart, DISABLED_KilledWhileBusy) {
  Signals signals;
  PosixProcessRunner processes(signals);
  std::unique_ptr<Observer> observer = make_observer();
  std::unique_ptr<Watch> watch = observer->watch();
  SpawnRequest request;
  request.arguments = {"/bin/sh", "-c",
                       "exec > /dev/null 2>&1; i=0; while test $i -lt 20000; do test -f x; "
                       "i=$((i+1)); done; echo done > c"};
  request.watch = watch.get();
  ASSERT_EQ(processes.spawn(request).error, 0);
  usleep(20'000);
  kill(getpid(), SIGKILL);
}

TEST(ObservedPart, DISABLED_Ended) { start_and(nullptr); }

// The tests.

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
    EXPECT_EQ(processes.wait(-1, -1, exit), WaitResult::kExit);
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
  for (int i = 0; i < kCount; ++i) ASSERT_EQ(processes.wait(-1, -1, exit), WaitResult::kExit);
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
    ASSERT_EQ(processes.wait(-1, -1, exit), WaitResult::kExit);
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
    processes.wait(-1, -1, exit);
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
  EXPECT_EQ(processes.wait(-1, -1, exit), WaitResult::kExit);
  EXPECT_EQ(contents("token"), "+");
  char back = 0;
  EXPECT_EQ(read(ends[0], &back, 1), 1);
  EXPECT_EQ(back, '-');
  EXPECT_TRUE(watch->finish(trace));
  EXPECT_EQ(trace.taints, 0);
  close(ends[0]);
  close(ends[1]);
}

}  // namespace
}  // namespace umake
