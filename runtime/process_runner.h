// Starting processes and hearing of their end: the second of the two test seams (the other is FileSystem).
//
// PosixProcessRunner uses clone3(CLONE_VM|CLONE_VFORK) and waits with signals, pidfds and pipes in one ppoll; FakeProcessRunner (tests)
// runs lambdas. Coordinator thread only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace umake {

struct SpawnRequest {
  std::vector<std::string> arguments;      // [0] is looked up on the PATH of `environment` when it has no slash
  const std::vector<std::string>* environment = nullptr;
  int stdin_fd = -1;                       // -1: inherit
  int stdout_fd = -1;
  int stderr_fd = -1;
  bool keep_jobserver = false;             // a sub-make: leave the jobserver's descriptors open
};

struct SpawnResult {
  int64_t pid = -1;      // -1: could not start
  int error = 0;         // errno of the failure (ENOENT: no such program, E2BIG, ...)
};

struct ProcessExit {
  int64_t pid = -1;
  int exit_code = 0;     // when signal == 0
  int signal = 0;        // the signal that ended it
  bool core_dumped = false;
  uint64_t max_rss_kb = 0;
  int64_t cpu_us = 0;    // user + system
};

class ProcessRunner {
 public:
  virtual ~ProcessRunner() = default;
  virtual SpawnResult spawn(const SpawnRequest& request) = 0;
  // Waits until a child ended, a fatal signal arrived (then `interrupted()` is its number), or `wake_fd` (-1: none) became
  // readable. Returns false when there was no child exit to report (signal, wake_fd, or no children at all).
  // `block` false: only what already ended.
  virtual bool wait(bool block, int wake_fd, ProcessExit& out) = 0;
  virtual int interrupted() const = 0;
  virtual void kill(int64_t pid, int signal) = 0;
};

}  // namespace umake
