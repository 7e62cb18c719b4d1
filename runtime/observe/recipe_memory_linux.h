// What is taken down of a recipe, and what is kept of its processes between two of their calls.
// Under the recording's lock.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/observe/event_log.h"
#include "runtime/observe/gate_use_linux.h"

namespace umake {

// The working directories of a recipe's processes, as indices of EventLog bases. An entry lives a
// second at most: a process number is not used again that soon.
class WorkingDirectories {
 public:
  // -1: not known.
  int64_t find(pid_t thread) const;
  // Where all of them are until the first forget().
  void start(uint32_t base) { start_ = base; }
  void remember(pid_t thread, uint32_t base);
  // Some thread changes its directory, or renames one: all is forgotten, for it may share it with
  // others, and for a while nothing remembered, for another may ask before the call is done.
  void forget();

 private:
  struct Entry {
    pid_t thread = 0;
    uint32_t base = 0;
    int64_t until_ns = 0;
  };
  std::array<Entry, 64> entries_;
  int64_t remember_from_ns_ = 0;
  int64_t start_ = -1;
};

struct RecipeMemory {
  EventLog log;
  WorkingDirectories working_directories;
  std::vector<std::string> own_sockets;  // local addresses that its processes listen at
  GateUse gate;

  // Takes down what went through the gate since the last time.
  void drain_gate();
};

}  // namespace umake
