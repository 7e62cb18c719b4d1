#include "runtime/executor.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>

#include "base/archive.h"
#include "base/messages.h"
#include "runtime/executor_impl.h"

namespace umake {

namespace {

constexpr int kQuestionStatus = 1;  // of a sub-make under -q whose goals are not up to date
constexpr int kLoadPollMs = 1000;

bool has_make_reference(std::string_view text) {
  return text.find("$(MAKE)") != std::string_view::npos ||
         text.find("${MAKE}") != std::string_view::npos;
}

}  // namespace

Executor::Impl::~Impl() {
  if (bad_stdin_ >= 0) close(bad_stdin_);
}

// --- Starting
// ----------------------------------------------------------------------------------------

StartResult Executor::Impl::start(TargetId target, std::string_view reason) {
  if (!jobs_.empty()) wait_event(0, -1);
  if (signal_ == 0 && processes_.interrupted() != 0) handle_signal();
  if (stopping_ || signal_ != 0) return StartResult::kStopping;

  auto owned = std::make_unique<Job>();
  Job& job = *owned;
  job.target = job.result.target = target;
  if (prepare(job) == Status::kFailed) {
    output_.close(job.sink);
    return StartResult::kFatal;
  }
  const bool runs = needs_slot(job);
  if (runs) actions_.plan(job);
  // The key of an action knows one shell, and what another would be is only known when its
  // command's turn has come.
  job.action.cacheable = job.action.cacheable && one_shell_for_all(job);
  if (job.action.cacheable && restore(job, reason)) return StartResult::kOk;
  if (runs) {
    if (!wait_for_slot(job)) {
      output_.close(job.sink);
      return StartResult::kStopping;
    }
    job.has_slot = true;
  }
  if (switches_.debugging(kDebugWhy)) trace(job, reason);
  if (run_commands(job) == Step::kOver) {
    return job.fatal ? StartResult::kFatal : StartResult::kOk;
  }
  jobs_.push_back(std::move(owned));
  meet_others();
  if (!one_job()) return StartResult::kOk;
  while (!jobs_.empty()) wait_event(-1, -1);
  return StartResult::kOk;
}

// Expands the recipe. As under GNU make this comes before the wait for a slot: what $(info) prints
// shows at once.
Status Executor::Impl::prepare(Job& job) {
  const Target& target = database_.targets[job.target];
  job.recipe = target.recipe;
  job.mtime = target.mtime;
  job.result.dont_care = target.dont_care;
  job.sink.sync = output_.sync() != OutputSync::kNone;
  SinkScope scope(output_, &job.sink);
  TRY(expander_.expand_recipe(job.target, *target.recipe, job.lines));
  for (const RecipeLine& line : job.lines) {
    job.any_recursive |= line.recursive;
  }
  return Status::kOk;
}

// True: the recipe is over, because what it makes was put back.
bool Executor::Impl::restore(Job& job, std::string_view reason) {
  if (!look_ahead(job)) return false;
  ActionResult result;
  const Restored restored = actions_.restore(job, result);
  if (restored == Restored::kNothing) return false;
  if (switches_.debugging(kDebugWhy)) trace(job, reason);
  ++action_counters_.restored;
  if (restored == Restored::kReplayed) {
    ++action_counters_.replayed;
    SinkScope scope(output_, &job.sink);
    diagnostics_.message(fmt::format(msg::kReplayed, name_of(job.target)));
  }
  action_counters_.saved_us += result.wall_us;
  replay(job, result);
  job.result.executed = job.result.commands_started = true;
  return finish(job, Outcome::kSuccess) == Step::kOver;
}

// The shell and the environment are part of an action's key. What their expansion prints, an error
// among it, has its place where GNU make expands them: for the first command. False: there is no
// environment.
bool Executor::Impl::look_ahead(Job& job) {
  if (!job.shell_known) {
    HoldScope hold(output_, job.shell_text);
    look_up_shell(job);
  }
  HoldScope hold(output_, job.environment_text);
  return make_environment(job) == Status::kOk;
}

// What it would have printed, the echoed commands in their places.
void Executor::Impl::replay(Job& job, const ActionResult& result) {
  SinkScope scope(output_, &job.sink);
  Command command;
  std::vector<std::string> arguments;
  const auto echo_next = [&] {
    while (next_command(job, database_.one_shell, command)) {
      if (build(job, command, arguments) == CommandKind::kNone) continue;
      echo(job, command);
      if (!is_null_command(arguments)) (void)make_environment(job);
      ++commands_started_;
      return true;
    }
    return false;
  };
  for (const PrintedPiece& piece : result.printed) {
    switch (piece.kind) {
      case PrintedPiece::Kind::kOut:
        output_.out(piece.bytes);
        break;
      case PrintedPiece::Kind::kErr:
        output_.err(piece.bytes);
        break;
      case PrintedPiece::Kind::kCommand:
        echo_next();
        break;
    }
  }
  while (echo_next()) {
  }
}

// GNU make then does not know that the member is missing.
bool Executor::Impl::in_missing_archive(const Target& target) const {
  const std::string_view name = database_.symbols.text(target.name);
  if (!is_archive_name(name)) return false;
  FileStat status;
  return database_.files.stat(std::string(name.substr(0, name.find('('))).c_str(), status) != 0;
}

void Executor::Impl::trace(Job& job, std::string_view reason) {
  SinkScope scope(output_, &job.sink);
  const Target& target = database_.targets[job.target];
  std::string newer;
  if (reason.empty()) {
    if (target.phony) {
      reason = msg::kTracePhony;
    } else if (target.mtime == FileTime::nonexistent() && !in_missing_archive(target)) {
      reason = msg::kTraceMissing;
    } else if (expander_.expand_variable(job.target, "?", newer) == Status::kOk && !newer.empty()) {
      reason = newer;
    } else {
      reason = msg::kTraceUnknown;
    }
  }
  output_.out(fmt::format(msg::kTrace, place(job, 0), name_of(job.target), reason) + "\n");
}

// What only prints needs no slot, nor does a recipe without a command.
bool Executor::Impl::needs_slot(const Job& job) const {
  const bool pretending = switches_.just_print || switches_.question || switches_.touch;
  return std::any_of(job.lines.begin(), job.lines.end(), [pretending](const RecipeLine& line) {
    if (line.text.size() == command_prefix(line.text).length) return false;
    return !pretending || line.recursive || line.text.find('+') != std::string::npos;
  });
}

// False: in the meantime another recipe failed, or a signal came.
bool Executor::Impl::wait_for_slot(Job& job) {
  bool said = false;
  for (;;) {
    if (stopping_ || signal_ != 0) return false;
    const bool loaded = load_too_high() || memory_short(job, said);
    const bool held = loaded || any_retried();
    if (!held && take_slot()) break;
    // A token is of no use while the load is too high, so its arrival must not wake us.
    wait_event(loaded ? kLoadPollMs : -1,
               jobserver_ != nullptr && !held ? jobserver_->poll_fd() : -1);
  }
  ++slots_used_;
  if (memory_ != nullptr) memory_->started(job.peak_kb);
  return true;
}

bool Executor::Impl::take_slot() {
  // The one that needs no token.
  if (slots_used_ == 0) return true;
  if (jobserver_ != nullptr) return jobserver_->try_acquire();
  return switches_.jobs == 0 || slots_used_ < static_cast<unsigned>(switches_.jobs);
}

// One job may always run.
bool Executor::Impl::load_too_high() const {
  return slots_used_ > 0 && load_ != nullptr && load_->too_high(switches_.max_load);
}

// --- Ends
// --------------------------------------------------------------------------------------------

WaitResult Executor::Impl::wait_event(int timeout_ms, int wake_fd) {
  if (timeout_ms != 0) output_.flush();
  wake_fds_.clear();
  if (wake_fd >= 0) wake_fds_.push_back(wake_fd);
  for (const auto& job : jobs_) actions_.append_poll_fds(*job, wake_fds_);
  actions_.append_poll_fds(wake_fds_);
  ProcessExit exit;
  const WaitResult result = processes_.wait(timeout_ms, wake_fds_, exit);
  switch (result) {
    case WaitResult::kExit:
      child_ended(exit);
      break;
    case WaitResult::kSignal:
      handle_signal();
      break;
    case WaitResult::kNoChildren:
      // Somebody else took them: they can only be given up.
      while (!jobs_.empty()) {
        Job& job = *jobs_.front();
        finish(job, Outcome::kFailed);
        remove(job);
      }
      break;
    case WaitResult::kWake:
      for (const auto& job : jobs_) actions_.forward(*job);
      actions_.forward_left();
      break;
    case WaitResult::kTimeout:
      break;
  }
  return result;
}

void Executor::Impl::child_ended(const ProcessExit& exit) {
  const auto found = std::find_if(jobs_.begin(), jobs_.end(),
                                  [&](const auto& job) { return job->pid == exit.pid; });
  if (found == jobs_.end()) return;  // a child that umake's process had before it was umake
  Job& job = **found;
  if (debugging()) {
    debug_job(exit.signal != 0 || exit.exit_code != 0 ? "Reaping losing child {} ({}) PID {}\n"
                                                      : "Reaping winning child {} ({}) PID {}\n",
              job);
  }
  job.pid = -1;
  actions_.process_ended(job, exit);
  if (memory_ != nullptr) memory_->learn(exit.max_rss_kb);
  if (job.has_real_stdin) real_stdin_used_ = false;
  job.has_real_stdin = false;
  SinkScope scope(output_, &job.sink);
  if (output_.sync() != OutputSync::kNone) job.sink.sync = true;
  if (may_retry(job, exit)) {
    put_aside(job, exit);
    return retry_if_alone();
  }
  Step step = command_ended(job, exit);
  if (output_.sync() == OutputSync::kLine) output_.dump(job.sink);
  if (step == Step::kRunning) step = run_commands(job);
  if (step == Step::kOver) remove(job);
  retry_if_alone();
}

// kRunning: the recipe goes on with its next command.
Executor::Impl::Step Executor::Impl::command_ended(Job& job, const ProcessExit& exit) {
  const bool failed = exit.signal != 0 || exit.exit_code != 0;
  if (failed && !job.ignore_errors) {
    if (switches_.question && job.recursive && exit.signal == 0 &&
        exit.exit_code == kQuestionStatus) {
      job.result.answered = true;
      return finish(job, Outcome::kQuestion);
    }
    if (!job.result.dont_care) report_failure(job, exit, false);
    job.result.failed_line = job.line_offset;
    if (exit.signal != 0 || database_.delete_on_error) delete_targets(job);
    return finish(job, Outcome::kFailed);
  }
  if (failed) report_failure(job, exit, true);
  if (signal_ == 0) return Step::kRunning;
  // While umake dies nothing new starts: with lines left the target is not made.
  return finish(job,
                is_command_left(job, database_.one_shell) ? Outcome::kFailed : Outcome::kSuccess);
}

// A failure that another order may not have: the order is named, to be asked for again.
std::string Executor::Impl::shuffle_note() const {
  switch (switches_.shuffle) {
    case Shuffle::kNone:
      return {};
    case Shuffle::kReverse:
      return " shuffle=reverse";
    case Shuffle::kIdentity:
      return " shuffle=identity";
    case Shuffle::kRandom:
      break;
  }
  return fmt::format(" shuffle={}", switches_.shuffle_seed);
}

void Executor::Impl::report_failure(const Job& job, const ProcessExit& exit, bool ignored) {
  if (ignored && (switches_.silent || database_.silent_all)) return;
  if (before_failure_ && !job.result.dont_care) before_failure_(job.target);
  const char* mark = ignored ? "" : msg::kFailedMark;
  const std::string ending = (ignored ? msg::kIgnoredMark : "") + shuffle_note();
  const std::string where = place(job, job.line_offset);
  const std::string_view name = name_of(job.target);
  if (exit.signal == 0) {
    diagnostics_.error({},
                       fmt::format(msg::kRecipeError, mark, where, name, exit.exit_code, ending));
  } else {
    diagnostics_.error({},
                       fmt::format(msg::kRecipeSignal, mark, where, name, strsignal(exit.signal),
                                   exit.core_dumped ? msg::kCoreDumped : "", ending));
  }
}

// The recipe is over: its output is written, its slot given back, its result kept for pump().
Executor::Impl::Step Executor::Impl::finish(Job& job, Outcome outcome) {
  job.result.outcome = outcome;
  job.result.interrupted = signal_ != 0;
  job.result.only_recursive = only_recursive(job);
  actions_.finish(job, outcome == Outcome::kSuccess && signal_ == 0);
  retire(job);
  if (job.result.stops_others() && !switches_.keep_going) stopping_ = true;
  finished_.push_back(job.result);
  return Step::kOver;
}

void Executor::Impl::retire(Job& job) {
  output_.close(job.sink);
  job.sink.sync = false;
  if (!job.has_slot) return;
  job.has_slot = false;
  --slots_used_;
  if (memory_ != nullptr) memory_->ended(job.peak_kb);
  // The job that needs no token may end before those that have one: the tokens held are what
  // matters.
  if (jobserver_ != nullptr && jobserver_->held() > (slots_used_ > 0 ? slots_used_ - 1 : 0))
    jobserver_->release();
}

void Executor::Impl::remove(Job& job) {
  std::erase_if(jobs_, [&job](const auto& other) { return other.get() == &job; });
  if (jobs_.empty()) processes_.idle();
}

bool Executor::Impl::pump(bool block, std::vector<JobResult>& finished) {
  const bool any = running() > 0;
  while (block && finished_.empty() && !jobs_.empty()) wait_event(-1, -1);
  finished.insert(finished.end(), finished_.begin(), finished_.end());
  finished_.clear();
  return any;
}

void Executor::Impl::drain(std::vector<JobResult>& finished) {
  if (!jobs_.empty() && !waiting_said_ && signal_ == 0) {
    waiting_said_ = true;
    diagnostics_.error({}, msg::kWaiting);
  }
  while (!jobs_.empty()) wait_event(-1, -1);
  pump(false, finished);
}

// --- Signals and half-made targets
// -------------------------------------------------------------------

// The user wants to end umake: children learn of it (those of a terminal know already), what they
// were making is deleted, and all are awaited.
void Executor::Impl::handle_signal() {
  if (signal_ != 0) return;
  signal_ = processes_.interrupted();
  if (signal_ == SIGTERM) {
    for (const auto& job : jobs_) {
      if (job->pid >= 0) processes_.kill(job->pid, SIGTERM);
    }
  }
  if (signal_ == SIGXCPU || signal_ == SIGXFSZ) {
    if (!jobs_.empty()) diagnostics_.error({}, msg::kWaiting);
  } else {
    for (auto job = jobs_.rbegin(); job != jobs_.rend(); ++job) delete_targets(**job);
  }
  retry_if_alone();
  while (!jobs_.empty()) wait_event(-1, -1);
}

void Executor::Impl::delete_targets(Job& job) {
  if (job.targets_deleted) return;
  job.targets_deleted = true;
  target_files_.delete_half_made(job.target, job.mtime);
}

Outcome Executor::Impl::touch(TargetId id) {
  ++commands_started_;
  return target_files_.touch(id);
}

std::string Executor::Impl::place(const Job& job, uint32_t line_offset) const {
  const Location where = job.recipe->where;
  if (!where) return msg::kBuiltinPlace;
  return fmt::format("{}:{}", database_.symbols.text(where.file), where.line + line_offset);
}

void Executor::Impl::debug_job(const char* format, const Job& job) {
  output_.out(fmt::format(fmt::runtime(format), fmt::ptr(&job), name_of(job.target), job.pid));
}

// --- The interface
// -----------------------------------------------------------------------------------

Executor::Executor(Dependencies dependencies) : impl_(std::make_unique<Impl>(dependencies)) {}
Executor::~Executor() = default;

StartResult Executor::start(TargetId target, std::string_view reason) {
  return impl_->start(target, reason);
}
bool Executor::pump(bool block, std::vector<JobResult>& finished) {
  return impl_->pump(block, finished);
}
void Executor::drain(std::vector<JobResult>& finished) { impl_->drain(finished); }
Outcome Executor::touch(TargetId target) { return impl_->touch(target); }
unsigned Executor::running() const { return impl_->running(); }
unsigned Executor::recipes_run() const { return impl_->recipes_run(); }
Executor::ActionCounters Executor::action_counters() const { return impl_->action_counters(); }
unsigned Executor::commands_started() const { return impl_->commands_started(); }
void Executor::set_before_failure(std::function<void(TargetId)> notice) {
  impl_->set_before_failure(std::move(notice));
}
int Executor::interrupted() const { return impl_->interrupted(); }

namespace {
// Calls `visit` for each unexpanded line, until it returns false.
template <typename Visit>
void for_each_line(std::string_view text, bool one_shell, Visit visit) {
  while (!text.empty()) {
    const size_t end = one_shell ? text.size() : command_end(text);
    if (!visit(text.substr(0, end))) return;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool is_recursive_line(std::string_view line) {
  return command_prefix(line).recursive || has_make_reference(line);
}
}  // namespace

bool Executor::any_recursive(const Recipe& recipe, bool one_shell) {
  bool any = false;
  for_each_line(recipe.text, one_shell,
                [&any](std::string_view line) { return !(any = is_recursive_line(line)); });
  return any;
}

bool Executor::only_recursive(const Recipe& recipe, bool one_shell) {
  bool all = !recipe.text.empty();
  for_each_line(recipe.text, one_shell,
                [&all](std::string_view line) { return all = is_recursive_line(line); });
  return all;
}

bool Executor::blank(const Recipe& recipe) {
  return recipe.text.find_first_not_of(" \t\n\r\f\v@+-") == std::string_view::npos;
}

}  // namespace umake
