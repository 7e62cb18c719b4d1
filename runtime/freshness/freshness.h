// Decides by content whether an existing target must be made again, and remembers what its recipe
// was made from (the design's "Freshness in fast mode, exactly"; "rule N" below and in the .cc
// files is that list's). Standard mode has none: the walker then never calls in.
//
// What the walker does, in this order:
//   - tells every stat it makes (note_stat, note_absent), again after a recipe may have changed the
//   file: no path is then
//     stat'ed twice;
//   - for a target that exists, is not phony, and that GNU make's unconditional rules (rule 1: -B,
//   -W, a phony or missing
//     prerequisite, a prerequisite without a file, a failed one) leave open: once all its
//     prerequisites are up to date, it asks check(), whatever the times say. For targets without a
//     recipe, or with a blank one, the answer is GNU make's;
//   - around a recipe that is really run: recipe_starts before its first process, then
//   recipe_succeeded or recipe_failed. Where -t touches a target
//     instead, or no process runs: recipe_succeeded alone. Never with -n and -q.
//   - flush() at the end, and before umake dies of a signal.
//
// Coordinator thread only; hashing may fan out to the worker pool. Never fails a build: state that
// can't be used is switched off with one warning, and GNU make's rules decide.
#pragma once

#include <cstdint>
#include <vector>

#include "base/file_system.h"
#include "base/symbol.h"
#include "graph/target.h"

namespace umake {

enum class Verdict : uint8_t {
  kFresh,  // do not run
  kStale,  // run
};

// Why check() decided so: for --explain, from the same traversal that decides.
enum class FreshnessReason : uint8_t {
  kSameContent,    // fresh: every input is as recorded
  kTime,           // no usable record: GNU make's rule decided
  kInProgress,     // stale: an earlier run was killed while it made this target
  kInputChanged,   // stale: `culprit` has other content than recorded
  kInputRemade,    // stale: the recipe of `culprit` ran since (a stamp, rules 4 and 5)
  kInputNewer,     // stale: `culprit` is a prerequisite the record does not know, and newer
  kAskedFor,       // stale: --fresh, --rerun
  kRecipeChanged,  // stale: --recipe-check and another command
};

struct FreshnessQuery {
  TargetId target;  // for a double-colon rule: that rule's own target
  // GNU make's verdict by times: some prerequisite (order-only ones apart) is newer than the
  // target.
  bool stale_by_time = false;
  // It is only looked at: an intermediate file, made again when a dependant is found stale.
  bool only_checked = false;
};

struct FreshnessDecision {
  Verdict verdict = Verdict::kStale;
  FreshnessReason reason = FreshnessReason::kTime;
  Symbol culprit;  // the first input to blame, none when there is none
};

struct FreshnessCounters {
  unsigned hashed = 0;   // files whose content was read
  unsigned adopted = 0;  // targets taken over from another make
  unsigned kept = 0;     // fresh although GNU make's times said stale
  unsigned records = 0;  // written for recipes that ran
};

// What was done for a target whose recipe ended well.
enum class RecipeRun : uint8_t {
  kProcesses,  // recipe_starts was called, processes ran
  kNothing,    // no process: all it can have done is what make functions did ($(file))
  kTouched,    // -t
};

// How a recipe that did not end well ended.
enum class RecipeEnd : uint8_t {
  kFailed,  // by its exit status: GNU make's rule decides next time
  kKilled,  // by a signal, or because umake itself was stopped: the target stays in progress
};

class Freshness {
 public:
  virtual ~Freshness() = default;

  // The walker has stat'ed `path` (following symbolic links) just now.
  virtual void note_stat(Symbol path, const FileStat& stat) = 0;
  virtual void note_absent(Symbol path) = 0;

  // Whether an earlier run was killed while it made this target: it must be made again whatever
  // check() would say. check() asks itself; this is for those it is not called for.
  virtual bool in_progress(TargetId target) = 0;

  // The verdict. When it is kStale, Prerequisite::kChanged is also set on each prerequisite whose
  // content changed, so that $? names it even if it is old.
  virtual FreshnessDecision check(const FreshnessQuery& query) = 0;

  // For an intermediate or secondary target whose file is gone: whether remaking it would give what
  // its dependants were made from (its own inputs are as recorded). Then it counts as up to date
  // although its sources look newer.
  virtual bool unchanged_if_remade(TargetId target) = 0;

  // Targets whose files the target's recipe was seen to use, although no makefile says so: they had
  // better be made first. Appended to `out`.
  virtual void learned_prerequisites(TargetId target, std::vector<TargetId>& out) = 0;

  // Targets whose recipes were seen to write a file that this one's writes as well, so that the two
  // must not run at the same time. Appended to `out`, perhaps more than once.
  virtual void learned_rivals(TargetId target, std::vector<TargetId>& out) = 0;

  // The first process of the target's recipe is about to start: marks it (and those it makes along)
  // in progress, before this returns. Not called for a recipe that only prints: nothing of it can
  // be left half-made.
  virtual void recipe_starts(TargetId target) = 0;
  virtual void recipe_succeeded(TargetId target, RecipeRun run) = 0;
  virtual void recipe_failed(TargetId target, RecipeEnd end) = 0;
  // The recipe of a phony target ended. It has no record, but it may have changed files, and umakes
  // below have recorded what they made.
  virtual void phony_recipe_ended() = 0;

  // Writes what is pending.
  virtual void flush() = 0;
  virtual FreshnessCounters counters() const = 0;
};

}  // namespace umake
