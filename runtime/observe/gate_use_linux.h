// What is kept of the gate for one recipe: its areas, and which of its processes are let in. Under
// the recording's lock.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/file_calls_posix.h"
#include "runtime/observe/gate_area_linux.h"

namespace umake {

// How many calls of a program were notified in how many runs outside the gate.
struct ProgramCalls {
  uint32_t runs = 0;
  uint32_t calls = 0;
};

// What is known of one process that executed a program.
struct GateProcess {
  enum class Phase : uint8_t {
    kExecuted,  // calls execve
    kStarted,   // has made calls since
    kLetIn,
  };
  pid_t process = 0;
  Phase phase = Phase::kExecuted;
  uint8_t libraries = 0;  // bits of those that need no more looking at
  uint8_t misses = 0;
  GateDirectory directory;
  int64_t until_ns = 0;  // the process number may then be another's
  ProgramCalls* program = nullptr;
  GateArea* area = nullptr;
  OpenFile memory{-1};  // its own, until all of its libraries are known
};

// A recipe's part.
struct GateUse {
  std::array<GateProcess, 64> processes;
  std::vector<std::unique_ptr<GateArea>> areas;
  bool off = false;  // a debugger is at work: it would see

  void forget_directories() {
    for (const auto& area : areas) area->forget_directories();
  }
};

}  // namespace umake
