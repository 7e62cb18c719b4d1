#include "runtime/processes_posix.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "captured_output.h"
#include "runtime/shell_capture.h"

namespace umake {
namespace {

class ProcessesTest : public testing::Test {
 protected:
  ProcessesTest() {
    char name[] = "/tmp/umake-processesXXXXXX";
    directory = mkdtemp(name);
  }
  ~ProcessesTest() override {
    const std::string command = "rm -rf " + directory;
    if (system(command.c_str()) != 0) ADD_FAILURE();
  }
  void write(const std::string& name, const std::string& text, mode_t mode) {
    const std::string path = directory + "/" + name;
    const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    ASSERT_EQ(::write(fd, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    fchmod(fd, mode);
    close(fd);
  }
  ProcessExit run(std::vector<std::string> arguments) {
    SpawnRequest request;
    request.arguments = std::move(arguments);
    request.environment = &environment;
    spawned = processes.spawn(request);
    ProcessExit exit;
    if (spawned.pid < 0) return exit;
    EXPECT_EQ(processes.wait(-1, {}, exit), WaitResult::kExit);
    EXPECT_EQ(exit.pid, spawned.pid);
    return exit;
  }

  std::string directory;
  Signals signals;
  PosixProcessRunner processes{signals};
  std::vector<std::string> environment = {"PATH=/nosuch:/bin:/usr/bin", "A=b"};
  SpawnResult spawned;
};

TEST_F(ProcessesTest, ReportsHowChildrenEnd) {
  EXPECT_EQ(run({"sh", "-c", "exit 3"}).exit_code, 3);
  EXPECT_EQ(run({"/bin/sh", "-c", "kill -9 $$"}).signal, SIGKILL);
  EXPECT_EQ(run({"sh", "-c", "test \"$A\" = b"}).exit_code, 0);
  ProcessExit exit;
  EXPECT_EQ(processes.wait(-1, {}, exit), WaitResult::kNoChildren);
  processes.idle();
}

TEST_F(ProcessesTest, TellsWhyAProgramDoesNotRun) {
  run({"nosuchprogram"});
  EXPECT_EQ(spawned.error, ENOENT);
  run({directory + "/x"});
  EXPECT_EQ(spawned.error, ENOENT);
  write("plain", "", 0644);
  run({directory + "/plain"});
  EXPECT_EQ(spawned.error, EACCES);
  environment[0] = "PATH=" + directory;
  run({"plain"});
  EXPECT_EQ(spawned.error, EACCES);
  run({"sh", std::string(4 << 20, 'x')});
  EXPECT_EQ(spawned.error, ENOENT);  // this PATH has no sh
  run({"/bin/sh", std::string(4 << 20, 'x')});
  EXPECT_EQ(spawned.error, E2BIG);
}

TEST_F(ProcessesTest, AScriptWithoutInterpreterGoesToTheShell) {
  write("script", "test \"$1\" = one && exit 7\n", 0755);
  EXPECT_EQ(run({directory + "/script", "one"}).exit_code, 7);
  environment[0] = "PATH=" + directory;
  EXPECT_EQ(run({"script", "one"}).exit_code, 7);
}

TEST_F(ProcessesTest, WaitWakesAndTimesOut) {
  SpawnRequest request;
  request.arguments = {"sleep", "10"};
  request.environment = &environment;
  const SpawnResult sleeper = processes.spawn(request);
  ProcessExit exit;
  EXPECT_EQ(processes.wait(0, {}, exit), WaitResult::kTimeout);
  EXPECT_EQ(processes.wait(10, {}, exit), WaitResult::kTimeout);
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  ASSERT_EQ(::write(ends[1], "x", 1), 1);
  EXPECT_EQ(processes.wait(-1, {ends, 1}, exit), WaitResult::kWake);
  processes.kill(sleeper.pid, SIGTERM);
  EXPECT_EQ(processes.wait(-1, {}, exit), WaitResult::kExit);
  EXPECT_EQ(exit.signal, SIGTERM);
  close(ends[0]);
  close(ends[1]);
}

TEST_F(ProcessesTest, DeferredSignalsAreReportedOnce) {
  SpawnRequest request;
  request.arguments = {"sleep", "10"};
  request.environment = &environment;
  const SpawnResult sleeper = processes.spawn(request);
  raise(SIGTERM);
  ProcessExit exit;
  EXPECT_EQ(processes.wait(-1, {}, exit), WaitResult::kSignal);
  EXPECT_EQ(processes.interrupted(), SIGTERM);
  processes.kill(sleeper.pid, SIGKILL);
  EXPECT_EQ(processes.wait(-1, {}, exit), WaitResult::kExit);
}

// The child of a fork has handlers that are not its own: a signal ends it and changes nothing here.
TEST_F(ProcessesTest, ASignalToAChildThatHasNotExecutedYetEndsIt) {
  EXPECT_EXIT(raise(SIGTERM), testing::KilledBySignal(SIGTERM), "");
  EXPECT_EQ(signals.fatal(), 0);
}

TEST_F(ProcessesTest, CapturesWhatAShellPrints) {
  CapturedOutput captured;
  ShellCapture capture(processes.starter(), signals, captured.output, captured.diagnostics);
  ShellRunner::Request request;
  request.shell = "/bin/sh";
  request.shell_flags = "-c";
  request.environment = environment;
  std::string output;
  request.command = "echo a; echo $A; exit 4";
  EXPECT_EQ(capture.run(request, output), 4);
  EXPECT_EQ(output, "a\nb\n");
  request.command = "kill -2 $$";
  EXPECT_EQ(capture.run(request, output), 128 + SIGINT);
  request.command = "./nosuch there";
  EXPECT_EQ(capture.run(request, output), 127);
  EXPECT_EQ(captured.take(), "make: ./nosuch: No such file or directory\n");
  output.clear();
  request.command = "head -c 100000 /dev/zero";
  EXPECT_EQ(capture.run(request, output), 0);
  EXPECT_EQ(output.size(), 100000u);
}

}  // namespace
}  // namespace umake
