// Runs recipes: one Job for each, line after line, as many at once as slots allow.
//
// The walker hands over a target whose recipe must run; the executor expands it (RecipeExpander), echoes,
// runs or prints each line, keeps the jobserver's tokens, and reports the end through pump(). Coordinator
// thread only.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/switches.h"
#include "graph/database.h"
#include "graph/recipe_expander.h"
#include "runtime/process_runner.h"

namespace umake {

// How a recipe ended.
struct JobResult {
  TargetId target;
  Outcome outcome = Outcome::kSuccess;
  bool ran_commands = false;   // at least one line was executed (not merely printed)
  bool interrupted = false;    // a signal to make itself stopped it
};

class Executor {
 public:
  struct Dependencies {
    Database& database;
    RecipeExpander& expander;
    ProcessRunner& processes;
    Diagnostics& diagnostics;
    FileSystem& files;
    const Switches& switches;
  };
  explicit Executor(Dependencies dependencies);
  ~Executor();

  // Starts the target's recipe. Blocks (pumping) until a slot and a jobserver token are there and the load allows it.
  // The recipe may already be over on return (all lines printed by -n, empty, or direct failures): the result is
  // then delivered by the next pump() like any other. kFailed: a fatal expansion error (already reported).
  Status start(TargetId target);
  // Delivers the results of recipes that ended. `block`: waits for at least one if any is running.
  // Returns false when nothing is running and nothing was delivered.
  bool pump(bool block, std::vector<JobResult>& finished);

  // Recipes that have started and not been delivered.
  unsigned running() const;
  // Recipes that executed at least one command so far ("ran" of the summary).
  unsigned recipes_run() const;
  // A fatal signal arrived: children were told, half-made targets deleted by finish_interrupted(); exit by it.
  int interrupted() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace umake
