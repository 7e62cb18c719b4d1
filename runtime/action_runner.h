// Runs recipes as actions: looks for a result that is known already, has the observer watch those
// that run, keeps what they print, and tells Actions what was seen. The executor's part of fast and
// ultra mode; private to it. Coordinator thread only.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/file_system.h"
#include "base/switches.h"
#include "graph/database.h"
#include "runtime/actions.h"
#include "runtime/captured_streams_posix.h"
#include "runtime/observe/observer.h"
#include "runtime/posix_output.h"
#include "runtime/process_runner.h"
#include "runtime/standard_input.h"

namespace umake {

struct Job;

// What is kept of one recipe between its start and its end.
struct RecipeAction {
  bool watched = false;    // its processes are to be observed
  bool cacheable = false;  // and its result may be kept
  bool unseen = false;     // a process of it ran that nobody watched
  bool had_no_input = false;  // a process of it had nothing to read on standard input
  Digest weak_key;
  std::unique_ptr<Watch> watch;              // from its first process on
  std::unique_ptr<CapturedStreams> streams;  // null: it prints by itself
  std::vector<PrintedPiece> printed;
  size_t printed_bytes = 0;
  StandardInput input;     // of the process that runs, if it has the real one
  int64_t started_ns = 0;  // by the file system's clock
  std::chrono::steady_clock::time_point began;
  uint64_t cpu_us = 0;
  uint64_t peak_kb = 0;
};

class ActionRunner {
 public:
  struct Dependencies {
    Database& database;
    FileSystem& files;
    PosixOutput& output;
    const Switches& switches;
    Actions* actions = nullptr;                    // null: recipes are no actions (standard mode)
    Observer* observer = nullptr;                  // null: nothing is watched
    std::string directory;                         // the working directory
    std::vector<std::string> ignored_environment;  // beyond action_key.h's own list
  };
  explicit ActionRunner(Dependencies dependencies) : needs_(std::move(dependencies)) {}
  ~ActionRunner();

  // Decides whether the job, whose lines are expanded, will be watched, and whether its result may
  // be kept.
  void plan(Job& job);
  // What its recipe needed of memory when it ran last, in KiB; 0: little, or not known.
  uint64_t recorded_peak_kb(TargetId target) {
    return needs_.actions != nullptr ? needs_.actions->recorded_peak_kb(target) : 0;
  }
  // The result of the job's action, put back. Expects Job::environment and the shell looked up.
  Restored restore(Job& job, ActionResult& result);
  // A command is about to be echoed.
  void command_begins(Job& job);
  // Sets the request's watch and streams.
  void process_starts(Job& job, SpawnRequest& request);
  void process_ended(Job& job, const ProcessExit& exit);
  // `ended_well`: its result counts. Everything it printed has been passed on afterwards.
  void finish(Job& job, bool ended_well);

  // What becomes readable when a job, or a process it left behind, prints.
  void append_poll_fds(const Job& job, std::vector<int>& fds) const;
  void append_poll_fds(std::vector<int>& fds) const;
  // Passes on what was printed.
  void forward(Job& job);
  void forward_left();

 private:
  bool may_keep(const Job& job) const;
  bool may_converse(const Job& job, const PosixOutput::Streams& streams) const;
  bool open_streams(Job& job);
  CapturedStreams::Take taker(Job& job);
  void explain_unkept(const Job& job, const Trace& trace);
  void key_lines(const Job& job, class ActionKey& key) const;
  void make_key(Job& job);
  const Digest& environment_key(const std::shared_ptr<const std::vector<std::string>>& variables);

  Dependencies needs_;
  std::vector<std::unique_ptr<CapturedStreams>> left_;  // of processes that outlived their recipe
  std::shared_ptr<const std::vector<std::string>> environment_;  // the last one
  Digest environment_key_;                                       // of it
};

}  // namespace umake
