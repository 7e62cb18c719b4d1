// One run of umake: owns what lives as long as the process, and the pipeline.
//
// A makefile that was remade makes everything read from the makefiles void: that part is a Round,
// thrown away and made anew (GNU make replaces its process for the same end). Coordinator thread
// only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/file_system_posix.h"
#include "options.h"
#include "runtime/posix_output.h"
#include "runtime/processes_posix.h"
#include "runtime/signals_posix.h"
#include "runtime/worker_pool.h"

namespace umake {

// The exit codes of the manual's "How to Run make".
// kNotRun: the program could not be started again.
enum class ExitCode : int { kSuccess = 0, kTrouble = 1, kFailure = 2, kNotRun = 127 };

// Where umake's program file lies, and so its modules; empty when that can't be found out.
std::string executable_directory();

class Session {
 public:
  Session(int argc, char** argv, char** environment);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // The whole run. Returns the exit status; does not return when a signal ended the build (dies by
  // it).
  int run();

 private:
  int finish(ExitCode code);
  Status change_directories();
  Status enter(const std::string& directory);
  Status save_stdin_makefile();
  void print_re_executing(unsigned restarts);
  bool program_is_gone();
  std::string absolute_program() const;

  const int argc_;
  char** const argv_;
  char** const environment_;
  PosixOutput output_;
  Signals signals_;
  PosixProcessRunner processes_;
  PosixFileSystem files_;
  std::unique_ptr<WorkerPool> workers_;
  Invocation invocation_;
  std::string start_directory_;  // where umake was started
  std::string directory_;        // after -C
  std::string stdin_makefile_;   // where "-f -" was saved to
};

}  // namespace umake
