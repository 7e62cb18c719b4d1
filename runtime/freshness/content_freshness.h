// Freshness by content hash with records kept in the cache directory: the Freshness of fast and
// ultra mode.
//
// One for each Database (Session makes a new one when makefiles were remade; the destructor
// flushes). Making one is free: nothing is opened before the first question. Coordinator thread
// only.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_set>

#include "base/diagnostics.h"
#include "base/switches.h"
#include "graph/database.h"
#include "runtime/actions.h"
#include "runtime/cache/action_cache.h"
#include "runtime/freshness/audit.h"
#include "runtime/freshness/freshness.h"
#include "runtime/freshness/rerun_report.h"
#include "runtime/shell_actions.h"
#include "runtime/worker_pool.h"

namespace umake {

class ContentFreshness final : public Freshness, public Actions {
 public:
  struct Dependencies {
    Database& database;
    Diagnostics& diagnostics;
    const Switches& switches;
    WorkerPool& workers;
    std::string build_directory;  // canonical (getcwd)
    std::string cache_directory;  // cache_directory_from(...) below; empty: nothing is remembered
    // The text of the target's expanded recipe, as if every prerequisite were stale ($? is all of
    // them). Asked for only when switches.recipe_check is set or the mode is ultra. May be empty:
    // then the unexpanded text alone counts.
    std::function<bool(TargetId target, std::string& text)> expanded_recipe;
    std::string temporary_directory = {};  // $TMPDIR, or empty
    ActionCache* cache = nullptr;          // null: no results are kept
    // Targets whose recipes ran before makefiles were read again, and those that run now. A recipe
    // that reads what every run of it changes must not be run for each reading: for these GNU
    // make's rule decides. May be null.
    std::unordered_set<std::string>* remade = nullptr;
    std::vector<AuditFinding>* audit = nullptr;  // takes what makefiles do not say; null: not asked
    RerunReport* rerun = nullptr;                // takes what --rerun finds; null: not asked
  };
  explicit ContentFreshness(Dependencies dependencies);
  ~ContentFreshness() override;

  void note_stat(Symbol path, const FileStat& stat) override;
  void note_absent(Symbol path) override;
  bool in_progress(TargetId target) override;
  FreshnessDecision check(const FreshnessQuery& query) override;
  bool unchanged_if_remade(TargetId target) override;
  void learned_prerequisites(TargetId target, std::vector<TargetId>& out) override;
  void learned_rivals(TargetId target, std::vector<TargetId>& out) override;
  void recipe_starts(TargetId target) override;
  void recipe_succeeded(TargetId target, RecipeRun run) override;
  void recipe_failed(TargetId target, RecipeEnd end) override;
  void phony_recipe_ended() override;
  void flush() override;
  FreshnessCounters counters() const override;

  // Actions.
  bool caches() override;
  Restored restore(TargetId target, const Digest& weak_key, ActionResult& result) override;
  void observed(TargetId target, ObservedRecipe recipe) override;
  uint64_t recorded_peak_kb(TargetId target) override;
  void unseen() override;

  // What the commands of $(shell) printed. As long as this.
  ShellActions& shell_results();
  // The makefiles are read. Whatever was looked at until then may have changed: they can write
  // files. `writes` false: nothing is to be kept (-n, -q, perhaps by a makefile's own MAKEFLAGS).
  void makefiles_read(bool writes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// $UMAKE_CACHE_DIR, else $XDG_CACHE_HOME/umake, else $HOME/.cache/umake; empty when none is set.
// Null: not set.
std::string cache_directory_from(const char* umake_cache_dir, const char* xdg_cache_home,
                                 const char* home);

}  // namespace umake
