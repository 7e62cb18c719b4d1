// What is kept of the gate for one recipe: its areas, and which of its processes are let in. Under
// the recording's lock.
#pragma once

#include <sys/types.h>

#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "runtime/file_calls_posix.h"
#include "runtime/observe/gate_area_linux.h"

namespace umake {

// How many calls of a program were notified in how many runs outside the gate, and from which
// places: of the addresses that those calls return to, the part within a page, which is the same
// wherever a library is loaded. A page that is written to must be copied, which costs a third of a
// notified call: of the sites that no run has used, most never will be.
struct ProgramCalls {
  uint32_t runs = 0;
  uint32_t calls = 0;
  std::bitset<4096> places;

  void note(uint64_t return_to) { places.set(return_to % 4096); }
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
  // What umake itself starts, unasked, until the program's first call is notified.
  std::string started;
  bool off = false;  // a debugger is at work: it would see

  void forget_directories() {
    for (const auto& area : areas) area->forget_directories();
  }
};

}  // namespace umake
