// Beginning and judging the prerequisites of a target.

#include <algorithm>
#include <numeric>

#include "base/messages.h"
#include "runtime/walker.h"

namespace umake {

namespace {
constexpr size_t kDropped = static_cast<size_t>(-1);  // in place of an index: it closed a circle
}  // namespace

// Begins all prerequisites in order, those of a group's other targets too. Blocks only where .WAIT
// says so.
Visit Walker::begin_prerequisites(Pass& pass) {
  std::vector<TargetId> owners{pass.id};
  owners.insert(owners.end(), target(pass.id).also_make.begin(), target(pass.id).also_make.end());
  for (TargetId member : owners) {
    const TargetId owner = database_.targets.resolve(member);
    if (owner != pass.id && expand_prerequisites(owner) == Status::kFailed) {
      stop(pass.id);
      co_return Outcome::kFailed;
    }
    pass.owner = owner;
    pass.order = order_of(owner, !pass.checking);
    for (size_t place = owner == pass.id ? pass.quick : 0; place < pass.order.size(); ++place) {
      const size_t index = pass.order[place];
      if (index == kDropped) continue;
      if ((target(owner).prerequisites[index].has(Prerequisite::kWaitBefore) ||
           target(owner).wait) &&
          pass.settled < pass.begun.size()) {
        // While we are blocked, others may reach us without going round in a circle.
        set_updating(pass.id, false);
        Visit all = settle_all(pass);
        co_await schedule_.begin(all);
        co_await schedule_.finish(all);
        set_updating(pass.id, true);
        pass.learned_begins = learned_begins_;
        if (pass.worst > Outcome::kNone && !switches_.keep_going) pass.gave_up = true;
        if (pass.gave_up) co_return Outcome::kSuccess;
      }
      Begun begun;
      if (!begin_one(pass, owner, index, begun)) continue;
      const TargetId at = database_.targets.resolve(target(owner).prerequisites[index].target);
      const bool cared = target(at).dont_care;
      if (purpose_ == Purpose::kMakefiles) target(at).dont_care = target(pass.id).dont_care;
      pass.begun.push_back(begun);
      co_await schedule_.begin(begun.visit);
      if (purpose_ == Purpose::kMakefiles) target(at).dont_care = cared;
      if (stopping_) co_return Outcome::kFailed;
      const Visit::promise_type& result = begun.visit.promise();
      pass.gave_up = result.over && result.outcome > Outcome::kNone && !switches_.keep_going;
      if (pass.gave_up) co_return Outcome::kSuccess;
    }
  }
  co_return Outcome::kSuccess;
}

void Walker::shuffle(std::vector<size_t>& order) {
  if (switches_.shuffle == Shuffle::kReverse) std::reverse(order.begin(), order.end());
  if (switches_.shuffle != Shuffle::kRandom) return;
  if (!shuffle_) shuffle_.emplace(switches_.shuffle_seed);
  std::shuffle(order.begin(), order.end(), *shuffle_);
}

// The order in which prerequisites are begun: as they stand, unless --shuffle says otherwise. One
// that an explicit .WAIT or .NOTPARALLEL orders is left alone, and so is one that is only looked
// at.
std::vector<size_t> Walker::order_of(TargetId owner, bool may_shuffle) {
  const std::vector<Prerequisite>& list = target(owner).prerequisites;
  std::vector<size_t> order(list.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const TargetId first = target(owner).first_double_colon;
  if (!may_shuffle || purpose_ == Purpose::kMakefiles || database_.not_parallel) return order;
  // Of a double-colon target GNU make shuffles the first rule only.
  if (first && first != owner) return order;
  const bool waits = std::any_of(list.begin(), list.end(), [](const Prerequisite& prerequisite) {
    return prerequisite.has(Prerequisite::kWaitBefore);
  });
  if (waits) return order;
  shuffle(order);
  return order;
}

// A double-colon target that was dealt with before, some rule of which failed, but not the first:
// GNU make asks that one only.
bool Walker::failed_later(TargetId id) {
  const TargetId first = target(id).first_double_colon;
  return first && first.id < visits_.size() && visits_[first.id] && visits_[first.id].over() &&
         target(first).outcome <= Outcome::kNone;
}

// Sets up the visit of one prerequisite. False when it closed a circle and was dropped.
bool Walker::begin_one(Pass& pass, TargetId owner, size_t index, Begun& begun) {
  TargetId at = database_.targets.resolve(target(owner).prerequisites[index].target);
  // An intermediate file that is there is none, once its time was looked up, unless an implicit
  // rule was found first: so it is for those that are only looked at themselves.
  const bool was_intermediate = pass.checking && target(at).intermediate;
  const FileTime before = was_intermediate ? target(at).mtime : times_.of(at);
  at = database_.targets.resolve(at);
  if (drop_if_circular(pass.id, owner, index)) return false;
  target(at).parent = pass.id;
  const bool is_intermediate = was_intermediate || target(at).intermediate;
  begun = Begun{owner, index, before, {}, is_intermediate && !target(at).phony};
  if (begun.is_check) {
    pass.checks.push_back(check_intermediate(at, pass.depth, pass.time));
    begun.visit = pass.checks.back().handle();
  } else {
    begun.is_forgiven = failed_later(at);
    const bool cared = target(at).dont_care;
    if (purpose_ == Purpose::kMakefiles) target(at).dont_care = target(pass.id).dont_care;
    begun.visit = visit_of(at, pass.depth).handle();
    target(at).dont_care = cared;
  }
  return true;
}

// Waits for all that was begun and takes in the results.
Visit Walker::settle_all(Pass& pass) {
  for (; pass.settled < pass.begun.size(); ++pass.settled) {
    const Begun& begun = pass.begun[pass.settled];
    if (begun.visit) co_await schedule_.finish(begun.visit);
    settle(pass, begun);
  }
  co_return Outcome::kSuccess;
}

void Walker::settle(Pass& pass, const Begun& begun) {
  if (begun.index == kDropped) return;
  Prerequisite& prerequisite = target(begun.owner).prerequisites[begun.index];
  const FileTime now = times_.of(prerequisite.target);
  const bool newer = begun.is_check ? begun.visit.promise().newer
                                    : now == FileTime::nonexistent() || now > pass.time;
  if (newer && !prerequisite.has(Prerequisite::kOrderOnly)) pass.must_make = true;
  if (begun.outcome() > Outcome::kNone && !begun.is_forgiven) {
    pass.worst = std::max(pass.worst, begun.outcome());
  }
  // An intermediate file that still is not there has not changed.
  const bool appeared = !begun.is_needed && begun.before == FileTime::nonexistent() &&
                        !target(database_.targets.resolve(prerequisite.target)).intermediate;
  const bool known = begun.before != FileTime::unknown();
  prerequisite.set(Prerequisite::kChanged, (known && now != begun.before) || appeared);
}

// The target must be remade: now its intermediate prerequisites are needed for real.
Visit Walker::begin_intermediates(Pass& pass) {
  pass.owner = pass.id;
  pass.order = order_of(pass.id, true);
  for (size_t place = 0; place < pass.order.size(); ++place) {
    const size_t index = pass.order[place];
    if (index == kDropped) continue;
    const TargetId at = database_.targets.resolve(target(pass.id).prerequisites[index].target);
    if (!target(at).intermediate) continue;
    const auto made = [&](const Begun& begun) {
      return begun.owner == pass.id && begun.index == index && !begun.is_check;
    };
    if (std::any_of(pass.begun.begin(), pass.begun.end(), made)) continue;
    const FileTime before = times_.of(at);
    target(at).parent = pass.id;
    const bool cared = target(at).dont_care;
    if (purpose_ == Purpose::kMakefiles) target(at).dont_care = target(pass.id).dont_care;
    const Visit::Handle visit = visit_of(at, pass.depth).handle();
    pass.begun.push_back(Begun{pass.id, index, before, visit, false, true});
    co_await schedule_.begin(visit);
    if (purpose_ == Purpose::kMakefiles) target(at).dont_care = cared;
    if (stopping_) co_return Outcome::kFailed;
    if (visit.promise().over && visit.promise().outcome > Outcome::kNone && !switches_.keep_going) {
      pass.gave_up = true;
    }
    if (pass.gave_up) break;
  }
  co_return Outcome::kSuccess;
}

// Whether an intermediate file, that need not exist, makes its dependant stale: because it is there
// and newer, or because what it is made from is. Nothing is made but those.
Visit Walker::check_intermediate(TargetId id, unsigned depth, FileTime dependant_time) {
  set_updating(id, true);
  if (find_recipe(id, depth++) == Status::kFailed || expand_prerequisites(id) == Status::kFailed) {
    stop(id);
    co_return Outcome::kFailed;
  }
  const FileTime time = times_.of(id);
  id = database_.targets.resolve(id);
  const bool newer = time != FileTime::nonexistent() && time > dependant_time;
  // Where content decides, that says little: what the file itself is made from is looked at as
  // well. It does not decide about a dependant that is not there, nor about what -W names.
  const bool times_decide = freshness_ == nullptr || time == FileTime::newest() ||
                            dependant_time == FileTime::nonexistent();
  if (newer && times_decide) {
    set_updating(id, false);
    co_yield true;
    co_return Outcome::kSuccess;
  }
  Pass pass(*this);
  pass.id = id;
  pass.depth = depth;
  pass.checking = true;
  pass.time = dependant_time;
  pass.missing = time == FileTime::nonexistent();
  Visit begin = begin_prerequisites(pass);
  co_await schedule_.begin(begin);
  co_await schedule_.finish(begin);
  set_updating(id, false);
  if (stopping_) co_return Outcome::kFailed;
  Visit all = settle_all(pass);
  co_await schedule_.begin(all);
  co_await schedule_.finish(all);
  if (pass.worst <= Outcome::kNone && content_may_decide(pass)) ask_content(pass);
  const bool same = pass.must_make && freshness_ != nullptr && pass.missing &&
                    freshness_->unchanged_if_remade(id);
  co_yield newer || (pass.must_make && !same);
  co_return pass.worst;
}

void Walker::set_updating(TargetId id, bool on) {
  id = database_.targets.resolve(id);
  if (target(id).first_double_colon) id = target(id).first_double_colon;
  target(id).updating = on;
}

bool Walker::unfinished(TargetId id) const {
  return id.id < visits_.size() && visits_[id.id] && visits_[id.id].begun() &&
         !visits_[id.id].over();
}

// Takes a prerequisite out of its list, and out of whatever is going through that list: those
// behind it move up.
void Walker::drop(TargetId owner, size_t index) {
  std::vector<Prerequisite>& list = target(owner).prerequisites;
  list.erase(list.begin() + static_cast<long>(index));
  const auto moved = [index](size_t place) {
    if (place == kDropped || place < index) return place;
    return place == index ? kDropped : place - 1;
  };
  for (Pass* pass = passes_; pass != nullptr; pass = pass->next) {
    if (pass->owner == owner) {
      for (size_t& place : pass->order) place = moved(place);
    }
    for (Begun& begun : pass->begun) {
      if (begun.owner == owner) begun.index = moved(begun.index);
    }
  }
}

bool Walker::drop_if_circular(TargetId id, TargetId owner, size_t index) {
  const TargetId at = database_.targets.resolve(target(owner).prerequisites[index].target);
  if (!is_circular(id, at)) return false;
  diagnostics_.error({}, fmt::format(msg::kCircular, name(id), name(at)));
  // What closes the circle through another target of the group stays that target's prerequisite.
  if (owner == id) drop(owner, index);
  return true;
}

// During the first walk all callers are on the stack and marked. A resumed visit's callers are not:
// then who waits for whom must be searched.
bool Walker::is_circular(TargetId id, TargetId prerequisite) {
  if (target(prerequisite).first_double_colon)
    prerequisite = target(prerequisite).first_double_colon;
  const bool learned = target(prerequisite).updating && reached_by_learning(prerequisite);
  if (target(prerequisite).updating && !learned) return true;
  return (learned || schedule_.resumed()) && unfinished(prerequisite) &&
         waits_for(prerequisite, id);
}

// Whether the way on the stack from the prerequisite to here leads over what was learned: that
// closes no circle, and who waits for it will go on without.
bool Walker::reached_by_learning(TargetId prerequisite) const {
  if (learned_begins_ == 0) return false;
  for (const Pass* pass = passes_; pass != nullptr; pass = pass->next) {
    const Target& at = database_.targets[pass->id];
    const bool same = pass->id == prerequisite || at.first_double_colon == prerequisite;
    if (same) return pass->learned_begins < learned_begins_;
  }
  return false;
}

// Whether the unfinished `id` needs `prerequisite` to be finished first.
bool Walker::waits_for(TargetId id, TargetId prerequisite) {
  std::vector<bool> seen(database_.targets.count() + 1);
  std::vector<TargetId> todo{id};
  while (!todo.empty()) {
    const TargetId at = todo.back();
    todo.pop_back();
    for (const Prerequisite& item : target(at).prerequisites) {
      const TargetId next = database_.targets.resolve(item.target);
      if (next == prerequisite) return true;
      if (!next || seen[next.id] || !unfinished(next)) continue;
      seen[next.id] = true;
      todo.push_back(next);
    }
  }
  return false;
}

}  // namespace umake
