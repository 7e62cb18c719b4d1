// Whether a target is fresh: the design's rules 1 to 8, in their order.
#include <unordered_map>

#include "runtime/freshness/content_freshness_state.h"

namespace umake {

namespace {
constexpr int64_t kSecond = 1'000'000'000;
}  // namespace

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
    const FreshnessReason reason = compare(record, seen, {});
    if (reason != FreshnessReason::kSameContent && !is_former_directory(id, seen)) {
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

// $? names what changed, even if it is old. The inputs are looked up by path: there may be ten
// thousand, for as many prerequisites.
void ContentFreshness::State::mark_changed(TargetId id, const Record& record) {
  std::unordered_map<PathId, ObservationId> by_path;
  for (const ObservationId each : state->inputs(record)) {
    const Observation& seen = state->observation(each);
    if ((seen.flags & Observation::kBeside) == 0) by_path.emplace(seen.path, each);
  }
  for (Prerequisite& prerequisite : database.targets[id].prerequisites) {
    if (prerequisite.has(Prerequisite::kOrderOnly)) continue;
    const TargetId input = database.targets.resolve(prerequisite.target);
    const auto found = by_path.find(files.path(recorder.file_of(input)));
    if (found == by_path.end()) continue;
    if (compare(record, state->observation(found->second), input) !=
        FreshnessReason::kSameContent) {
      prerequisite.set(Prerequisite::kChanged);
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
  if (recorder.in_progress(id)) {
    return {Verdict::kStale, FreshnessReason::kInProgress, own};
  }
  if (remade_before(id)) {
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

}  // namespace umake
