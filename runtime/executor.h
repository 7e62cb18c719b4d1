// Runs recipes: one job for each, line after line, as many at once as slots allow (manual, "Writing
// Recipes in Rules").
//
// The walker hands over a target whose recipe must run; the executor expands it (RecipeExpander),
// echoes, runs or prints each line, keeps the jobserver's tokens, prints whatever GNU make prints
// about recipes that failed, deletes half-made targets, and reports the end through pump().
// Coordinator thread only.
//
// A build, as the walker sees it:
//   start(a); start(b);                   // with -j1 each start() returns when the recipe is over
//   while (pump(true, finished)) ...      // results in the order the recipes ended
//   drain(finished)                       // before leaving early: "Waiting for unfinished
//   jobs...."
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/file_system.h"
#include "base/switches.h"
#include "graph/database.h"
#include "graph/recipe_expander.h"
#include "runtime/actions.h"
#include "runtime/jobserver.h"
#include "runtime/load_average.h"
#include "runtime/memory_guard.h"
#include "runtime/observe/observer.h"
#include "runtime/posix_output.h"
#include "runtime/process_runner.h"

namespace umake {

// How a recipe ended.
struct JobResult {
  TargetId target;
  Outcome outcome =
      Outcome::kSuccess;  // kSuccess, kFailed, or kQuestion (-q: a command would have run)
  bool commands_started =
      false;  // a line was executed, printed by -n, or the target touched: it is not "up to date"
  bool executed =
      false;  // at least one process ran, or the result of those that would was put back
  bool answered = false;     // -q: a sub-make ran, and its exit status was the answer
  uint32_t failed_line = 0;  // of the recipe, counted from its first: where it failed
  bool touched = false;      // -t touched it
  // A recipe failed: without -k nothing new starts. A target that -t could not touch only fails
  // itself and what depends on it.
  bool stops_others() const { return outcome == Outcome::kFailed && !touched && !dont_care; }
  // Every line, expanded, is recursive: -n, -q and -t ran all of it, so the target's time is real.
  bool only_recursive = false;
  bool dont_care = false;    // its failure stays unmentioned (Target::dont_care when it started)
  bool interrupted = false;  // a signal to umake itself stopped it
};

enum class StartResult : uint8_t {
  kOk,        // started, or over already: its result comes through pump()
  kFatal,     // a fatal error while its recipe or environment was expanded (reported)
  kStopping,  // while it waited for a slot another recipe failed and -k is off, or a signal came:
              // not started
};

class Executor {
 public:
  struct Dependencies {
    Database& database;
    RecipeExpander& expander;
    ProcessRunner& processes;
    Diagnostics& diagnostics;
    PosixOutput& output;
    FileSystem& files;
    const Switches& switches;
    Jobserver* jobserver = nullptr;  // null: `switches.jobs` alone is the limit
    LoadAverage* load = nullptr;     // null: -l is ignored
    // Called before the first process of a target's recipe starts. May be empty.
    std::function<void(TargetId)> before_first_process = {};
    // Called before a recipe's environment is made. May be empty.
    std::function<void()> before_environment = {};
    MemoryGuard* memory = nullptr;  // null: never short. Asked only under Switches::auto_jobs
    // Recipes as actions: null in standard mode, and then all that follows means nothing.
    Actions* actions = nullptr;
    Observer* observer = nullptr;  // null: recipes run unobserved
    std::string directory = {};    // the working directory
    // Variables of the environment that do not count for an action (see action_key.h).
    std::vector<std::string> ignored_environment = {};
  };
  explicit Executor(Dependencies dependencies);
  ~Executor();

  // Starts the target's recipe, under -n, -q and -t as far as these run it (recursive lines only);
  // under -t it then touches the target if it should. Expects prepare_scope(target, true) done,
  // Target::mtime from before the recipe, and the prerequisites' kChanged flags set ($?). Waits
  // until a slot and a jobserver token are there and the load allows it; with one job, or
  // .NOTPARALLEL, until the recipe is over. `reason`: for --trace, what it is made for; empty: from
  // $?, .PHONY and mtime.
  StartResult start(TargetId target, std::string_view reason = {});
  // Delivers the results of recipes that ended. `block`: waits for at least one if any is running;
  // else only those heard of already: like GNU make, the executor looks for ends when it starts
  // a recipe. Returns false when nothing is running and nothing was delivered.
  bool pump(bool block, std::vector<JobResult>& finished);
  // Waits for all that runs, after saying so once ("*** Waiting for unfinished jobs....") when any
  // does.
  void drain(std::vector<JobResult>& finished);

  // -t for a target whose recipe has no recursive line: prints "touch NAME" and does it (not under
  // -n). Members of archives too.
  Outcome touch(TargetId target);

  // Whether a line of `recipe` names $(MAKE) or ${MAKE} or starts with +, unexpanded. Under -n, -q
  // and -t only such recipes do more than print. `one_shell`: the whole recipe is one line.
  static bool any_recursive(const Recipe& recipe, bool one_shell = false);
  // Whether every line is recursive: then even -n, -q and -t run all of it.
  static bool only_recursive(const Recipe& recipe, bool one_shell = false);
  // Whether the unexpanded recipe holds nothing but blanks and @ + -: it runs nothing, and counts
  // as no recipe for messages.
  static bool blank(const Recipe& recipe);

  // Called right before the failure of a recipe is reported (an include's own error comes first).
  void set_before_failure(std::function<void(TargetId)> notice);

  // Recipes that have started and not been delivered.
  unsigned running() const;
  // Recipes that executed at least one command so far ("ran" of the summary).
  unsigned recipes_run() const;
  // Recipes whose result was put back instead ("restored"), and of these, those that make no file
  // ("replayed"); and what all of these took when they ran, in microseconds.
  struct ActionCounters {
    unsigned restored = 0;
    unsigned replayed = 0;
    uint64_t saved_us = 0;
    unsigned retried = 0;    // failed beside others and tried again
    unsigned held_back = 0;  // had to wait for memory
  };
  ActionCounters action_counters() const;
  // Lines executed or printed so far (GNU make compares this before and after a goal to say "is up
  // to date").
  unsigned commands_started() const;
  // The fatal signal that arrived (0: none). Children were told, half-made targets deleted, all
  // children awaited: what remains is to remove intermediate files and to die by it
  // (die_by_signal).
  int interrupted() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace umake
