// Starting processes and hearing of their end: the second of the two test seams (the other is
// FileSystem).
//
// PosixProcessRunner starts with one vfork-like clone and waits in one ppoll; FakeProcessRunner
// (tests) runs lambdas. Coordinator thread only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace umake {

class Watch;

struct SpawnRequest {
  std::vector<std::string>
      arguments;  // [0] is looked up on the PATH of `environment` when it has no slash
  const std::vector<std::string>* environment = nullptr;  // null: umake's own
  int stdin_fd = -1;                                      // -1: inherit
  int stdout_fd = -1;
  int stderr_fd = -1;
  // Descriptors that stay open in the child although they are close-on-exec here (the jobserver's
  // pipe).
  std::span<const int> keep_fds;
  // Sees what the process does to files; null: it runs unobserved.
  Watch* watch = nullptr;
};

struct SpawnResult {
  int64_t pid = -1;  // -1: could not start
  int error = 0;     // errno of the failure (ENOENT: no such program, E2BIG, ...)
};

struct ProcessExit {
  int64_t pid = -1;
  int exit_code = 0;  // when signal == 0
  int signal = 0;     // the signal that ended it
  bool core_dumped = false;
  uint64_t max_rss_kb = 0;
  int64_t cpu_us = 0;  // user + system
};

// Why a wait ended.
enum class WaitResult : uint8_t {
  kExit,    // a child ended: `out` tells which
  kSignal,  // a fatal signal arrived: interrupted() is its number
  kWake,    // one of wake_fds is readable, or at its end
  kTimeout,
  kNoChildren,  // there is none to wait for
};

class ProcessRunner {
 public:
  virtual ~ProcessRunner() = default;
  virtual SpawnResult spawn(const SpawnRequest& request) = 0;
  // Waits until one of the above. `timeout_ms`: -1 no limit, 0 only what already happened.
  // A fatal signal is reported once, then children's ends are again.
  virtual WaitResult wait(int timeout_ms, std::span<const int> wake_fds, ProcessExit& out) = 0;
  // The fatal signal that arrived, 0 when none did.
  virtual int interrupted() const = 0;
  // No recipe is under way: until the next spawn() signals are delivered as they come.
  virtual void idle() {}
  virtual void kill(int64_t pid, int signal) = 0;
};

}  // namespace umake
