// Makes records: of recipes that run (from before their start to after their end), and of targets
// that are taken over as they stand. Owned by ContentFreshness; coordinator thread only.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/switches.h"
#include "graph/database.h"
#include "runtime/actions.h"
#include "runtime/cache/action_cache.h"
#include "runtime/freshness/adoptions.h"
#include "runtime/freshness/audit.h"
#include "runtime/freshness/file_states.h"
#include "runtime/freshness/footprint.h"
#include "runtime/freshness/freshness.h"
#include "runtime/freshness/persistent_state.h"
#include "runtime/freshness/recorded_targets.h"
#include "runtime/freshness/rerun_report.h"

namespace umake {

class Recorder {
 public:
  using ExpandedRecipe = RecordedTargets::ExpandedRecipe;

  // `places`: where paths lie; `cache`: where results are kept, null: nowhere; in ultra mode those
  // of recipes that make no file as well.
  Recorder(Database& database, PersistentState& store, FileStates& files, StampRegistry& stamps,
           Places& places, ActionCache* cache, const Switches& switches,
           std::vector<AuditFinding>* audit, RerunReport* rerun, ExpandedRecipe expanded);

  // See RecordedTargets.
  Symbol file_of(TargetId target) const { return targets_.file_of(target); }
  RecordKey key(TargetId target) { return targets_.key(target); }
  const std::vector<TargetId>& inputs(TargetId target) { return targets_.inputs(target); }
  bool runs_nothing(TargetId target) const { return targets_.runs_nothing(target); }

  // Whether a recipe that makes this target was killed in an earlier run, and not run again since.
  bool in_progress(TargetId target);
  void recipe_starts(TargetId target);
  void recipe_succeeded(TargetId target, RecipeRun run);
  // Whether the target's file is there now.
  bool target_exists(TargetId target) const;
  void recipe_failed(TargetId target, RecipeEnd end);
  void phony_recipe_ended();
  // What the recipe that is about to succeed was seen to do.
  void observed(TargetId target, ObservedRecipe recipe, bool phony);
  // It did not run: what `entry` says was put back.
  void restored(TargetId target, CacheEntry entry, bool phony);
  // What the cache holds of the recipe that is about to run: its result is compared with that.
  void expect(TargetId target, ActionResult result);
  // Whether the result holds the target's own file.
  bool makes(TargetId target, const ActionResult& result) const;

  // GNU make's rule found it fresh: see Adoptions.
  void adopt(TargetId target, RecordId known, const std::vector<TargetId>& more) {
    adoptions_.add(target, known, more);
  }

  // The digest of what lies in a directory, as the action of `target` sees it (InputKind::kNames).
  Digest names_in(Symbol directory, TargetId target);

  // Tells the audit what the record of a target that is up to date holds beyond its prerequisites.
  void audit_record(TargetId target, const Record& record);

  // Everything that waits for its digests becomes a record.
  void finish_all();

  unsigned adopted() const { return adoptions_.adopted(); }
  unsigned recorded() const { return recorded_; }

 private:
  struct Input {
    Symbol name;
    PathId path = kNone;
    uint64_t fingerprint = 0;  // of the state that `digest` is of
    Digest digest;
    uint64_t made = 0;
  };
  struct Own {
    TargetId target;
    Symbol name;
    PathId path = kNone;
    // As it was before the recipe.
    bool present = false;
    int64_t mtime = 0;
    Digest digest;  // unknown unless it was read before, or for a double-colon rule
  };
  // What a recipe's entry in the action cache will be. Outputs' digests come last.
  struct Result {
    Digest weak_key;
    CacheEntry entry;
    struct Output {
      Symbol name;
      uint64_t fingerprint = 0;  // as the recipe left it (of a link: the link's own)
    };
    std::vector<Output> outputs;
    Symbol target;
    std::optional<ActionResult> expected;  // with --rerun
  };
  // A directory that was listed: what the recipe itself made there (its time may be that of the
  // tick in which the recipe started), and what others had there in passing, is known when they are
  // over.
  struct Listing {
    size_t at = 0;  // among the observed inputs
    Symbol name;
    std::string listed;
  };
  struct Running {
    uint64_t number = 0;  // counted in the order of their starts
    std::vector<Input> inputs;
    std::vector<Own> own;
    std::vector<ObservationId> observed;  // beyond `inputs`; those of the system last
    uint32_t system_inputs = 0;
    std::vector<Listing> listings;
    uint64_t expanded = 0;
    int64_t started = 0;
    uint64_t peak_kb = 0;
    bool complete = false;           // all that it read is known
    bool marked = false;             // false: it was touched only (-t)
    std::shared_ptr<Result> result;  // to be kept by the action cache; null: not
  };
  // A record that lacks its target's digest. The file is read a tick after it was written: earlier
  // the digest would hold in this process only.
  struct Pending {
    Record record;
    std::vector<ObservationId> inputs;
    std::vector<Listing> listings;  // `at`: among all inputs
    uint64_t before_number = 0;     // of the recipes that started after its own was over
    Symbol own;
    uint64_t fingerprint = 0;
    int64_t due = 0;
    bool changed = false;  // the recipe wrote the file
    Digest before;         // what it held then, if known
    std::shared_ptr<Result> result;
  };

