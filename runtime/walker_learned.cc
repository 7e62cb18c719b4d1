// What a target's recipe was seen to use of other targets, without the makefile saying so: such a
// file is made first, as an order-only prerequisite would be, so that a race between the two
// recipes is met once at most. And recipes that were seen to write the same file run one after the
// other. GNU make knows nothing of this, so nothing is said of it, and it
// gives way to everything that is declared.

#include <algorithm>

#include "base/archive.h"
#include "runtime/walker.h"

namespace umake {

bool Walker::learns() const {
  return freshness_ != nullptr && purpose_ == Purpose::kGoals && !switches_.just_print &&
         !switches_.question && !switches_.touch;
}

Visit Walker::wait_for_learned(Pass& pass) {
  std::vector<TargetId> learned;
  freshness_->learned_prerequisites(pass.id, learned);
  for (const TargetId each : learned) {
    const TargetId at = database_.targets.resolve(each);
    const auto& group = target(pass.id).also_make;
    const bool own = at == pass.id || std::find(group.begin(), group.end(), at) != group.end();
    if (own || target(at).updating || target(at).phony) continue;
    // Those need not be there: who declares them decides.
    if (target(at).intermediate || target(at).secondary || !is_wanted(at)) continue;
    const Visit::Handle visit = visit_of(at, pass.depth).handle();
    ++learned_begins_;
    co_await schedule_.begin(visit);
    --learned_begins_;
    // What it needs itself is declared, and comes first.
    if (!visit.promise().over && waits_for(at, pass.id)) continue;
    Visit rest = wait_for_end(visit);
    co_await schedule_.begin(rest);
    co_await schedule_.finish(rest);
    if (stopping_) co_return Outcome::kFailed;
  }
  Visit members = wait_for_earlier_members(pass);
  co_await schedule_.begin(members);
  co_await schedule_.finish(members);
  co_return stopping_ ? Outcome::kFailed : Outcome::kSuccess;
}

// Recipes that put members into one archive write that file: the names of their targets say so.
uint32_t Walker::archive_of(TargetId id) {
  if (!is_archive_name(name(id))) return 0;
  std::string_view archive, member;
  split_archive_name(name(id), archive, member);
  return database_.symbols.intern(archive).id;
}

void Walker::note_member(TargetId visited, TargetId id) {
  if (!learns()) return;
  if (const uint32_t archive = archive_of(id)) members_[archive].push_back(visited);
}

// Those that began before it, in the makefile's order: the archive is then what one job at a time
// makes. What goes into it is made meanwhile.
Visit Walker::wait_for_earlier_members(Pass& pass) {
  const auto found = members_.find(archive_of(pass.id));
  if (found == members_.end()) co_return Outcome::kSuccess;
  // By place, and not by an iterator: more are noted during the wait, behind it.
  const std::vector<TargetId>& members = found->second;
  for (size_t at = 0; at < members.size(); ++at) {
    const TargetId earlier = members[at];
    if (earlier == pass.visited) break;
    if (!unfinished(earlier) || waits_for(earlier, pass.id)) continue;
    Visit rest = wait_for_end(visits_[earlier.id].handle());
    co_await schedule_.begin(rest);
    co_await schedule_.finish(rest);
    if (stopping_) co_return Outcome::kFailed;
  }
  co_return Outcome::kSuccess;
}

Visit Walker::wait_for_end(Visit::Handle visit) {
  LearnedWait wait;
  wait.until = visit;
  learned_waits_.push_back(&wait);
  while (!visit.promise().over && !wait.gone_on) co_await schedule_.block_on(wait.self);
  std::erase(learned_waits_, &wait);
  co_return Outcome::kSuccess;
}

// Those that have begun and are not over: the others come later, and will wait themselves. With one
// job, or if nothing has needed to run so far, there is none.
std::vector<Visit::Handle> Walker::rivals_under_way(TargetId id) {
  std::vector<Visit::Handle> visits;
  if (!learns() || executor_.running() == 0 || target(id).phony) return visits;
  std::vector<TargetId> rivals;
  freshness_->learned_rivals(id, rivals);
  // Members of one archive wait later, when what goes into it has been made.
  const uint32_t archive = archive_of(id);
  const auto& group = target(id).also_make;
  for (const TargetId each : rivals) {
    const TargetId at = database_.targets.resolve(each);
    const bool own = at == id || std::find(group.begin(), group.end(), at) != group.end();
    if (own || (archive != 0 && archive_of(at) == archive)) continue;
    if (!unfinished(at) || target(at).updating || waits_for(at, id)) continue;
    visits.push_back(visits_[at.id].handle());
  }
  return visits;
}

// It is looked at when they are over: they may have made it.
Visit Walker::wait_for_rivals(TargetId id, std::vector<Visit::Handle> rivals) {
  for (const Visit::Handle rival : rivals) {
    Visit rest = wait_for_end(rival);
    co_await schedule_.begin(rest);
    co_await schedule_.finish(rest);
    if (stopping_) co_return Outcome::kFailed;
  }
  Target& waited = target(id);
  if (!waited.updated && waited.mtime != FileTime::newest()) waited.mtime = FileTime::unknown();
  co_return Outcome::kSuccess;
}

// Whether this build will make the target anyway, as far as makefiles say: what was learned orders
// recipes, it never adds one.
bool Walker::is_wanted(TargetId id) {
  if (id.id < visits_.size() && visits_[id.id] && visits_[id.id].begun()) return true;
  if (wanted_.empty()) {
    wanted_.resize(database_.targets.count() + 1);
    std::vector<TargetId> todo;
    const auto add = [&](TargetId at) {
      at = database_.targets.resolve(at);
      if (!at || wanted_[at.id]) return;
      wanted_[at.id] = true;
      todo.push_back(at);
    };
    for (const Goal& goal : *goals_) add(goal.target);
    while (!todo.empty()) {
      const Target& at = target(todo.back());
      todo.pop_back();
      for (const Prerequisite& prerequisite : at.prerequisites) add(prerequisite.target);
      for (const TargetId peer : at.also_make) add(peer);
      if (at.next_double_colon) add(at.next_double_colon);
    }
  }
  return id.id < wanted_.size() && wanted_[id.id];
}

// Wakes those whose wait is over; with `all`, those too that would wait for ever. Returns whether
// there was any.
bool Walker::wake_learned(bool all) {
  bool any = false;
  for (LearnedWait* const wait : learned_waits_) {
    if (wait->self.empty() || (!all && !wait->until.promise().over)) continue;
    wait->gone_on = all;
    schedule_.wake(wait->self);
    any = true;
  }
  return any;
}

}  // namespace umake
