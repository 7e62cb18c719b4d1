#include "runtime/freshness/content_freshness.h"

#include <algorithm>
#include <span>

#include "runtime/freshness/file_states.h"
#include "runtime/freshness/persistent_state.h"
#include "runtime/freshness/recorder.h"
#include "runtime/freshness/shell_results.h"

namespace umake {

namespace {
// Intermediate files that are gone stand for what they were made from; so deep a chain of them is
// followed.
constexpr unsigned kDeepestChain = 500;
// Digests that hold in this process only are taken again at the end, if the files are no larger:
// the next build is spared it.
constexpr uint64_t kSettleUpTo = 4 << 20;
constexpr int64_t kSecond = 1'000'000'000;
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

struct ContentFreshness::State {
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
  bool remade_before(Symbol own) const {
    return needs.remade != nullptr && !needs.remade->empty() &&
           needs.remade->contains(std::string(database.symbols.text(own)));
  }
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

// True when state can be used.
bool ContentFreshness::State::open() {
  if (!opened) {
    opened = true;
    state = store.open();
    files.use(state);
  }
  return state != nullptr;
}

// --- the recipe (rule 8) -------------------------------------------------------------------------

// As if every prerequisite were stale: $? is all of them.
uint64_t ContentFreshness::State::expanded(TargetId id) {
  if (!recipes_count() || !needs.expanded_recipe) return 0;
  std::vector<Prerequisite>& list = database.targets[id].prerequisites;
  std::vector<uint16_t> flags;
  flags.reserve(list.size());
  for (Prerequisite& prerequisite : list) {
    flags.push_back(prerequisite.flags);
    prerequisite.set(Prerequisite::kChanged);
  }
  std::string text;
  const bool known = needs.expanded_recipe(id, text);
  for (size_t i = 0; i < list.size(); ++i) list[i].flags = flags[i];
  return known ? std::max<uint64_t>(checksum_of(text, 0), 1) : 0;
}

bool ContentFreshness::State::same_recipe(TargetId id, const Record& record) {
  const Recipe* recipe = database.targets[id].recipe;
  if (recipe == nullptr) return true;
  if (record.recipe_text != checksum_of(recipe->text, 0)) return false;
  if (!needs.expanded_recipe) return true;
  const uint64_t now = expanded(id);
  return now == 0 || now == record.recipe_expanded;
}

// --- comparing one input -------------------------------------------------------------------------

TargetId ContentFreshness::State::target_at(PathId path) {
  return database.targets.find(files.symbol(path));
}

// kSameContent, kInputChanged or kInputRemade. `input` may be none: then it is looked up when it
// matters.
FreshnessReason ContentFreshness::State::compare(const Record& record, const Observation& seen,
                                                 TargetId input) {
  if ((seen.flags & Observation::kBeside) != 0) return FreshnessReason::kSameContent;
  const Symbol name = input ? recorder.file_of(input) : files.symbol(seen.path);
  if (!input) files.renew(name);
  const auto kind = static_cast<InputKind>(seen.flags & Observation::kKindMask);
  const Digest now = files.digest(name, kind);
  if (kind != InputKind::kContent) {
    const bool same = now == seen.digest || (now == Digest::absent() && was_made_directory(seen));
    return same ? FreshnessReason::kSameContent : FreshnessReason::kInputChanged;
  }
  if (now != seen.digest) {
    if (now != Digest::absent()) return FreshnessReason::kInputChanged;
    return compare_absent(seen, input ? input : target_at(seen.path));
  }
  if (!stale_intermediates.empty()) {
    if (!input) input = target_at(seen.path);
    if (input && stale_intermediates.contains(database.targets.resolve(input).id)) {
      return FreshnessReason::kInputChanged;
    }
  }
  // Rules 4 and 5: what a recipe made counts as changed by its run alone, if it is empty or nobody
  // saw what was read of it.
  if (state->path(seen.path).made == seen.made) return FreshnessReason::kSameContent;
  const bool observed = (record.flags & Record::kObserved) != 0;
  const bool stamp = now == digest_of({});
  return observed && !stamp ? FreshnessReason::kSameContent : FreshnessReason::kInputRemade;
}

// `mkdir objs || test -d objs; ...`, and a last recipe that removes it: whether a directory that
// recipes make is there yet, or still, depends on the order of the build only.
bool ContentFreshness::State::was_made_directory(const Observation& seen) const {
  return seen.digest == FileStates::directory_status() && state->path(seen.path).made != 0;
}

// An intermediate file that was removed stands for what it would be again.
FreshnessReason ContentFreshness::State::compare_absent(const Observation& seen, TargetId input) {
  if (!input) return FreshnessReason::kInputChanged;
  input = database.targets.resolve(input);
  const Target& target = database.targets[input];
  RecordId found = kNone;
  if ((!target.intermediate && !target.secondary) || !remade_same(input, chain + 1, found) ||
      state->record(found).own != seen.digest) {
    return FreshnessReason::kInputChanged;
  }
  const bool same_run = state->path(seen.path).made == seen.made;
  return same_run ? FreshnessReason::kSameContent : FreshnessReason::kInputRemade;
}

bool ContentFreshness::State::remade_same(TargetId id, unsigned depth, RecordId& found) {
  if (depth > kDeepestChain) return false;
  const RecordKey key = recorder.key(id);
  found = state->find_record(key);
  if (found == kNone || (state->path(key.path).flags & PathEntry::kInProgress) != 0) return false;
  const Record record = state->record(found);
  const unsigned before = chain;
  chain = depth;
  const auto inputs = counting_inputs(record);
  const bool same = std::all_of(inputs.begin(), inputs.end(), [&](ObservationId input) {
    return compare(record, state->observation(input), {}) == FreshnessReason::kSameContent;
  });
  chain = before;
  return same && knows_all(record, id);
}

// A prerequisite that came since may change what the target would be.
bool ContentFreshness::State::knows_all(const Record& record, TargetId id) {
  const std::vector<TargetId> declared = recorder.inputs(id);
  const auto inputs = state->inputs(record);
  return std::all_of(declared.begin(), declared.end(), [&](TargetId at) {
    const PathId path = files.path(recorder.file_of(at));
    return std::any_of(inputs.begin(), inputs.end(), [&](ObservationId input) {
      const Observation& seen = state->observation(input);
      return seen.path == path && (seen.flags & Observation::kBeside) == 0;
    });
  });
}

bool ContentFreshness::State::is_same(TargetId target, const ActionInput& input) {
  const Symbol name = database.symbols.intern(input.path);
  if (input.kind == InputKind::kNames) return recorder.names_in(name, target) == input.digest;
  files.renew(name);
  return files.digest(name, input.kind) == input.digest;
}

// Those of the system count in ultra mode only (rule 6).
std::span<const ObservationId> ContentFreshness::State::counting_inputs(const Record& record) {
  const auto inputs = state->inputs(record);
  return ultra() ? inputs : inputs.first(inputs.size() - record.system_inputs);
}

// Sorted: a program is linked from thousands of objects, each of which is asked for.
std::vector<uint32_t> ContentFreshness::State::declared_ids(TargetId id) const {
  std::vector<uint32_t> ids;
  ids.reserve(database.targets[id].prerequisites.size());
  for (const Prerequisite& each : database.targets[id].prerequisites) {
    ids.push_back(database.targets.resolve(each.target).id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

// --- the verdict ---------------------------------------------------------------------------------

// A prerequisite that its record alone kept from being made again is of use to those whose own
// records tell of it. For others GNU make's rule holds, and GNU make would have made it anew.
bool ContentFreshness::State::stale_by_time(TargetId id, unsigned depth) {
  if (kept_by_content.empty() || depth > kDeepestChain) return false;
  const std::vector<TargetId> declared = recorder.inputs(id);
  return std::any_of(declared.begin(), declared.end(), [&](TargetId at) {
    if (kept_by_content.contains(at.id)) return true;
    const Target& target = database.targets[at];
    const bool passes_on = target.intermediate || target.secondary || recorder.runs_nothing(at);
    return passes_on && stale_by_time(at, depth + 1);
  });
}

// It is not made yet: first its dependants must be found stale because of it.
void ContentFreshness::State::note_intermediate(TargetId id, bool stale) {
  if (stale ? stale_intermediates.insert(id.id).second : stale_intermediates.erase(id.id) != 0) {
    files.next_epoch();
  }
}

FreshnessDecision ContentFreshness::State::by_time(const FreshnessQuery& query) {
  if (query.stale_by_time || stale_by_time(query.target, 0))
    return {Verdict::kStale, FreshnessReason::kTime, {}};
  // Rule 3: somebody else built it, so it is taken over. What has no prerequisites needs no record
  // to be fresh.
  if (store.writable()) {
    const std::vector<TargetId> inputs = recorder.inputs(query.target);
    if (!inputs.empty() || recipes_count()) recorder.adopt(query.target, kNone, inputs);
  }
  return {Verdict::kFresh, FreshnessReason::kTime, {}};
}

// The usual case in one pass without any table: the declared prerequisites are the recorded inputs,
// in the same order. False when they are not; the decision then says nothing. Most edges lead to a
// file that another target's check has found unchanged already: those cost one look at `unchanged`.
bool ContentFreshness::State::judge_declared(TargetId id, const Record& record,
                                             FreshnessDecision& decision) {
  if (unchanged.size() <= database.targets.count()) unchanged.resize(database.targets.count() + 1);
  const auto inputs = state->inputs(record);
  size_t at = 0;
  for (const Prerequisite& prerequisite : database.targets[id].prerequisites) {
    if (prerequisite.has(Prerequisite::kOrderOnly)) continue;
    if (at == inputs.size()) return false;
    const ObservationId observation = inputs[at++];
    Unchanged& cached = unchanged[prerequisite.target.id];
    if (cached.epoch == files.epoch() && cached.observation == observation) continue;
    const TargetId input = database.targets.resolve(prerequisite.target);
    const Observation& seen = state->observation(observation);
    if (files.path(recorder.file_of(input)) != seen.path) return false;
    const FreshnessReason reason = compare(record, seen, input);
    if (reason != FreshnessReason::kSameContent) {
      decision = {Verdict::kStale, reason, recorder.file_of(input)};
      return true;
    }
    // By the strictest rule only: an observed record forgives more.
    if (state->path(seen.path).made == seen.made) cached = {files.epoch(), observation};
  }
  if (at < inputs.size() && (record.flags & Record::kObserved) == 0) return false;
  judge_observed(id, record, at, decision);
  return true;
}

// The inputs that no makefile names. Many targets share most of them: each observation is checked
// once.
bool ContentFreshness::State::judge_observed(TargetId target, const Record& record, size_t from,
                                             FreshnessDecision& decision) {
  const auto inputs = counting_inputs(record);
  for (size_t at = from; at < inputs.size(); ++at) {
    const ObservationId id = inputs[at];
    if (id < observed_unchanged.size() && observed_unchanged[id] == files.epoch()) continue;
    const Observation seen = state->observation(id);
    const FreshnessReason reason = compare(record, seen, {});
    if (reason != FreshnessReason::kSameContent && !is_former_directory(target, seen)) {
      decision = {Verdict::kStale, reason, files.symbol(seen.path)};
      return false;
    }
    if (state->path(seen.path).made != seen.made) continue;
    if (observed_unchanged.size() <= id) observed_unchanged.resize(id + 1, 0);
    observed_unchanged[id] = files.epoch();
  }
  return true;
}

// A directory counts as a whole only while it is a prerequisite (`$(filter-out $(wildcard
// dir),dir)` makes it one as long as it is missing). What a recipe sees of one is its status, or
// its names.
bool ContentFreshness::State::is_former_directory(TargetId id, const Observation& seen) {
  const auto kind = static_cast<InputKind>(seen.flags & Observation::kKindMask);
  if (kind != InputKind::kContent) return false;
  const Symbol name = files.symbol(seen.path);
  if (files.file(name).kind != FileKind::kDirectory) return false;
  const std::vector<TargetId>& declared = recorder.inputs(id);
  return std::none_of(declared.begin(), declared.end(),
                      [&](TargetId at) { return recorder.file_of(at) == name; });
}

// Every recorded input, declared or not.
void ContentFreshness::State::judge_known(TargetId id, const Record& record,
                                          FreshnessDecision& decision) {
  ++checks;
  if (met.size() < state->paths()) met.resize(state->paths(), 0);
  for (const TargetId input : recorder.inputs(id)) files.path(recorder.file_of(input));
  const auto inputs = state->inputs(record);
  const size_t counting = counting_inputs(record).size();
  for (size_t at = 0; at < inputs.size(); ++at) {
    const Observation seen = state->observation(inputs[at]);
    if ((seen.flags & Observation::kBeside) != 0) continue;
    if (seen.path < met.size()) met[seen.path] = checks;
    if (decision.verdict == Verdict::kStale || at >= counting) continue;
    if (is_former_directory(id, seen)) continue;
    const FreshnessReason reason = compare(record, seen, {});
    if (reason != FreshnessReason::kSameContent) {
      decision = {Verdict::kStale, reason, files.symbol(seen.path)};
    }
  }
}

// Declared prerequisites that the record does not know must not be newer than the target (rule 2).
void ContentFreshness::State::judge_unknown(TargetId id, FreshnessDecision& decision,
                                            std::vector<TargetId>& more) {
  const Target& target = database.targets[id];
  FileTime time = target.mtime;
  if (target.low_resolution_time) time.ns += kSecond - 1 - time.ns % kSecond;
  for (const TargetId input : recorder.inputs(id)) {
    const PathId path = files.path(recorder.file_of(input));
    if (path < met.size() && met[path] == checks) continue;
    more.push_back(input);
    const bool newer = database.targets[input].mtime > time || kept_by_content.contains(input.id);
    if (decision.verdict == Verdict::kFresh && newer) {
      decision = {Verdict::kStale, FreshnessReason::kInputNewer, recorder.file_of(input)};
    }
  }
}

// $? names what changed, even if it is old.
void ContentFreshness::State::mark_changed(TargetId id, const Record& record) {
  for (Prerequisite& prerequisite : database.targets[id].prerequisites) {
    if (prerequisite.has(Prerequisite::kOrderOnly)) continue;
    const TargetId input = database.targets.resolve(prerequisite.target);
    const PathId path = files.path(recorder.file_of(input));
    for (const ObservationId each : state->inputs(record)) {
      const Observation& seen = state->observation(each);
      if (seen.path != path || (seen.flags & Observation::kBeside) != 0) continue;
      if (compare(record, seen, input) != FreshnessReason::kSameContent) {
        prerequisite.set(Prerequisite::kChanged);
      }
      break;
    }
  }
}

// A stamp holds the same whatever was made beside it. If that was made anew since by somebody whom
// nobody watched (another make, a umake with another cache), the record tells nothing of it, and
// GNU make's rule decides. What was removed, or written by another recipe, is not minded.
bool ContentFreshness::State::is_as_left(const Record& record) {
  const auto inputs = state->inputs(record);
  return std::all_of(inputs.begin(), inputs.end(), [&](ObservationId input) {
    const Observation seen = state->observation(input);
    if ((seen.flags & Observation::kBeside) == 0) return true;
    const Symbol name = files.symbol(seen.path);
    files.renew(name);
    const Digest now = files.digest(name);
    return now == seen.digest || now == Digest::absent() ||
           files.file(name).fingerprint == state->path(seen.path).made;
  });
}

FreshnessDecision ContentFreshness::State::decide(const FreshnessQuery& query) {
  const TargetId id = query.target;
  const Symbol own = recorder.file_of(id);
  const RecordKey key = recorder.key(id);
  if ((state->path(key.path).flags & PathEntry::kInProgress) != 0) {
    return {Verdict::kStale, FreshnessReason::kInProgress, own};
  }
  if (remade_before(own)) {
    return {query.stale_by_time ? Verdict::kStale : Verdict::kFresh, FreshnessReason::kTime, {}};
  }
  if (asked_for(own)) return {Verdict::kStale, FreshnessReason::kAskedFor, own};
  const RecordId known = state->find_record(key);
  if (known == kNone) return by_time(query);
  const Record record = state->record(known);
  const FileStates::File& file = files.file(own);
  if (file.kind == FileKind::kDirectory || files.digest(own) != record.own) return by_time(query);
  FreshnessDecision decision = {Verdict::kFresh, FreshnessReason::kSameContent, {}};
  std::vector<TargetId> more;
  if (!judge_declared(id, record, decision)) {
    judge_known(id, record, decision);
    judge_unknown(id, decision, more);
  }
  if (decision.verdict == Verdict::kFresh && query.stale_by_time && !is_as_left(record)) {
    decision = {Verdict::kStale, FreshnessReason::kTime, {}};
  }
  if (decision.verdict == Verdict::kFresh && recipes_count() && !same_recipe(id, record)) {
    decision = {Verdict::kStale, FreshnessReason::kRecipeChanged, own};
  }
  if (decision.verdict == Verdict::kStale) {
    mark_changed(id, record);
  } else if (!more.empty() && store.writable()) {
    recorder.adopt(id, known, more);
  }
  return decision;
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
  if (!state_->open()) return false;
  const PathId path = state_->files.path(state_->recorder.file_of(target));
  return (state_->state->path(path).flags & PathEntry::kInProgress) != 0;
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
  state_->needs.remade->emplace(state_->database.symbols.text(state_->recorder.file_of(target)));
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
