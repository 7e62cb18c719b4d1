// Makefiles are targets too: those that are out of date are remade, then all are read again
// (manual, "How Makefiles Are Remade").

#include <algorithm>
#include <cstring>

#include "base/messages.h"
#include "makeflags.h"
#include "round.h"

namespace umake {

Round::Remade Round::remake_makefiles() {
  if (switches_.debugging(kDebugBasic) && switches_.shuffle != Shuffle::kNone) {
    diagnostics_.aside(fmt::format(msg::kShuffleEnabled, invocation_.shuffle_word));
  }
  if (switches_.debugging(kDebugBasic) && !database_.makefiles.empty()) {
    diagnostics_.aside("Updating makefiles....\n");
  }
  std::vector<Goal> goals;
  std::vector<const Makefile*> makefiles;
  std::vector<FileTime> before;
  for (const Makefile& makefile : database_.makefiles) {
    const TargetId id = database_.targets.resolve(makefile.target);
    if (might_loop(id)) {
      if (switches_.debugging(kDebugVerbose)) {
        diagnostics_.aside(fmt::format("Makefile '{}' might loop; not remaking it.\n",
                                       symbols_.text(database_.targets[id].name)));
      }
      if (!makefile.found && !makefile.dont_care) {
        diagnostics_.error(makefile.where, fmt::format(msg::kFileError, symbols_.text(database_.targets[id].name),
                                                       strerror(makefile.error)));
        return Remade::kFailed;
      }
      continue;
    }
    // An error about one that is included twice names the first place.
    Location where = makefile.where;
    if (makefile.error != 0 && makefile.included) {
      const auto first = std::find_if(
          makefiles.begin(), makefiles.end(),
          [&](const Makefile* other) { return database_.targets.resolve(other->target) == id; });
      if (first != makefiles.end()) where = (*first)->where;
    }
    goals.push_back({id, makefile.dont_care, false, where, makefile.error});
    makefiles.push_back(&makefile);
    // The reader marks one that it could not read as missing, even if it is there.
    const FileTime known = database_.targets[id].mtime;
    before.push_back(known == FileTime::unknown() ? times_->look_up(id, false) : known);
  }
  if (goals.empty()) return Remade::kNo;
  switch (build_makefiles(goals)) {
    case Outcome::kSuccess:
      return Remade::kYes;
    case Outcome::kFailed:
      return fatal_ ? Remade::kFailed : look_at_makefiles(before, makefiles, true);
    default:
      return look_at_makefiles(before, makefiles, false) == Remade::kFailed ? Remade::kFailed
                                                                            : Remade::kNo;
  }
}

// A phony makefile, or a double-colon one with a recipe and no prerequisites, would be remade every
// time.
bool Round::might_loop(TargetId id) const {
  if (database_.targets[id].phony) return true;
  if (!database_.targets[id].first_double_colon) return false;
  for (TargetId at = id; at; at = database_.targets[at].next_double_colon) {
    const Target& rule = database_.targets[at];
    if (rule.recipe != nullptr && rule.prerequisites.empty()) return true;
  }
  return false;
}

// -n, -q and -t hold for goals only: makefiles are remade for real, unless they are goals as well.
// -B would remake them for ever: it holds the first time.
Outcome Round::build_makefiles(const std::vector<Goal>& goals) {
  const Switches given = switches_;
  switches_.always_make = given.always_make && dependencies_.restarts == 0;
  if (!switches_.debugging(kDebugMakefile)) switches_.debug = 0;
  const auto pretend = [&](bool on) {
    switches_.just_print = on && given.just_print;
    switches_.question = on && given.question;
    switches_.touch = on && given.touch;
  };
  // Sub-makes are not told of them either.
  const bool pretends = given.just_print || given.question || given.touch;
  pretend(false);
  if (pretends) {
    define_makeflags(invocation_, variables_, MakeflagsStage::kSettled, database_.posix);
  }
  Walker::Dependencies dependencies = walker_dependencies();
  dependencies.before_goal = [&](const Goal& goal) {
    pretend(database_.targets[goal.target].command_target);
  };
  Walker walker(dependencies, Walker::Purpose::kMakefiles);
  const Walker::Result result = walker.build(goals);
  fatal_ = result.fatal;
  pretend(true);
  switches_.debug = given.debug;
  switches_.always_make = given.always_make;
  if (pretends) {
    define_makeflags(invocation_, variables_, MakeflagsStage::kSettled, database_.posix);
  }
  return result.outcome;
}

// Some makefile could not be made: whether that matters, and whether another one was. If nothing
// `ran`, their times are those from before: there may be thousands of dependency files.
Round::Remade Round::look_at_makefiles(const std::vector<FileTime>& before,
                                       const std::vector<const Makefile*>& makefiles, bool ran) {
  bool remade = false;
  bool failed = false;
  for (size_t at = 0; at < makefiles.size(); ++at) {
    const Makefile& makefile = *makefiles[at];
    const TargetId id = database_.targets.resolve(makefile.target);
    const Target& target = database_.targets[id];
    const std::string_view name = symbols_.text(target.name);
    if (target.updated) {
      const FileTime now = ran ? times_->look_up(id, false) : before[at];
      if (target.outcome == Outcome::kSuccess) {
        remade |= now != before[at];
      } else if (target.outcome == Outcome::kQuestion) {
        // A goal as well, under -q: the goals have the answer.
      } else if (!makefile.dont_care) {
        diagnostics_.error(makefile.where, fmt::format(msg::kMakefileNotRemade, name));
        remade |= now != FileTime::nonexistent() && now != before[at];
        failed = true;
      }
    } else if (!makefile.dont_care && !makefile.found) {
      diagnostics_.error({},
                         fmt::format(fmt::runtime(makefile.included ? msg::kIncludedMakefileNotFound
                                                                    : msg::kMakefileNotFound),
                                     name));
      failed |= !makefile.included;
    }
  }
  if (remade) return Remade::kYes;
  return failed ? Remade::kFailed : Remade::kNo;
}

void Round::mark_files(const std::vector<std::string>& names, FileTime time) {
  for (const std::string& name : names) {
    TargetId id = database_.targets.enter(symbols_.intern(name));
    // GNU make adds a rule without a recipe to a double-colon target.
    if (database_.targets[id].is_double_colon) id = database_.targets.rule_of_nobody(id);
    Target& target = database_.targets[id];
    target.mtime = target.mtime_before = time;
    if (time == FileTime::old()) {
      target.updated = true;
      target.outcome = Outcome::kSuccess;
      target.progress = Progress::kFinished;
    }
  }
}

// What came from standard input can't be remade.
void Round::mark_stdin_makefile() {
  const TargetId id = database_.targets.enter(symbols_.intern(dependencies_.stdin_makefile));
  Target& target = database_.targets[id];
  target.updated = true;
  target.outcome = Outcome::kSuccess;
  target.progress = Progress::kFinished;
  target.mtime_before = times_->look_up(id, false);
}

// -o and -W. After a restart -W no longer holds for makefiles: they would be remade for ever.
void Round::mark_old_and_new_files() {
  if (!dependencies_.stdin_makefile.empty()) mark_stdin_makefile();
  mark_files(switches_.old_files, FileTime::old());
  if (dependencies_.restarts == 0) mark_files(switches_.new_files, FileTime::newest());
}

}  // namespace umake
