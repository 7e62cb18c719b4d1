// What follows a recipe, or the finding that none is needed; and errors about targets nobody can
// make.

#include <algorithm>
#include <cstring>

#include "base/messages.h"
#include "runtime/walker.h"

namespace umake {

void Walker::collect_results(bool block) {
  std::vector<JobResult> results;
  executor_.pump(block, results);
  for (const JobResult& result : results) finish_job(result);
  if (executor_.interrupted() != 0) stopping_ = true;
}

void Walker::drain() {
  std::vector<JobResult> results;
  executor_.drain(results);
  for (const JobResult& result : results) finish_job(result);
}

void Walker::finish_job(const JobResult& result) {
  target(result.target).outcome = result.outcome;
  failed_line_ = result.failed_line;
  answered_ |= result.answered;
  database_.directories.expire();
  if (purpose_ == Purpose::kMakefiles && result.executed) {
    made_.insert(result.target.id);
    for (const TargetId peer : target(result.target).also_make) {
      made_.insert(database_.targets.resolve(peer).id);
    }
  }
  // Its lines that are not recursive were passed over. (GNU make touches it once more.)
  if (!result.only_recursive) touch_if_asked(result.target);
  // -q's answer before any command ran is the target's own: each of its group is asked.
  const bool alone = result.outcome == Outcome::kQuestion && !result.executed;
  finish_target(result.target, true, result.touched, alone);
  // A line that only its expansion made recursive ran for good: the time is what the file says.
  if (result.only_recursive && target(result.target).mtime == FileTime::newest()) {
    target(result.target).mtime = FileTime::unknown();
  }
  const bool real =
      !switches_.just_print && !switches_.question && (!switches_.touch || result.touched);
  if (freshness_ != nullptr && real) {
    if (target(result.target).phony) {
      if (result.executed) freshness_->phony_recipe_ended();
    } else if (result.outcome == Outcome::kSuccess) {
      freshness_->recipe_succeeded(result.target, result.touched    ? RecipeRun::kTouched
                                                  : result.executed ? RecipeRun::kProcesses
                                                                    : RecipeRun::kNothing);
    } else {
      freshness_->recipe_failed(result.target,
                                result.interrupted ? RecipeEnd::kKilled : RecipeEnd::kFailed);
    }
  }
  schedule_.wake(waiting_for_job(result.target));
  for (TargetId peer : target(result.target).also_make) schedule_.wake(waiting_for_job(peer));
  if (result.stops_others() && !switches_.keep_going) {
    stopping_ = true;
    result_.outcome = Outcome::kFailed;
  }
}

std::vector<Visit::Handle>& Walker::waiting_for_job(TargetId id) { return waiting_for_job_[id.id]; }

// One recipe makes all targets of a group: they run and end together.
void Walker::set_progress(TargetId id, Progress progress) {
  target(id).progress = progress;
  for (TargetId peer : target(id).also_make) {
    Target& other = target(database_.targets.resolve(peer));
    if (progress > other.progress) other.progress = progress;
  }
}

// -t: the file's time is all that changes, and POSIX wants it so only where there is a recipe.
bool Walker::touch_if_asked(TargetId id) {
  Target& made = target(id);
  if (!switches_.touch || made.phony || made.recipe == nullptr || made.outcome != Outcome::kSuccess)
    return false;
  made.outcome = executor_.touch(id);
  const bool real = !switches_.just_print && !switches_.question;
  if (freshness_ != nullptr && real && made.outcome == Outcome::kSuccess) {
    freshness_->recipe_succeeded(id, RecipeRun::kTouched);
  }
  return true;
}

// The target is dealt with: `ran` tells whether its recipe was run (or printed), `touched` whether
// -t touched it, `alone` that the rest of its group is still to be dealt with.
void Walker::finish_target(TargetId id, bool ran, bool touched, bool alone) {
  Target& made = target(id);
  made.progress = Progress::kFinished;
  made.updated = true;
  if (made.mtime_before == FileTime::unknown()) made.mtime_before = made.mtime;
  if ((ran && !made.phony) || touched) {
    // What only would have been run is taken to have made its target.
    const bool pretended = (switches_.question || switches_.just_print || switches_.touch) &&
                           made.recipe != nullptr &&
                           !Executor::only_recursive(*made.recipe, database_.one_shell);
    made.mtime = pretended || made.recipe == nullptr ? FileTime::newest() : FileTime::unknown();
    // A member whose rule runs nothing: to put it in is left to the archive's own rule, so it is
    // still missing.
    if (!pretended && made.recipe != nullptr && Executor::blank(*made.recipe) &&
        is_archive_name(name(id))) {
      made.mtime = FileTime::nonexistent();
    }
  }
  // An intermediate file without a recipe of its own may have been made by another one.
  if (made.also_make.empty() && (ran || (made.intermediate && !stopping_))) {
    database_.made.push_back(id);
  }
  if (made.first_double_colon) finish_double_colon(id);
  if (alone) {
    leave_peers(id);
  } else if (ran && made.outcome != Outcome::kNone) {
    finish_peers(id);
  } else if (made.outcome == Outcome::kNone) {
    made.outcome = Outcome::kSuccess;
  }
}

// When the last rule of a double-colon target is done, all of them have the newest time, as one
// prerequisite of others. Unknown (to be looked up) is newer than any.
void Walker::finish_double_colon(TargetId id) {
  FileTime newest = target(id).mtime;
  for (TargetId at = target(id).first_double_colon; at; at = target(at).next_double_colon) {
    if (!target(at).updated) return;
    const FileTime time = target(at).mtime;
    if (newest != FileTime::unknown() && (time == FileTime::unknown() || time > newest))
      newest = time;
  }
  for (TargetId at = target(id).first_double_colon; at; at = target(at).next_double_colon) {
    target(at).mtime = newest;
  }
}

// What came of a group's recipe holds for all its targets.
void Walker::finish_peers(TargetId id) {
  std::vector<TargetId> group = target(id).also_make;
  if (!group.empty()) group.push_back(id);
  std::sort(group.begin(), group.end(), [](TargetId a, TargetId b) { return a.id < b.id; });
  database_.made.insert(database_.made.end(), group.begin(), group.end());
  // -n only pretended, but an explicit group, that names each target as its own peer, is looked at.
  if (target(id).grouped && !target(id).phony) times_.look_up(id, false);
  for (TargetId member : target(id).also_make) {
    const TargetId peer = database_.targets.resolve(member);
    Target& other = target(peer);
    other.progress = Progress::kFinished;
    other.updated = true;
    other.outcome = target(id).outcome;
    if (other.mtime_before == FileTime::unknown()) other.mtime_before = other.mtime;
    if (!other.phony) times_.look_up(peer, false);
  }
  if (target(id).tried_implicit && !target(id).also_make.empty()) warn_of_missing_peers(id);
}

void Walker::leave_peers(TargetId id) {
  for (const TargetId member : target(id).also_make) {
    Target& peer = target(database_.targets.resolve(member));
    if (!peer.updated && peer.progress == Progress::kRunning) peer.progress = Progress::kNotStarted;
  }
}

void Walker::warn_of_missing_peers(TargetId id) {
  const FileTime time = times_.of(id);
  if (time < FileTime::earliest() || time == FileTime::newest() || time <= target(id).mtime_before)
    return;
  for (TargetId peer : target(id).also_make) {
    if (target(peer).mtime != FileTime::nonexistent()) continue;
    const Recipe* recipe = target(id).recipe;
    Location where = recipe != nullptr ? recipe->where : Location{};
    if (where) where.line += failed_line_;
    diagnostics_.error(where, fmt::format(msg::kPeerNotUpdated, name(peer)));
  }
}

// Nobody says how to make `id`: says so, naming the target at fault below it.
void Walker::complain(TargetId id) {
  for (const Prerequisite& prerequisite : target(id).prerequisites) {
    const TargetId at = database_.targets.resolve(prerequisite.target);
    // One that was complained of already is named all the same, but nothing below it.
    if (at && at != id && target(at).updated && target(at).outcome > Outcome::kNone &&
        target(id).no_diagnostics) {
      complain(at);
      return;
    }
  }
  show_include_error();
  const TargetId parent = target(id).parent;
  const std::string text = parent ? fmt::format(msg::kNoRuleNeededBy, name(id), name(parent))
                                  : fmt::format(msg::kNoRule, name(id));
  target(id).no_diagnostics = false;
  if (switches_.keep_going) {
    diagnostics_.error({}, fmt::format("*** {}.", text));
    return;
  }
  (void)diagnostics_.fatal({}, text);
  stopping_ = true;
  result_.outcome = Outcome::kFailed;
}

// Before an error about a makefile that an include names: where, and why it could not be read.
void Walker::show_include_error() {
  if (purpose_ != Purpose::kMakefiles || goal_ == nullptr || goal_->error == 0 || !goal_->where ||
      goal_->dont_care)
    return;
  if (!include_errors_shown_.insert(goal_->target.id).second) return;
  diagnostics_.error(goal_->where,
                     fmt::format("{}: {}", name(goal_->target), strerror(goal_->error)));
}

void Walker::stop(TargetId id) {
  stopping_ = true;
  result_.outcome = Outcome::kFailed;
  target(id).outcome = Outcome::kFailed;
  target(id).updated = true;
  target(id).progress = Progress::kFinished;
}

}  // namespace umake
