// A ProcessRunner whose processes are lambdas, for tests of the executor's logic: nothing runs, a
// test says when and how each child ends.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "runtime/process_runner.h"

namespace umake {

class FakeProcessRunner final : public ProcessRunner {
 public:
  struct Child {
    int64_t pid = -1;
    SpawnRequest request;
    std::string command;  // the arguments with blanks between
  };

  // What a command does: called when it starts; its value is the exit that wait() reports. Unknown
  // commands exit with 0.
  std::map<std::string, std::function<ProcessExit()>> programs;
  // Programs that can't be executed, with the errno.
  std::map<std::string, int> missing;

  SpawnResult spawn(const SpawnRequest& request) override {
    Child child;
    child.request = request;
    for (const std::string& argument : request.arguments) {
      child.command += (child.command.empty() ? "" : " ") + argument;
    }
    const auto absent = missing.find(request.arguments.front());
    if (absent != missing.end()) return {-1, absent->second};
    child.pid = next_pid_++;
    ProcessExit exit;
    const auto program = programs.find(child.command);
    if (program != programs.end()) exit = program->second();
    exit.pid = child.pid;
    exits_.push_back(exit);
    started.push_back(child);
    most_at_once = std::max(most_at_once, exits_.size());
    return {child.pid, 0};
  }

  WaitResult wait(int timeout_ms, std::span<const int>, ProcessExit& out) override {
    if (signal != 0 && !signal_reported_) {
      signal_reported_ = true;
      return WaitResult::kSignal;
    }
    if (exits_.empty()) return WaitResult::kNoChildren;
    // Children end only when somebody waits for them, the first one started first (or the last
    // one).
    if (timeout_ms == 0) return WaitResult::kTimeout;
    const auto which = last_first ? exits_.end() - 1 : exits_.begin();
    out = *which;
    exits_.erase(which);
    return WaitResult::kExit;
  }
  int interrupted() const override { return signal; }
  void kill(int64_t pid, int sent) override {
    killed.emplace_back(pid, sent);
    for (ProcessExit& exit : exits_) {
      if (exit.pid == pid) exit.signal = sent;
    }
  }

  std::vector<Child> started;
  std::vector<std::pair<int64_t, int>> killed;
  size_t most_at_once = 0;
  int signal = 0;           // a fatal signal that arrived
  bool last_first = false;  // children end in the reverse order

 private:
  int64_t next_pid_ = 100;
  std::vector<ProcessExit> exits_;
  bool signal_reported_ = false;
};

// Exits for `programs`.
inline ProcessExit exits_with(int code) {
  ProcessExit exit;
  exit.exit_code = code;
  return exit;
}
inline ProcessExit killed_by(int signal) {
  ProcessExit exit;
  exit.signal = signal;
  return exit;
}

}  // namespace umake
