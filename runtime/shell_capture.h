// Runs the commands of $(shell) and != (manual, "The shell Function"), or gives their known output
// again (fast and ultra mode). Owned by Session; coordinator thread only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/digest.h"
#include "base/shell_runner.h"
#include "runtime/captured_streams_posix.h"
#include "runtime/posix_output.h"
#include "runtime/processes_posix.h"
#include "runtime/shell_actions.h"

namespace umake {

class ShellCapture final : public ShellRunner {
 public:
  ShellCapture(ProcessStarter& starter, const Signals& signals, PosixOutput& output,
               Diagnostics& diagnostics)
      : starter_(starter), signals_(signals), output_(output), diagnostics_(diagnostics) {}

  // What is needed to keep what commands print.
  struct Keeping {
    ShellActions* actions = nullptr;  // null: every command runs
    Observer* observer = nullptr;
    std::string directory;                         // the working directory
    std::vector<std::string> ignored_environment;  // beyond action_key.h's own list
  };
  void keep(Keeping keeping) { keeping_ = std::move(keeping); }

  int run(const Request& request, std::string& output) override;

 private:
  struct Watched;

  bool worth_keeping(const Request& request) const;
  Digest key_of(const Request& request);
  const Digest& environment_key(const std::vector<std::string>& environment);
  bool begin(Watched& watched, SpawnRequest& spawn);
  void end(Watched& watched, int status, std::string_view printed);
  int run_command(const Request& request, SpawnRequest& spawn, Watched* watched,
                  std::string& output);
  void read_all(int fd, int64_t pid, Watched* watched, std::string& output);
  CapturedStreams::Take stderr_taker(Watched& watched);
  int wait_for(int64_t pid, Watched* watched);

  ProcessStarter& starter_;
  const Signals& signals_;
  PosixOutput& output_;
  Diagnostics& diagnostics_;
  Keeping keeping_;
  std::optional<Digest> machine_key_;
  std::vector<std::string> environment_;  // the last one
  Digest environment_key_;                // of it
};

}  // namespace umake
