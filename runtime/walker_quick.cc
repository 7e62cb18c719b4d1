// Plain files without a visit: most of what a build looks at is sources and headers that nothing makes,
// and a coroutine for each would cost more than all else about them.

#include "runtime/walker.h"

namespace umake {

// Updates a target that is a file, has no recipe and no prerequisites, and which no implicit rule makes:
// what update() does for it, without waiting for anything. False: it is no such target, and nothing
// was done that update() would not do again.
bool Walker::plain_file(TargetId id) {
  if (!quick_ || unfinished(id)) return false;
  {
    const Target& made = target(id);
    if (made.recipe != nullptr || !made.prerequisites.empty() || !made.also_make.empty() ||
        made.first_double_colon || made.phony || made.intermediate || made.low_resolution_time ||
        made.updated || made.updating || made.peer || made.progress != Progress::kNotStarted) {
      return false;
    }
    if (!made.is_target && database_.default_recipe != nullptr) return false;
  }
  // The time comes first, as in look_over(). It may turn the target into another.
  if (times_.of(id) == FileTime::nonexistent() || database_.targets.resolve(id) != id) return false;
  Target& made = target(id);
  if (database_.builtin_suffix_recipe(name(id)) != nullptr) return false;
  if (!made.tried_implicit && !implicit_.finds_nothing(id)) return false;
  made.no_diagnostics = made.dont_care;
  made.deferred_expanded = true;
  made.tried_implicit = true;
  made.kept = true;
  finish_target(id, false, false);
  made.name = made.hash_name;
  return true;
}

// Whether nothing is left to do for the target, so that another visit would end at once.
bool Walker::up_to_date(TargetId id) {
  const Target& made = target(id);
  return made.updated && made.outcome == Outcome::kSuccess && !made.updating && !made.intermediate &&
         !made.first_double_colon && !unfinished(id) && made.mtime != FileTime::unknown();
}

// Begins the first prerequisites, as far as they are plain files or up to date.
void Walker::begin_quick_ones(Pass& pass) {
  if (!quick_ || purpose_ != Purpose::kGoals || target(pass.id).wait) return;
  const size_t count = target(pass.id).prerequisites.size();
  pass.begun.reserve(count);
  for (; pass.quick < count; ++pass.quick) {
    const Prerequisite& prerequisite = target(pass.id).prerequisites[pass.quick];
    if (prerequisite.has(Prerequisite::kWaitBefore)) return;
    const TargetId at = database_.targets.resolve(prerequisite.target);
    if (!up_to_date(at) && !plain_file(at)) return;
    Target& made = target(at);
    made.parent = pass.id;
    pass.begun.push_back(Begun{pass.id, pass.quick, made.mtime, {}, false});
  }
}

// Takes in the results that are there.
void Walker::settle_over(Pass& pass) {
  for (; pass.settled < pass.begun.size() && pass.begun[pass.settled].over(); ++pass.settled) {
    settle(pass, pass.begun[pass.settled]);
  }
}

}  // namespace umake
