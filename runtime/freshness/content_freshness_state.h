// ContentFreshness's private part: what it knows while a build goes on. Coordinator thread only.
#pragma once

#include <algorithm>
#include <span>
#include <unordered_set>
#include <vector>

#include "runtime/freshness/content_freshness.h"
#include "runtime/freshness/file_states.h"
#include "runtime/freshness/persistent_state.h"
#include "runtime/freshness/recorder.h"
#include "runtime/freshness/rivals.h"
#include "runtime/freshness/shell_results.h"

namespace umake {

struct ContentFreshness::State {
  // Intermediate files that are gone stand for what they were made from; so deep a chain of them is
  // followed.
  static constexpr unsigned kDeepestChain = 500;

  explicit State(Dependencies dependencies)
      : needs(std::move(dependencies)),
        database(needs.database),
        store(needs.cache_directory, needs.build_directory, needs.diagnostics,
              !needs.switches.just_print && !needs.switches.question),
        stamps(needs.cache_directory),
        files(database.symbols, database.files, needs.workers, stamps),
        places(database.files, needs.build_directory, needs.cache_directory,
               needs.temporary_directory),
        recorder(database, store, files, stamps, places, needs.cache, needs.switches, needs.audit,
                 needs.rerun, [this](TargetId id) { return expanded(id); }),
        shell_results({database, store, files, places, needs.switches, needs.cache, needs.rerun,
                       [this] { return open(); }}) {}

  bool open();
  bool recipes_count() const {
    return needs.switches.recipe_check || needs.switches.mode == Mode::kUltra;
  }
  uint64_t expanded(TargetId id);
  FreshnessDecision decide(const FreshnessQuery& query);
  FreshnessDecision by_time(const FreshnessQuery& query);
  bool remade_before(TargetId id) {
    return needs.remade != nullptr && !needs.remade->empty() &&
           needs.remade->contains(recipe_name(id));
  }
  std::string recipe_name(TargetId id);
  // --fresh and --rerun.
  bool asked_for(Symbol name) const {
    if (needs.rerun != nullptr) return true;
    const std::vector<std::string>& list = needs.switches.fresh;
    return !list.empty() &&
           std::find(list.begin(), list.end(), database.symbols.text(name)) != list.end();
  }
  bool ultra() const { return needs.switches.mode == Mode::kUltra; }
  bool judge_observed(TargetId target, const Record& record, size_t from,
                      FreshnessDecision& decision);
  bool judge_declared(TargetId id, const Record& record, FreshnessDecision& decision);
  bool is_former_directory(TargetId id, const Observation& seen);
  void judge_known(TargetId id, const Record& record, FreshnessDecision& decision);
  void judge_unknown(TargetId id, FreshnessDecision& decision, std::vector<TargetId>& more);
  void mark_changed(TargetId id, const Record& record);
  bool is_as_left(const Record& record);
  bool same_recipe(TargetId id, const Record& record);
  FreshnessReason compare(const Record& record, const Observation& seen, TargetId input);
  bool was_made_directory(const Observation& seen) const;
  FreshnessReason compare_absent(const Observation& seen, TargetId input);
  TargetId target_at(PathId path);
  bool remade_same(TargetId id, unsigned depth, RecordId& found);
  bool stale_by_time(TargetId id, unsigned depth);
  std::vector<uint32_t> declared_ids(TargetId id) const;
  void note_intermediate(TargetId id, bool stale);
  bool is_same(TargetId target, const ActionInput& input);
  bool knows_all(const Record& record, TargetId id);
  std::span<const ObservationId> counting_inputs(const Record& record);

  Dependencies needs;
  Database& database;
  PersistentState store;
  StampRegistry stamps;
  FileStates files;
  Places places;
  Recorder recorder;
  ShellResults shell_results;
  Rivals rivals;
  DirectoryState* state = nullptr;
  bool opened = false;
  // By prerequisite: the observation that its file was found to agree with, and when.
  struct Unchanged {
    uint32_t epoch = 0;
    ObservationId observation = kNone;
  };
  std::vector<Unchanged> unchanged;
  std::vector<uint32_t> observed_unchanged;  // by observation: the epoch it was found to hold in
  unsigned chain = 0;
  // Targets that by GNU make's rule would have been made anew: older than a prerequisite, or
  // intermediate ones whose files are gone.
  std::unordered_set<uint32_t> kept_by_content;
  // Intermediate targets whose files are there, but are to be made again before they are used.
  std::unordered_set<uint32_t> stale_intermediates;
  unsigned kept = 0;
  std::vector<uint32_t> met;  // by path: the check() that met it among a record's inputs
  uint32_t checks = 0;
};

}  // namespace umake
