// What has changed since a record was made: its recipe, and one input after the other.
#include "runtime/freshness/content_freshness_state.h"
#include "runtime/standard_input.h"

namespace umake {

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
  if (input.kind == InputKind::kNoInput) return !StandardInput::brings_something();
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

}  // namespace umake
