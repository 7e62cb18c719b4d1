// Real processes. Each starts with one vfork-like clone: the child shares umake's memory until it
// execs, so that starting one costs the same however large umake has grown. Waits are one ppoll
// over signals and the jobserver. Coordinator thread only.
#pragma once

#include <poll.h>
#include <sys/resource.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/process_runner.h"
#include "runtime/signals_posix.h"

namespace umake {

// The part that ShellCapture shares: starts a process, and knows nothing of waiting.
class ProcessStarter {
 public:
  explicit ProcessStarter(const Signals& signals) : signals_(signals) {}
  ~ProcessStarter();
  ProcessStarter(const ProcessStarter&) = delete;
  ProcessStarter& operator=(const ProcessStarter&) = delete;

  SpawnResult start(const SpawnRequest& request);
  // Is called once, before the next process starts.
  void set_before_next(std::function<void()> notice) { before_next_ = std::move(notice); }
  // Children get this stack limit instead of umake's own (which Session may have raised).
  void set_child_stack_limit(const rlimit& limit) { stack_limit_ = limit; }

 private:
  const Signals& signals_;
  std::function<void()> before_next_;
  std::optional<rlimit> stack_limit_;
  char* stack_ = nullptr;         // of the child, until it execs
  std::vector<char*> arguments_;  // reused from start to start
  std::vector<char*> environment_;
  std::string path_buffer_;
};

class PosixProcessRunner final : public ProcessRunner {
 public:
  explicit PosixProcessRunner(Signals& signals) : signals_(signals), starter_(signals) {}

  SpawnResult spawn(const SpawnRequest& request) override;
  WaitResult wait(int timeout_ms, std::span<const int> wake_fds, ProcessExit& out) override;
  int interrupted() const override { return signals_.fatal(); }
  void idle() override { signals_.unblock(); }
  void kill(int64_t pid, int signal) override;
  ProcessStarter& starter() { return starter_; }

 private:
  WaitResult reap(ProcessExit& out);

  Signals& signals_;
  ProcessStarter starter_;
  bool signal_reported_ = false;
  std::vector<int64_t> children_;  // started and not reaped yet
  bool may_have_ended_ = false;    // a SIGCHLD came that may stand for several children
  std::vector<pollfd> polled_;     // of the wait under way
};

}  // namespace umake
