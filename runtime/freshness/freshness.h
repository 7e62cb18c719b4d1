// Decides by content whether a target that GNU make's rules call stale (or fresh) really is, and remembers what recipes read
// (the design's "Freshness in fast mode, exactly"). Standard mode has none: the walker then never calls in.
//
// Coordinator thread only; hashing may fan out to the worker pool. Never fails a build: a cache that can't be used is switched
// off with one warning.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/file_system.h"
#include "base/switches.h"
#include "graph/database.h"

namespace umake {

// What the walker knows when all prerequisites of an existing, non-phony target are up to date.
struct FreshnessQuery {
  TargetId target;                       // for a double-colon rule: that rule's own target
  // GNU make's mtime verdict, after its own unconditional rules (-B, missing or phony prerequisites) were applied:
  // those never come here.
  bool stale_by_time = false;
  // Prerequisites that ran a recipe in this build (by position in target.prerequisites).
  std::vector<bool> prerequisite_ran;
};

enum class Verdict : uint8_t {
  kFresh,      // do not run
  kStale,      // run
};

struct FreshnessCounters {
  unsigned hashed = 0;     // files whose content was read
  unsigned adopted = 0;    // targets taken over from another make
  unsigned fresh = 0;      // kept although mtime said stale
  unsigned records = 0;    // written
};

class Freshness {
 public:
  virtual ~Freshness() = default;

  virtual Verdict check(const FreshnessQuery& query) = 0;
  // The target's recipe is about to run / ended well / failed or was killed.
  virtual void recipe_starts(TargetId target) = 0;
  virtual void recipe_succeeded(TargetId target) = 0;
  virtual void recipe_failed(TargetId target) = 0;
  // A target was found in progress: an earlier run was killed. Asked before anything else, for existing targets too.
  virtual bool in_progress(TargetId target) = 0;
  // Whether the digest the target has now differs from before its recipe ran in this build: early cut-off.
  virtual FreshnessCounters counters() const = 0;
  // Writes what is pending. Called at the end and before umake dies of a signal.
  virtual void flush() = 0;
};

}  // namespace umake
