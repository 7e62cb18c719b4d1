// What ShellCapture asks and tells about the commands of $(shell) as actions: answers that are
// known already, and what a command that ran was seen to do. Implemented by ShellResults; standard
// mode has none. Coordinator thread only.
#pragma once

#include <cstdint>
#include <string>

#include "base/digest.h"
#include "runtime/observe/observer.h"

namespace umake {

// A command that ran.
struct ObservedShell {
  std::string command;
  Trace trace;
  bool complete = false;    // every process of it was watched
  bool keep = false;        // as far as ShellCapture saw: it ended with status 0, read no standard
                            // input and wrote nothing to stderr
  bool runs_files = false;  // a file that it read may have been a script
  Digest weak_key;
  std::string output;
  int64_t started_ns = 0;  // by the file system's clock
  uint64_t wall_us = 0;
  uint64_t cpu_us = 0;
  uint64_t peak_kb = 0;
};

// What is known of a command before it runs.
enum class KnownShell : uint8_t {
  kNothing,
  kOutput,     // what it prints now
  kNeverKept,  // that watching it is in vain
};

class ShellActions {
 public:
  virtual ~ShellActions() = default;

  // Whether answers can be kept at all, or given again, in this build.
  virtual bool usable() = 0;
  // kOutput: appends what the command printed when all that it used was as it is now. Else it must
  // run.
  virtual KnownShell find(const Digest& weak_key, std::string& output) = 0;
  virtual void observed(ObservedShell shell) = 0;
  // A command ran that nobody watched: any file may have changed.
  virtual void unseen() = 0;
  // The file system's clock.
  virtual int64_t now_ns() = 0;
};

}  // namespace umake
