#include "runtime/freshness/content_freshness.h"

#include "runtime/freshness/content_freshness_state.h"

namespace umake {

namespace {
// Digests that hold in this process only are taken again at the end, if the files are no larger:
// the next build is spared it.
constexpr uint64_t kSettleUpTo = 4 << 20;
}  // namespace

std::string cache_directory_from(const char* umake_cache_dir, const char* xdg_cache_home,
                                 const char* home) {
  const auto given = [](const char* value) { return value != nullptr && *value != '\0'; };
  if (given(umake_cache_dir)) return umake_cache_dir;
  // The XDG specification: relative names are to be ignored.
  if (given(xdg_cache_home) && *xdg_cache_home == '/')
    return std::string(xdg_cache_home) + "/umake";
  if (given(home)) return std::string(home) + "/.cache/umake";
  return {};
}

// True when state can be used.
bool ContentFreshness::State::open() {
  if (!opened) {
    opened = true;
    state = store.open();
    files.use(state);
  }
  return state != nullptr;
}

// The file that it makes, and which of a double-colon target's recipes it is.
std::string ContentFreshness::State::recipe_name(TargetId id) {
  std::string name(database.symbols.text(recorder.file_of(id)));
  if (database.targets[id].is_double_colon) {
    name += '\0';
    name += std::to_string(recorder.key(id).variant);
  }
  return name;
}

// --- the interface -------------------------------------------------------------------------------

ContentFreshness::ContentFreshness(Dependencies dependencies)
    : state_(std::make_unique<State>(std::move(dependencies))) {}

ContentFreshness::~ContentFreshness() { flush(); }

void ContentFreshness::note_stat(Symbol path, const FileStat& stat) {
  state_->files.note(path, stat);
}

void ContentFreshness::note_absent(Symbol path) { state_->files.note_absent(path); }

bool ContentFreshness::in_progress(TargetId target) {
  return state_->open() && state_->recorder.in_progress(target);
}

FreshnessDecision ContentFreshness::check(const FreshnessQuery& query) {
  // Where no recipe runs, nothing is to be decided: GNU make takes the file's own time on to its
  // dependants.
  if (state_->recorder.runs_nothing(query.target) || !state_->open()) {
    const Verdict verdict = query.stale_by_time ? Verdict::kStale : Verdict::kFresh;
    return {verdict, FreshnessReason::kTime, {}};
  }
  const FreshnessDecision decision = state_->decide(query);
  if (decision.verdict == Verdict::kFresh && query.stale_by_time) {
    state_->kept_by_content.insert(query.target.id);
    ++state_->kept;
  }
  state_->note_intermediate(query.target,
                            query.only_checked && decision.verdict == Verdict::kStale);
  if (decision.verdict == Verdict::kFresh && state_->needs.audit != nullptr) {
    const RecordId known = state_->state->find_record(state_->recorder.key(query.target));
    if (known != kNone) {
      state_->recorder.audit_record(query.target, Record(state_->state->record(known)));
    }
  }
  return decision;
}

bool ContentFreshness::unchanged_if_remade(TargetId target) {
  RecordId found = kNone;
  const bool same = state_->open() && state_->remade_same(target, 0, found);
  if (same) state_->kept_by_content.insert(target.id);
  return same;
}

// Only what a recipe has made before can be another target's file.
void ContentFreshness::learned_prerequisites(TargetId target, std::vector<TargetId>& out) {
  if (state_->recorder.runs_nothing(target) || !state_->open()) return;
  const DirectoryState& state = *state_->state;
  const RecordId known = state_->state->find_record(state_->recorder.key(target));
  if (known == kNone || (state.record(known).flags & Record::kObserved) == 0) return;
  const Record record = state.record(known);
  std::vector<uint32_t> declared;
  for (const ObservationId each : state_->counting_inputs(record)) {
    const Observation& seen = state.observation(each);
    if (state.path(seen.path).made == 0 || (seen.flags & Observation::kBeside) != 0) continue;
    const TargetId at = state_->target_at(seen.path);
    if (!at) continue;
    if (declared.empty()) declared = state_->declared_ids(target);
    if (std::binary_search(declared.begin(), declared.end(), at.id)) continue;
    out.push_back(at);
  }
}

void ContentFreshness::learned_rivals(TargetId target, std::vector<TargetId>& out) {
  if (!state_->open()) return;
  const PathId path = state_->files.path(state_->recorder.file_of(target));
  const auto is_target = [this](PathId at) { return static_cast<bool>(state_->target_at(at)); };
  for (const PathId rival : state_->rivals.of(*state_->state, path, is_target)) {
    if (const TargetId at = state_->target_at(rival)) out.push_back(at);
  }
}

// --- actions -------------------------------------------------------------------------------------

bool ContentFreshness::caches() {
  return state_->needs.cache != nullptr && !state_->needs.cache->off() && state_->open() &&
         state_->store.writable();
}

Restored ContentFreshness::restore(TargetId target, const Digest& weak_key, ActionResult& result) {
  const bool rerun = state_->needs.rerun != nullptr;
  if (!caches() || (!rerun && state_->asked_for(state_->database.targets[target].name))) {
    return Restored::kNothing;
  }
  ActionCache& cache = *state_->needs.cache;
  CacheEntry entry;
  const auto same = [&](const ActionInput& input) { return state_->is_same(target, input); };
  if (cache.find(weak_key, same, entry) != CacheMiss::kNone) return Restored::kNothing;
  if (rerun) {
    state_->recorder.expect(target, std::move(entry.result));
    return Restored::kNothing;
  }
  // A recipe that makes no file runs each time, but in ultra mode.
  const bool makes = state_->recorder.makes(target, entry.result);
  if (!makes && !state_->ultra()) return Restored::kNothing;
  const bool phony = state_->database.targets[target].phony;
  if (!phony) state_->recorder.recipe_starts(target);
  if (!entry.result.verify_only && cache.restore(entry.result) != CacheMiss::kNone) {
    return Restored::kNothing;
  }
  result = entry.result;
  state_->recorder.restored(target, std::move(entry), phony);
  return makes ? Restored::kFiles : Restored::kReplayed;
}

void ContentFreshness::observed(TargetId target, ObservedRecipe recipe) {
  if (!state_->open()) return;
  const bool phony = state_->database.targets[target].phony;
  state_->recorder.observed(target, std::move(recipe), phony);
}

uint64_t ContentFreshness::recorded_peak_kb(TargetId target) {
  if (!state_->open()) return 0;
  const RecordId known = state_->state->find_record(state_->recorder.key(target));
  return known != kNone ? peak_kb_of(state_->state->record(known).flags) : 0;
}

void ContentFreshness::unseen() { state_->files.world_changed(); }

ShellActions& ContentFreshness::shell_results() { return state_->shell_results; }

void ContentFreshness::makefiles_read(bool writes) {
  if (state_->opened) state_->files.world_changed();
  if (!writes) state_->store.only_look();
}

void ContentFreshness::recipe_starts(TargetId target) {
  if (state_->open()) state_->recorder.recipe_starts(target);
}

void ContentFreshness::recipe_succeeded(TargetId target, RecipeRun run) {
  // Such as `all: ; @:`: nothing to remember, so nothing is opened.
  if (run == RecipeRun::kNothing && !state_->recorder.target_exists(target)) return;
  if (!state_->open()) return;
  state_->recorder.recipe_succeeded(target, run);
  state_->note_intermediate(target, false);
  for (const TargetId peer : state_->database.targets[target].also_make) {
    state_->note_intermediate(state_->database.targets.resolve(peer), false);
  }
  if (state_->needs.remade == nullptr) return;
  state_->needs.remade->insert(state_->recipe_name(target));
}

void ContentFreshness::recipe_failed(TargetId target, RecipeEnd end) {
  if (state_->open()) state_->recorder.recipe_failed(target, end);
}

void ContentFreshness::phony_recipe_ended() { state_->recorder.phony_recipe_ended(); }

void ContentFreshness::flush() {
  if (state_->state == nullptr || !state_->store.writable()) return;
  state_->recorder.finish_all();
  state_->files.settle_racy(kSettleUpTo);
  state_->store.flush();
}

FreshnessCounters ContentFreshness::counters() const {
  return {state_->files.hashed(), state_->recorder.adopted(), state_->kept,
          state_->recorder.recorded()};
}

}  // namespace umake