  DirectoryState& state() { return *store_.open(); }
  Running begin(TargetId target);
  std::vector<Own> own_files(TargetId target);
  Input see(Symbol name);
  void see_again(TargetId target, Running& running);
  bool is_own_member(const Running& running, Symbol name) const;
  std::vector<size_t> inputs_made_along(TargetId target, const Running& running);
  bool list_written(TargetId target, std::unordered_set<uint32_t>& names) const;
  bool list_used(TargetId target, std::unordered_set<uint32_t>& names) const;
  // recorder_observed.cc, recorder_results.cc
  void take_in(TargetId target, Running& running);
  Footprint take_in_trace(Running& running, ObservedRecipe& recipe);
  void take_in_entry(Running& running, const CacheEntry& entry);
  bool is_own(const Running& running, Symbol name) const;
  void mark_made(const Footprint& footprint, const Running& running);
  void mark_made(Symbol name);
  using DeclaredPaths = std::unordered_set<PathId>;
  static DeclaredPaths declared_paths(const Running& running);
  Digest names_in(Symbol directory, const std::vector<Own>& own,
                  const std::vector<Symbol>& removed = {});
  Digest digest_seen(const Footprint::Input& seen, int64_t started, std::string* listed);
  void note_passing(const ObservedRecipe& recipe);
  void audit_inputs(TargetId target, std::span<const ObservationId> inputs);
  void audit_outputs(TargetId target, const Running& running, const std::vector<Symbol>& outputs);
  void add_observed(Symbol name, InputKind kind, const Digest& digest, bool system,
                    const DeclaredPaths& declared, Running& running);
  void add_beside(Symbol name, const Digest& digest, Running& running);
  void keep(const ObservedRecipe& recipe, const Footprint& footprint, Running& running,
            CacheEntry entry);
  bool worth_keeping(const ObservedRecipe& recipe, const Footprint& footprint,
                     const Running& running) const;
  void add_permissions(const Footprint& footprint, const Running& running, CacheEntry& entry);
  bool add_state_after(const Footprint& footprint, CacheEntry& entry);
  void store(Result& result);
  void compare(const Result& result);
  bool note_outputs(const Footprint& footprint, Result& result);
  bool describe_output(const Result::Output& noted, ActionOutput& output);
  // The key of a record for `own`, which the recipe of `target` makes (along with others).
  RecordKey key_of(TargetId target, const Own& own);
  void succeed(TargetId target, const Running& running, const Own& own);
  bool left_older(const Running& running, const Own& own);
  void file_record(TargetId target, const Running& running, const Own& own, uint64_t fingerprint);
  void wait_for_digest(Pending pending);
  void carry_double_colon(TargetId target, const Own& own, uint64_t fingerprint);
  void forget_record(const RecordKey& key);
  void note_double_colon(const Own& own);
  void register_stamp(const Pending& pending);
  void write(RecordId id);
  void end_progress(PathId path);
  void settle_due();
  void settle(Pending& pending);
  bool awaits_others(const Pending& pending) const;
  void settle_listings(Pending& pending);

  Database& database_;
  PersistentState& store_;
  FileStates& files_;
  StampRegistry& stamps_;
  Places& places_;
  RecordedTargets targets_;
  Adoptions adoptions_;
  ActionCache* const cache_;
  const Switches& switches_;
  std::vector<AuditFinding>* const audit_;
  RerunReport* const rerun_;
  uint64_t function_acts_ = 0;  // Database's, as far as files were looked at since
  std::unordered_map<uint32_t, Running> running_;
  // By path, of double-colon targets some recipe of which was started: how many recipes have yet to
  // end before the target is no longer in progress. Not 0 only if it was so already: whichever of
  // them was killed, all are run again.
  std::unordered_map<PathId, size_t> double_colon_;
  std::deque<Pending> pending_;
  std::unordered_map<uint32_t, ObservedRecipe> traces_;  // by target, until it has succeeded
  std::unordered_map<uint32_t, CacheEntry> restored_;
  std::unordered_map<uint32_t, ActionResult> expected_;  // by target, until its recipe has run
  std::vector<std::shared_ptr<Result>> results_;  // of recipes without a record, for finish_all()
  // Paths that a recipe of this run made and that were gone when it was over.
  std::unordered_set<std::string> passing_;
  uint64_t starts_ = 0;
  unsigned recorded_ = 0;
};

}  // namespace umake
