// The executor's part that runs a recipe line after line.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/messages.h"
#include "runtime/executor_impl.h"

namespace umake {

namespace {
constexpr int kNotExecuted = 127;  // a program that can't be run counts as one that ended so
}  // namespace

// A line counts as recursive also when only its expansion starts with +.
bool Executor::Impl::only_recursive(const Job& job) const {
  return std::all_of(job.lines.begin(), job.lines.end(),
                     [](const RecipeLine& line) { return line.recursive; });
}

// Goes on with the recipe until a process runs or nothing is left.
Executor::Impl::Step Executor::Impl::run_commands(Job& job) {
  Command command;
  std::vector<std::string> arguments;
  SinkScope scope(output_, &job.sink);
  bool passed_over = !job.result.executed;
  while (next_command(job, database_.one_shell, command)) {
    passed_over |= !command.blank;
    if (build(job, command, arguments) == CommandKind::kNone) continue;
    if (switches_.question && !command.recursive) {
      if (job.result.executed) target_files_.delete_questioned(job.target);
      return finish(job, Outcome::kQuestion);
    }
    if (switches_.touch && !command.recursive) continue;
    const int64_t before = job.pid;
    const bool over = run_command(job, command, arguments) == Step::kOver;
    if (over) return Step::kOver;
    if (job.pid != before) return Step::kRunning;
  }
  // GNU make touches here when it comes to the end without a process, and when the job is finished
  // (Walker).
  if (switches_.touch && passed_over && !only_recursive(job) &&
      !database_.targets[job.target].phony) {
    job.result.touched = true;
    return finish(job, touch(job.target));
  }
  return finish(job, Outcome::kSuccess);
}

// kRunning with job.pid unset: done with (printed only, or failed and ignored).
Executor::Impl::Step Executor::Impl::run_command(Job& job, const Command& command,
                                                 std::vector<std::string>& arguments) {
  job.recursive = command.recursive;
  job.ignore_errors = command.ignore_errors || switches_.ignore_errors || database_.ignore_all ||
                      database_.targets[job.target].ignore_errors;
  // The output of sub-makes passes straight through, unless theirs is to be one block: they
  // synchronise by themselves.
  const bool through = command.recursive && output_.sync() != OutputSync::kRecurse;
  if (through) output_.dump(job.sink);
  SinkScope scope(output_, &job.sink);
  const bool sync = job.sink.sync;
  if (through) job.sink.sync = false;
  Step step = Step::kRunning;
  echo(job, command);
  ++commands_started_;
  job.result.commands_started = true;
  if (!is_null_command(arguments) && (!switches_.just_print || command.recursive)) {
    step = spawn(job, command, arguments);
  }
  if (through && step == Step::kRunning)
    job.sink.sync = sync && output_.sync() != OutputSync::kNone;
  return step;
}

void Executor::Impl::echo(Job& job, const Command& command) {
  const bool silent = command.silent || switches_.silent || database_.silent_all ||
                      database_.targets[job.target].silent;
  actions_.command_begins(job);
  if (silent && !switches_.just_print && !switches_.debugging(kDebugPrint)) return;
  output_.out(command.text);
  output_.out("\n");
}

CommandKind Executor::Impl::build(Job& job, Command& command, std::vector<std::string>& arguments) {
  if (job.shell_known) {
    output_.release(job.shell_text);
  } else {
    look_up_shell(job);
  }
  job.shell_known = false;
  if (command.blank) return CommandKind::kNone;
  ShellSettings settings{job.shell, job.shell_flags, job.ifs, true};
  if (job.posix_flags) settings.flags = command.dash_unexpanded ? "-c" : "-ec";
  const CommandKind kind = build_command(command.text, settings, database_.one_shell, arguments);
  if (database_.one_shell) {
    const size_t end = one_shell_command_end(command.text, settings);
    job.offset -= command.text.size() - end;
    command.text = command.text.substr(0, end);
  }
  return kind;
}

void Executor::Impl::look_up_shell(Job& job) {
  job.shell_known = true;
  job.shell.clear();
  job.shell_flags.clear();
  job.ifs.clear();
  // An error in one of these was reported; the recipe then fails for want of a shell.
  (void)expander_.expand_variable(job.target, "SHELL", job.shell);
  (void)expander_.expand_variable(job.target, ".SHELLFLAGS", job.shell_flags);
  (void)expander_.expand_variable(job.target, "IFS", job.ifs);
  job.posix_flags = database_.posix && expander_.is_default(job.target, ".SHELLFLAGS");
}

// Whether each of its commands gets the same shell as the first.
bool Executor::Impl::one_shell_for_all(const Job& job) const {
  const bool one_command =
      job.lines.size() == 1 &&
      (database_.one_shell || job.lines.front().text.find('\n') == std::string::npos);
  return one_command ||
         (expander_.is_steady(job.target, "SHELL") &&
          expander_.is_steady(job.target, ".SHELLFLAGS") && expander_.is_steady(job.target, "IFS"));
}

Status Executor::Impl::make_environment(Job& job) {
  if (job.environment == nullptr && !job.environment_failed) {
    if (before_environment_) before_environment_();
    const Status made = expander_.environment(job.target, job.any_recursive, job.environment);
    job.environment_failed = made == Status::kFailed;
  } else {
    output_.release(job.environment_text);
  }
  return job.environment_failed ? Status::kFailed : Status::kOk;
}

Executor::Impl::Step Executor::Impl::spawn(Job& job, const Command& command,
                                           std::vector<std::string>& arguments) {
  if (!job.counted) {
    job.counted = true;
    ++recipes_run_;
    if (before_first_process_) before_first_process_(job.target);
  }
  if (make_environment(job) == Status::kFailed) {
    job.fatal = true;
    retire(job);
    return Step::kOver;
  }
  SpawnRequest request;
  request.arguments = std::move(arguments);
  request.environment = job.environment.get();
  if (command.recursive && jobserver_ != nullptr) request.keep_fds = jobserver_->inherited_fds();
  output_.announce();
  output_.prepare_child(&job.sink, request.stdout_fd, request.stderr_fd);
  // Of those that run at once, only one can have the real stdin.
  job.has_real_stdin = !real_stdin_used_;
  if (!job.has_real_stdin) request.stdin_fd = bad_stdin();
  actions_.process_starts(job, request);
  const SpawnResult child = processes_.spawn(request);
  if (child.pid >= 0) {
    real_stdin_used_ |= job.has_real_stdin;
    job.pid = child.pid;
    job.result.executed = true;
    if (debugging()) debug_job("Putting child {} ({}) PID {} on the chain.\n", job);
    return Step::kRunning;
  }
  job.has_real_stdin = false;
  diagnostics_.error(
      {}, fmt::format(msg::kCannotRun, request.arguments.front(), strerror(child.error)));
  ProcessExit exit;
  exit.exit_code = kNotExecuted;
  actions_.process_ended(job, exit);
  // .DELETE_ON_ERROR is for what a command may have left half made: this one never ran.
  job.targets_deleted = true;
  const Step step = command_ended(job, exit);
  if (step == Step::kRunning) job.targets_deleted = false;
  return step;
}

// A pipe that nobody writes to: reading gives the end of file at once.
int Executor::Impl::bad_stdin() {
  int ends[2];
  if (bad_stdin_ < 0 && pipe2(ends, O_CLOEXEC) == 0) {
    bad_stdin_ = ends[0];
    close(ends[1]);
  }
  return bad_stdin_;
}

}  // namespace umake
