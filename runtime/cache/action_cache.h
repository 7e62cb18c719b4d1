// The action cache: results of recipes under what they were made from, on disk, for all build
// directories of a user.
//
// Two levels. The weak key is what is known before an action runs (recipe, shell, directory,
// environment, names of prerequisites). Under it lie the sets of inputs seen, each with a result;
// the newest set whose every input is now as it was names the result. Blobs (output files) lie
// beside, by the digest of their content.
//
// Coordinator thread only. Never fails a build: what is damaged is a miss, reported once and
// dropped; a cache that can't be written is off for the rest of the run.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/digest.h"
#include "runtime/cache/action.h"

namespace umake {

// Why a look-up found nothing: counted for --cache=status.
enum class CacheMiss : uint8_t {
  kNone,         // a hit
  kUnknown,      // nothing under this weak key
  kInput,        // there is, but some input of each set differs
  kDamaged,      // an entry or a blob was truncated, garbled or gone
  kNotRestored,  // an output could not be put into place (no permission, a full disk)
  kOff,          // the cache is off
};

// What is looked up or kept: counted apart.
enum class CacheUse : uint8_t {
  kRecipe,
  kShell,  // what the command of a $(shell) printed; verify_only: that it is never kept
};

struct CacheEntry {
  std::vector<ActionInput> inputs;
  ActionResult result;
};

class ActionCache {
 public:
  struct Limits {
    uint64_t bytes = uint64_t{5} << 30;  // of all that lies on disk (UMAKE_CACHE_SIZE)
    unsigned sets_per_key = 16;          // the oldest goes
  };
  ActionCache(std::string cache_directory, Diagnostics& diagnostics, Limits limits);
  ~ActionCache();
  ActionCache(const ActionCache&) = delete;
  ActionCache& operator=(const ActionCache&) = delete;

  // Finds the newest set of `weak` for which `same` holds for every input; `same` is asked until it
  // says no. Inputs that stand in several sets are asked once.
  CacheMiss find(const Digest& weak, const std::function<bool(const ActionInput&)>& same,
                 CacheEntry& entry, CacheUse use = CacheUse::kRecipe);
  // Puts the outputs into place and removes what the action removed. Each file is written under
  // another name and renamed: no half-written file ever stands at an output's path, and no file
  // that a hard link shares is written to. Reflink where the file system can. kNone: done;
  // kDamaged: some blob was bad, and no output was touched unless all were good.
  CacheMiss restore(const ActionResult& result);
  // Keeps the outputs' content and the set. Reads the output files now; drops the whole entry when
  // one of them is not what `entry` says (changed in between). `entry.result.outputs` carry digest,
  // size and mode.
  void store(const Digest& weak, const CacheEntry& entry, CacheUse use = CacheUse::kRecipe);
  // Writes counters, and trims to the size limit when enough was added. Called at the end of a run.
  void flush();

  // Of recipes.
  struct Counters {
    unsigned hits = 0;
    unsigned misses = 0;
    unsigned stored = 0;
    uint64_t stored_bytes = 0;
  };
  const Counters& counters() const;
  bool off() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace umake
