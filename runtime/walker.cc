#include "runtime/walker.h"

#include <algorithm>
#include <numeric>

#include "base/messages.h"

namespace umake {

Walker::Walker(const Dependencies& dependencies, Purpose purpose)
    : database_(dependencies.database),
      expander_(dependencies.expander),
      executor_(dependencies.executor),
      implicit_(dependencies.implicit),
      times_(dependencies.times),
      diagnostics_(dependencies.diagnostics),
      files_(dependencies.files),
      switches_(dependencies.switches),
      freshness_(dependencies.freshness),
      purpose_(purpose),
      before_goal_(dependencies.before_goal),
      extra_symbol_(database_.symbols.find(".EXTRA_PREREQS")),
      quick_(switches_.debug == 0 && switches_.shuffle == Shuffle::kNone && !extra_symbol_) {
  executor_.set_before_failure([this](TargetId) { show_include_error(); });
}

Walker::~Walker() { executor_.set_before_failure(nullptr); }

Walker::Result Walker::build(const std::vector<Goal>& goals) {
  goals_ = &goals;
  executor_.set_before_failure([this](TargetId) { show_include_error(); });
  const Visit root = visit_goals(goals);
  schedule_.run(root);
  while (!root.over() && !stopping_) {
    if (schedule_.run_woken() || wake_learned(false)) continue;
    if (executor_.running() == 0) {
      // What was only learned may go round in a circle with what is declared: it gives way.
      if (wake_learned(true)) continue;
      break;  // a cycle that was not seen: nothing can go on
    }
    collect_results(true);
  }
  result_.fatal = stopping_;
  executor_.set_before_failure({});
  return result_;
}

// Goals are begun one after the other, all of them before the first one is waited for.
Visit Walker::visit_goals(const std::vector<Goal>& goals) {
  std::vector<Visit> visits;
  visits.reserve(goals.size());
  std::vector<size_t> order(goals.size());
  std::iota(order.begin(), order.end(), size_t{0});
  if (purpose_ == Purpose::kGoals && !database_.not_parallel) shuffle(order);
  for (size_t at : order) {
    const Goal& goal = goals[at];
    if (before_goal_) before_goal_(goal);
    if (purpose_ == Purpose::kMakefiles && quick_) {
      // Most makefiles are plain files, and there may be thousands of depfiles.
      const TargetId makefile = database_.targets.resolve(goal.target);
      target(makefile).dont_care = goal.dont_care;
      if (plain_file(makefile)) {
        finish_goal(makefile, Outcome::kSuccess, false);
        continue;
      }
    }
    if (goal.wait_before) {
      for (Visit& earlier : visits) co_await schedule_.finish(earlier);
    }
    visits.push_back(visit_goal(goal));
    co_await schedule_.begin(visits.back());
    if (stopping_ || (ends_goals(visits.back()) && purpose_ == Purpose::kGoals)) break;
  }
  for (Visit& visit : visits) co_await schedule_.finish(visit);
  co_return result_.outcome;
}

// Whether what came of a goal keeps those behind it from being looked at. -q's answer is not a
// failure, as another goal may turn out to be an error; the exit status of a sub-make is. Nor does
// a target that -t could not touch.
bool Walker::ends_goals(const Visit& visit) const {
  if (switches_.keep_going || switches_.touch || !visit.over()) return false;
  return visit.outcome() == Outcome::kFailed ||
         (visit.outcome() == Outcome::kQuestion && answered_);
}

Visit Walker::visit_goal(const Goal& goal) {
  const TargetId id = database_.targets.resolve(goal.target);
  const unsigned started = executor_.commands_started();
  target(id).dont_care = goal.dont_care;
  goal_ = &goal;
  const Visit::Handle visit = visit_of(id, purpose_ == Purpose::kMakefiles ? 1 : 0).handle();
  co_await schedule_.begin(visit);
  bool changed = executor_.commands_started() != started;
  if (!visit.promise().over) {
    co_await schedule_.finish(visit);
    changed = true;
  }
  if (stopping_) co_return Outcome::kFailed;
  finish_goal(database_.targets.resolve(id), visit.promise().outcome, changed);
  co_return visit.promise().outcome;
}

void Walker::finish_goal(TargetId id, Outcome outcome, bool changed) {
  const bool goals = purpose_ == Purpose::kGoals;
  if (outcome > Outcome::kNone) {
    // -q's answer stays what it is when another goal fails.
    if (result_.outcome <= Outcome::kNone) result_.outcome = outcome;
  }
  // What is said of a double-colon target goes by its first rule.
  if (target(id).first_double_colon) outcome = target(id).outcome;
  if (outcome <= Outcome::kNone) {
    const FileTime time = times_.of(id);
    // A makefile that -n or -q only pretended to remake must not make us read it again, for ever.
    const bool counts = goals || (!switches_.just_print && !switches_.question);
    const bool changed_file = time != target(id).mtime_before || made_just_now(id, time);
    if (counts && target(id).updated && changed_file && result_.outcome == Outcome::kNone) {
      result_.outcome = Outcome::kSuccess;
    }
    const bool silent = switches_.silent || database_.silent_all;
    if (goals && !changed && !silent && !switches_.question) {
      const bool no_recipe = target(id).phony || target(id).recipe == nullptr;
      diagnostics_.message(
          fmt::format(fmt::runtime(no_recipe ? msg::kNothingToBeDone : msg::kUpToDate), name(id)));
    }
  }
  target(id).dont_care = false;
}

// A makefile that was touched and then remade in one tick of the clock has the time from before.
// GNU make does not read it again then; where content counts it must be.
bool Walker::made_just_now(TargetId id, FileTime time) const {
  constexpr int64_t kTick = 20'000'000;
  return purpose_ == Purpose::kMakefiles && freshness_ != nullptr && made_.contains(id.id) &&
         time >= FileTime::earliest() && files_.now().ns - time.ns < kTick;
}

Visit& Walker::visit_of(TargetId id, unsigned depth) {
  // Whichever of its rules is asked for, a double-colon target is visited as a whole.
  if (target(id).first_double_colon) id = target(id).first_double_colon;
  if (id.id >= visits_.size())
    visits_.resize(std::max<size_t>(id.id + 1, database_.targets.count() + 1));
  Visit& visit = visits_[id.id];
  if (!visit) {
    visit = target(id).first_double_colon ? visit_double_colon(id, depth) : update(id, depth);
  } else if (visit.begun()) {
    trace(kDebugVerbose, depth, "Pruning file '{}'.", name(id));
    // It failed while nobody cared; now somebody does.
    if (visit.over() && visit.outcome() > Outcome::kSuccess && target(id).no_diagnostics &&
        !target(id).dont_care) {
      complain(id);
    }
  }
  return visit;
}

// The rules of a double-colon target run in order, each when the one before is over.
Visit Walker::visit_double_colon(TargetId first, unsigned depth) {
  Outcome worst = Outcome::kSuccess;
  for (TargetId id = first; id; id = target(id).next_double_colon) {
    // One without a rule (-W adds such) is nobody's prerequisite.
    if (target(id).is_target) target(id).parent = target(first).parent;
    target(id).dont_care = target(first).dont_care;
    Visit rule = update(id, depth);
    co_await schedule_.begin(rule);
    co_await schedule_.finish(rule);
    if (rule.outcome() > Outcome::kSuccess) {
      worst = std::max(worst, rule.outcome());
      if (!switches_.keep_going || stopping_) break;
    }
  }
  co_return worst;
}

}  // namespace umake
