// What the executor asks and tells about recipes as actions: results that are known already, and
// what a recipe that ran was seen to do. Implemented by ContentFreshness; standard mode has none.
// Coordinator thread only.
#pragma once

#include <cstdint>
#include <vector>

#include "base/digest.h"
#include "graph/target.h"
#include "runtime/cache/action.h"
#include "runtime/observe/observer.h"

namespace umake {

// A recipe that ran and ended well.
struct ObservedRecipe {
  Trace trace;
  bool complete = false;   // every process of it was watched
  bool cacheable = false;  // its result may be kept under `weak_key`
  bool had_no_input = false;  // a process of it had nothing to read on standard input
  Digest weak_key;
  std::vector<PrintedPiece> printed;
  int64_t started_ns = 0;  // by the file system's clock
  uint64_t wall_us = 0;
  uint64_t cpu_us = 0;
  uint64_t peak_kb = 0;
};

// What became of a recipe whose result was looked for.
enum class Restored : uint8_t {
  kNothing,   // it must run
  kFiles,     // what it makes was put back, its target among it
  kReplayed,  // it makes no file of its target's name, and need not run again (ultra mode)
};

class Actions {
 public:
  virtual ~Actions() = default;

  // Whether results are kept at all.
  virtual bool caches() = 0;
  // Puts back what this action made from inputs that are all as they are now. Does what
  // Freshness::recipe_starts does before it touches a file. Unless kNothing,
  // Freshness::recipe_succeeded as usual.
  virtual Restored restore(TargetId target, const Digest& weak_key, ActionResult& result) = 0;
  // Before Freshness::recipe_succeeded, if that comes (it does not for phony targets).
  virtual void observed(TargetId target, ObservedRecipe recipe) = 0;
  // What the recipe needed of memory when it ran last, in KiB, about; 0: little, or not known.
  virtual uint64_t recorded_peak_kb(TargetId target) = 0;
  // A recipe ran that nobody watched: any file may have changed.
  virtual void unseen() = 0;
};

}  // namespace umake
