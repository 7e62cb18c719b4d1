// Updating one target: looking it over, the decision, its recipe.

#include <algorithm>

#include "base/messages.h"
#include "runtime/walker.h"

namespace umake {

namespace {
constexpr int64_t kSecond = 1'000'000'000;
}  // namespace

// Looks a target over and remakes it if it must be. Over at once when nothing needs doing; blocked
// while prerequisites or its recipe run.
Visit Walker::update(TargetId id, unsigned depth) {
  if (std::vector<Visit::Handle> rivals = rivals_under_way(id); !rivals.empty()) {
    Visit alone = wait_for_rivals(id, std::move(rivals));
    co_await schedule_.begin(alone);
    co_await schedule_.finish(alone);
    if (stopping_) co_return Outcome::kFailed;
  }
  trace(kDebugVerbose, depth, "Considering target file '{}'.", name(id));
  if (target(id).updated) co_return already_updated(id, depth);
  // A recipe that makes it along with another target runs already.
  if (target(id).progress == Progress::kRunning) {
    co_await schedule_.block_on(waiting_for_job(id));
    co_return target(id).outcome;
  }
  Pass pass(*this);
  pass.id = id;
  pass.visited = id;
  pass.depth = depth + 1;
  if (look_over(pass) == Status::kFailed) {
    stop(pass.id);
    co_return Outcome::kFailed;
  }
  note_member(id, pass.id);
  if (!target(pass.id).prerequisites.empty() || !target(pass.id).also_make.empty()) {
    begin_quick_ones(pass);
    if (pass.quick < target(pass.id).prerequisites.size() || !target(pass.id).also_make.empty()) {
      Visit begin = begin_prerequisites(pass);
      co_await schedule_.begin(begin);
      co_await schedule_.finish(begin);
    }
    if (is_sure_to_be_made(pass)) {
      Visit intermediates = begin_intermediates(pass);
      co_await schedule_.begin(intermediates);
      co_await schedule_.finish(intermediates);
    }
    set_updating(id, false);
    if (stopping_) co_return Outcome::kFailed;
    const bool waits = any_under_way(pass);
    settle_over(pass);
    if (pass.settled < pass.begun.size()) {
      Visit all = settle_all(pass);
      co_await schedule_.begin(all);
      co_await schedule_.finish(all);
    }
    if (learns()) {
      Visit learned = wait_for_learned(pass);
      co_await schedule_.begin(learned);
      co_await schedule_.finish(learned);
      if (stopping_) co_return Outcome::kFailed;
    }
    // Made along with another target in the meantime. One that its own prerequisite made along, in
    // a circle, is made all the same.
    if (waits && target(pass.id).updated) co_return target(pass.id).outcome;
    if (pass.worst <= Outcome::kNone && content_may_decide(pass)) ask_content(pass);
    // With -k a prerequisite that failed does not keep the others from being made.
    if ((pass.worst <= Outcome::kNone || switches_.keep_going) &&
        (pass.must_make || switches_.always_make)) {
      Visit intermediates = make_intermediates(pass);
      co_await schedule_.begin(intermediates);
      co_await schedule_.finish(intermediates);
      if (stopping_) co_return Outcome::kFailed;
    }
  } else {
    if (learns()) {
      set_updating(id, false);
      Visit learned = wait_for_learned(pass);
      co_await schedule_.begin(learned);
      co_await schedule_.finish(learned);
      if (stopping_) co_return Outcome::kFailed;
    }
    if (content_may_decide(pass)) ask_content(pass);
  }
  set_updating(id, false);
  set_updating(pass.id, false);
  trace(kDebugVerbose, depth, "Finished prerequisites of target file '{}'.", name(pass.id));
  Outcome outcome = Outcome::kNone;
  if (!is_to_be_remade(pass, outcome)) co_return outcome;
  if (target(pass.id).progress == Progress::kRunning || !remake(pass)) {
    co_await schedule_.block_on(waiting_for_job(pass.id));
  }
  co_return target(pass.id).outcome;
}

// Content may yet find that nothing needs doing: only what is not there is sure to be made.
bool Walker::is_sure_to_be_made(Pass& pass) {
  const bool sure = pass.missing || switches_.always_make || freshness_ == nullptr;
  if (!sure || stopping_) return false;
  settle_over(pass);
  return pass.must_make || switches_.always_make;
}

bool Walker::any_under_way(const Pass& pass) const {
  return pass.settled < pass.begun.size() &&
         std::any_of(pass.begun.begin(), pass.begun.end(),
                     [](const Begun& begun) { return !begun.over(); });
}

// The target is to be remade: its intermediate prerequisites are made for real, and awaited.
Visit Walker::make_intermediates(Pass& pass) {
  Visit intermediates = begin_intermediates(pass);
  co_await schedule_.begin(intermediates);
  co_await schedule_.finish(intermediates);
  if (stopping_) co_return Outcome::kFailed;
  Visit rest = settle_all(pass);
  co_await schedule_.begin(rest);
  co_await schedule_.finish(rest);
  co_return Outcome::kSuccess;
}

// False: nothing is to be done, or nothing can be; `outcome` says which.
bool Walker::is_to_be_remade(Pass& pass, Outcome& outcome) {
  if (pass.worst > Outcome::kNone) {
    give_up(pass);
    outcome = target(pass.id).outcome;
    return false;
  }
  if (decide(pass)) return true;
  keep(pass);
  outcome = Outcome::kSuccess;
  return false;
}

Outcome Walker::already_updated(TargetId id, unsigned depth) {
  if (target(id).outcome <= Outcome::kNone) {
    trace(kDebugVerbose, depth, "File '{}' was considered already.", name(id));
    return Outcome::kSuccess;
  }
  trace(kDebugVerbose, depth, "Recently tried and failed to update file '{}'.", name(id));
  if (target(id).no_diagnostics && !target(id).dont_care) complain(id);
  return target(id).outcome;
}

// Its prerequisites' names, its time, its recipe.
Status Walker::look_over(Pass& pass) {
  target(pass.id).no_diagnostics = target(pass.id).dont_care;
  set_updating(pass.id, true);
  // The time comes before the recipe: VPATH search may change the name, and so which implicit rule
  // applies.
  pass.time = times_.of(pass.id);
  pass.id = database_.targets.resolve(pass.id);
  pass.missing = pass.time == FileTime::nonexistent();
  if (pass.missing) trace(kDebugBasic, pass.depth, "File '{}' does not exist.", name(pass.id));
  round_up_low_resolution(pass);
  for (size_t at = 0; !pass.missing && at < target(pass.id).also_make.size(); ++at) {
    const TargetId peer = target(pass.id).also_make[at];
    const FileTime time = times_.of(peer);
    pass.missing = time == FileTime::nonexistent();
    // The group is as old as its oldest.
    if (!pass.missing) pass.time = std::min(pass.time, time);
    if (pass.missing)
      trace(kDebugBasic, pass.depth, "Grouped target peer '{}' of file '{}' does not exist.",
            name(peer), name(pass.id));
  }
  pass.must_make = pass.missing;
  // An implicit rule gives the stem that the second expansion sees.
  TRY(find_recipe(pass.id, pass.depth));
  TRY(expand_prerequisites(pass.id));
  return extra_symbol_ ? add_extra_prerequisites(pass.id) : Status::kOk;
}

// .EXTRA_PREREQS: built first or last like any prerequisite, but in no automatic variable.
Status Walker::add_extra_prerequisites(TargetId id) {
  if (!target(id).is_target || target(id).extra_added) return Status::kOk;
  target(id).extra_added = true;
  std::vector<Symbol> names;
  TRY(expander_.extra_prerequisites(id, names));
  // They do not need themselves.
  if (std::find(names.begin(), names.end(), target(id).name) != names.end()) return Status::kOk;
  for (Symbol extra : names) {
    Prerequisite prerequisite;
    prerequisite.target = database_.targets.enter(extra);
    prerequisite.set(Prerequisite::kIgnoreAutomatic);
    target(id).prerequisites.push_back(prerequisite);
  }
  return Status::kOk;
}

// .LOW_RESOLUTION_TIME: a time in whole seconds stands for any moment of that second.
void Walker::round_up_low_resolution(Pass& pass) {
  if (pass.missing || !target(pass.id).low_resolution_time) return;
  if (pass.time == FileTime::newest() || pass.time <= FileTime::earliest()) return;
  const int64_t fraction = pass.time.ns % kSecond;
  if (fraction != 0) {
    diagnostics_.error({}, fmt::format(msg::kLowResolution, name(pass.id)));
  }
  pass.time.ns += kSecond - 1 - fraction;
}

Status Walker::expand_prerequisites(TargetId id) {
  if (target(id).deferred_expanded) return Status::kOk;
  target(id).deferred_expanded = true;
  const std::vector<Prerequisite>& list = target(id).prerequisites;
  const bool deferred = std::any_of(list.begin(), list.end(), [](const Prerequisite& prerequisite) {
    return prerequisite.has(Prerequisite::kDeferred);
  });
  return deferred ? expander_.expand_deferred(id) : Status::kOk;
}

// A target without a recipe gets one from an implicit rule, else .DEFAULT's.
Status Walker::find_recipe(TargetId id, unsigned depth) {
  if (target(id).recipe == nullptr) {
    target(id).recipe = database_.builtin_suffix_recipe(name(id));
    target(id).builtin |= target(id).recipe != nullptr;
  }
  if (!target(id).phony && target(id).recipe == nullptr && !target(id).tried_implicit) {
    if (implicit_.find(id, depth) == ImplicitSearch::Result::kFailed) return Status::kFailed;
    target(id).tried_implicit = true;
  }
  if (target(id).recipe == nullptr && !target(id).is_target &&
      database_.default_recipe != nullptr) {
    trace(kDebugImplicit, depth, "Using default recipe for '{}'.", name(id));
    target(id).recipe = database_.default_recipe;
  }
  return Status::kOk;
}

// Whether nothing but times speaks for or against the target: then its content is asked.
bool Walker::content_may_decide(const Pass& pass) {
  const Target& made = target(pass.id);
  if (freshness_ == nullptr || pass.missing || made.phony || switches_.always_make) return false;
  if (pass.time == FileTime::newest() || pass.time == FileTime::old()) return false;
  if (made.recipe == nullptr && made.prerequisites.empty()) return false;
  if (made.is_double_colon && made.prerequisites.empty()) return false;
  for (const Prerequisite& prerequisite : made.prerequisites) {
    if (prerequisite.has(Prerequisite::kOrderOnly)) continue;
    const TargetId at = database_.targets.resolve(prerequisite.target);
    const FileTime time = times_.of(at);
    if (target(at).phony || time == FileTime::newest() || time == FileTime::old()) return false;
    if (time == FileTime::nonexistent() && !target(at).intermediate) return false;
  }
  return true;
}

void Walker::ask_content(Pass& pass) {
  const FreshnessDecision decision = freshness_->check({pass.id, pass.must_make, pass.checking});
  const bool stale = decision.verdict == Verdict::kStale;
  if (pass.must_make != stale) {
    trace(kDebugBasic, pass.depth - 1, "By content, target '{}' is {}.", name(pass.id),
          stale ? "stale" : "fresh");
  }
  if (switches_.explain && stale) pass.why = explain(decision);
  pass.must_make = stale;
  pass.content_decided = true;
}

// Empty: times say it all.
std::string Walker::explain(const FreshnessDecision& decision) const {
  const std::string_view culprit =
      decision.culprit ? database_.symbols.text(decision.culprit) : std::string_view();
  switch (decision.reason) {
    case FreshnessReason::kInProgress:
      return msg::kWhyInProgress;
    case FreshnessReason::kInputChanged:
      return fmt::format(msg::kWhyChanged, culprit);
    case FreshnessReason::kInputRemade:
      return fmt::format(msg::kWhyRemade, culprit);
    case FreshnessReason::kInputNewer:
      return fmt::format(msg::kWhyNewer, culprit);
    case FreshnessReason::kAskedFor:
      return msg::kWhyAskedFor;
    case FreshnessReason::kRecipeChanged:
      return msg::kWhyRecipe;
    case FreshnessReason::kSameContent:
    case FreshnessReason::kTime:
      break;
  }
  return {};
}

// The last word on whether the target is remade, once its prerequisites are up to date.
bool Walker::decide(Pass& pass) {
  const unsigned depth = pass.depth - 1;
  const Target& made = target(pass.id);
  const bool changed = judge_prerequisites(pass);
  if (made.is_double_colon && made.prerequisites.empty()) {
    pass.must_make = true;
    trace(kDebugBasic, depth, "Target '{}' is double-colon and has no prerequisites.",
          name(pass.id));
  } else if (!pass.missing && made.is_target && !changed && made.recipe == nullptr &&
             !switches_.always_make) {
    pass.must_make = false;
    trace(kDebugVerbose, depth, "No recipe for '{}' and no prerequisites actually changed.",
          name(pass.id));
  } else if (!pass.must_make && made.recipe != nullptr && switches_.always_make) {
    pass.must_make = true;
    trace(kDebugVerbose, depth, "Making '{}' due to always-make flag.", name(pass.id));
  }
  if (!pass.must_make && freshness_ != nullptr && !made.phony && made.recipe != nullptr &&
      !pass.content_decided && freshness_->in_progress(pass.id)) {
    pass.must_make = true;
  }
  return pass.must_make;
}

// Marks the prerequisites that belong in $?. Returns whether one that counts was really made.
bool Walker::judge_prerequisites(Pass& pass) {
  bool changed = false;
  for (Prerequisite& prerequisite : target(pass.id).prerequisites) {
    const FileTime time = times_.of(prerequisite.target);
    if (!prerequisite.has(Prerequisite::kOrderOnly)) {
      if (time == FileTime::nonexistent() &&
          !target(database_.targets.resolve(prerequisite.target)).intermediate) {
        pass.must_make = true;
      }
      changed |= prerequisite.has(Prerequisite::kChanged);
    }
    if (pass.missing || time > pass.time) prerequisite.set(Prerequisite::kChanged);
    if (!pass.missing) trace_prerequisite(pass, prerequisite, time);
    if (switches_.always_make) prerequisite.set(Prerequisite::kChanged);
  }
  return changed;
}

void Walker::trace_prerequisite(const Pass& pass, const Prerequisite& prerequisite,
                                FileTime time) const {
  if (!switches_.debugging(kDebugBasic | kDebugVerbose)) return;
  const std::string_view it = name(prerequisite.target);
  const unsigned depth = pass.depth;
  if (prerequisite.has(Prerequisite::kOrderOnly)) {
    trace(kDebugVerbose, depth, "Prerequisite '{}' is order-only for target '{}'.", it,
          name(pass.id));
  } else if (time == FileTime::nonexistent()) {
    trace(kDebugBasic, depth, "Prerequisite '{}' of target '{}' does not exist.", it,
          name(pass.id));
  } else if (prerequisite.has(Prerequisite::kChanged)) {
    trace(kDebugBasic, depth, "Prerequisite '{}' is newer than target '{}'.", it, name(pass.id));
  } else {
    trace(kDebugVerbose, depth, "Prerequisite '{}' is older than target '{}'.", it, name(pass.id));
  }
}

void Walker::keep(const Pass& pass) {
  const Target& kept = target(pass.id);
  const bool renamed = kept.name != kept.hash_name;
  trace(kDebugVerbose, pass.depth - 1, "No need to remake target '{}'{}.", name(pass.id),
        renamed ? fmt::format("; using VPATH name '{}'", database_.symbols.text(kept.hash_name))
                : "");
  if (kept.recipe != nullptr) ++fresh_;
  target(pass.id).kept = true;
  finish_target(pass.id, false, false);
  // It stays where VPATH search found it.
  for (TargetId at = pass.id; at; at = target(at).next_double_colon)
    target(at).name = target(at).hash_name;
}

void Walker::give_up(const Pass& pass) {
  target(pass.id).outcome = pass.worst;
  finish_target(pass.id, false, false);
  trace(kDebugVerbose, pass.depth - 1, "Giving up on target file '{}'.", name(pass.id));
  if (pass.depth == 1 && switches_.keep_going && !switches_.just_print && !switches_.question) {
    diagnostics_.error({}, fmt::format(msg::kNotRemade, name(pass.id)));
  }
}

// True when the target is finished, false while its recipe runs.
bool Walker::remake(const Pass& pass) {
  const TargetId id = pass.id;
  const unsigned depth = pass.depth - 1;
  trace(kDebugBasic, depth, "Must remake target '{}'.", name(id));
  if (target(id).name != target(id).hash_name) {
    trace(kDebugBasic, depth, "  Ignoring VPATH name '{}'.",
          database_.symbols.text(target(id).hash_name));
    target(id).ignore_vpath = true;
  }
  if (start_recipe(id, pass.why)) {
    trace(kDebugVerbose, depth, "Recipe of '{}' is being run.", name(id));
    return false;
  }
  if (stopping_) return true;
  switch (target(id).outcome) {
    case Outcome::kFailed:
      trace(kDebugBasic, depth, "Failed to remake target file '{}'.", name(id));
      break;
    case Outcome::kQuestion:
      trace(kDebugBasic, depth, "Target file '{}' needs to be remade under -q.", name(id));
      break;
    default:
      trace(kDebugBasic, depth, "Successfully remade target file '{}'.", name(id));
  }
  return true;
}

// True when the recipe runs and its result is still to come.
bool Walker::start_recipe(TargetId id, std::string_view why) {
  Target& made = target(id);
  if (made.recipe == nullptr) {
    if (made.phony || made.is_target) {
      // A name that stands for its prerequisites: made by definition.
      made.outcome = Outcome::kSuccess;
    } else {
      if (purpose_ == Purpose::kGoals || !made.dont_care) complain(id);
      made.outcome = Outcome::kFailed;
    }
    finish_target(id, false, touch_if_asked(id));
    return false;
  }
  if (Executor::blank(*made.recipe) ||
      (switches_.touch && !Executor::any_recursive(*made.recipe, database_.one_shell))) {
    const bool ran = Executor::blank(*made.recipe);
    made.outcome = Outcome::kSuccess;
    const bool touched =
        !Executor::only_recursive(*made.recipe, database_.one_shell) && touch_if_asked(id);
    finish_target(id, ran, touched);
    return false;
  }
  if (expander_.prepare_scope(id, true) == Status::kFailed) {
    stop(id);
    return false;
  }
  set_progress(id, Progress::kRunning);
  const StartResult started = executor_.start(id, why);
  database_.directories.expire();
  if (started != StartResult::kOk) {
    stop(id);
    return false;
  }
  collect_results(false);
  return target(id).progress == Progress::kRunning;
}

}  // namespace umake
