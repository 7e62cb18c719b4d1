// Runs the commands of $(shell) and != (manual, "The shell Function"). Owned by Session;
// coordinator thread only.
#pragma once

#include "base/diagnostics.h"
#include "base/shell_runner.h"
#include "runtime/posix_output.h"
#include "runtime/processes_posix.h"

namespace umake {

class ShellCapture final : public ShellRunner {
 public:
  ShellCapture(ProcessStarter& starter, const Signals& signals, PosixOutput& output,
               Diagnostics& diagnostics)
      : starter_(starter), signals_(signals), output_(output), diagnostics_(diagnostics) {}

  int run(const Request& request, std::string& output) override;

 private:
  void read_all(int fd, int64_t pid, std::string& output);

  ProcessStarter& starter_;
  const Signals& signals_;
  PosixOutput& output_;
  Diagnostics& diagnostics_;
};

}  // namespace umake
