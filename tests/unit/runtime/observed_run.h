// Runs commands under the observer in a directory of their own. What a shell can't play does
// tests/observed/observed_program.cc: run_part() starts one of its parts.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <string>
#include <vector>

#include "runtime/observe/observer.h"
#include "runtime/processes_posix.h"

namespace umake {

class ObservedRun : public testing::Test {
 protected:
  ObservedRun() {
    char name[] = "/tmp/umake-observeXXXXXX";
    const char* const made = mkdtemp(name);
    char resolved[PATH_MAX];
    directory = made != nullptr && realpath(made, resolved) != nullptr ? resolved : "";
    previous = get_current();
    if (chdir(directory.c_str()) != 0) ADD_FAILURE();
  }
  ~ObservedRun() override {
    if (chdir(previous.c_str()) != 0) ADD_FAILURE();
    const std::string command = "rm -rf " + directory;
    if (system(command.c_str()) != 0) ADD_FAILURE();
  }
  void SetUp() override {
    run({"/bin/true"});
    if (!observed) GTEST_SKIP() << "this system has no seccomp user notification";
  }

  static std::string get_current() {
    char buffer[PATH_MAX];
    return getcwd(buffer, sizeof buffer) != nullptr ? buffer : "/";
  }
  static std::vector<std::string> part(const std::string& name) {
    return {UMAKE_OBSERVED_PROGRAM, name};
  }
  static void write(const std::string& name, const std::string& text, mode_t mode = 0644) {
    const int fd = open(name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    ASSERT_EQ(::write(fd, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    fchmod(fd, mode);
    close(fd);
  }
  static std::string contents(const std::string& name) {
    const int fd = open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return "(absent)";
    char buffer[256];
    const ssize_t size = read(fd, buffer, sizeof buffer);
    close(fd);
    return std::string(buffer, size > 0 ? static_cast<size_t>(size) : 0);
  }

  // Waits for the next process to end.
  static void reap(ProcessExit& exit) {
    int status = 0;
    EXPECT_GT(exit.pid = waitpid(-1, &status, 0), 0);
    exit.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    exit.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  }
  int run(std::vector<std::string> arguments) {
    const std::unique_ptr<Watch> watch = observer->watch();
    observed = false;
    if (watch == nullptr) return -1;
    SpawnRequest request;
    request.arguments = std::move(arguments);
    request.watch = watch.get();
    const SpawnResult spawned = processes.spawn(request);
    EXPECT_EQ(spawned.error, 0);
    ProcessExit exit;
    reap(exit);
    observed = watch->finish(trace);
    return exit.signal != 0 ? 128 + exit.signal : exit.exit_code;
  }
  int sh(const std::string& command) { return run({"/bin/sh", "-c", command}); }
  void run_part(const std::string& name) { EXPECT_EQ(run(part(name)), 0); }

  // Of a path below the directory unless absolute; 0: no entry.
  uint16_t flags(const std::string& path) const {
    const std::string whole = path.starts_with('/') ? path : directory + '/' + path;
    for (const TraceEntry& entry : trace.entries) {
      if (entry.path == whole) return entry.flags;
    }
    return 0;
  }
  bool has(const std::string& path, uint16_t wanted) const {
    return (flags(path) & wanted) == wanted;
  }

  std::string directory;
  std::string previous;
  Signals signals;
  PosixProcessRunner processes{signals};
  std::unique_ptr<Observer> observer = make_observer();
  Trace trace;
  bool observed = false;
};

}  // namespace umake
