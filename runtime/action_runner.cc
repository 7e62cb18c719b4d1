#include "runtime/action_runner.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/messages.h"
#include "runtime/action_key.h"
#include "runtime/command_line.h"
#include "runtime/job.h"

namespace umake {

namespace {

// What is printed beyond this is not kept: Recorder then drops the result.
constexpr size_t kMostPrinted = (1 << 20) + 1;

mode_t current_umask() {
  const mode_t mask = umask(0);
  umask(mask);
  return mask;
}

// In the order in which they tell most.
constexpr std::pair<Taint, const char*> kReasons[] = {
    {Taint::kNetwork, msg::kUnkeptNetwork},       {Taint::kDevice, msg::kUnkeptDevice},
    {Taint::kClock, msg::kUnkeptClock},           {Taint::kOutlived, msg::kUnkeptOutlived},
    {Taint::kUnreadable, msg::kUnkeptUnreadable}, {Taint::kUnseen, msg::kUnkeptUnseen},
    {Taint::kOwner, msg::kUnkeptOwner},
};

}  // namespace

ActionRunner::~ActionRunner() {
  for (const auto& streams : left_) streams->hand_over(STDOUT_FILENO, STDERR_FILENO);
}

// A recipe that runs a make is not watched: that make watches its own. Nor one that needs the
// rights of another user, unless umake has them.
namespace {
// ":", or nothing.
bool does_nothing(const RecipeLine& line) {
  const std::string_view text = line.text;
  const std::string_view command = text.substr(command_prefix(text).length);
  return command.empty() || command == ":";
}
}  // namespace

void ActionRunner::plan(Job& job) {
  const Switches& switches = needs_.switches;
  const Target& target = needs_.database.targets[job.target];
  const bool real = !switches.just_print && !switches.question && !switches.touch;
  if (needs_.actions == nullptr || needs_.observer == nullptr || !real || target.unobserved ||
      needs_.database.unobserved_all || job.any_recursive) {
    return;
  }
  // A phony target's recipe runs each time, so that nothing is gained, but in ultra mode.
  if (target.phony && switches.mode != Mode::kUltra) return;
  const bool privileged =
      geteuid() != 0 && std::any_of(job.lines.begin(), job.lines.end(), [](const RecipeLine& line) {
        return wants_privileges(line.text);
      });
  if (privileged) return;
  job.action.watched = true;
  job.action.cacheable = may_keep(job);
}

bool ActionRunner::may_keep(const Job& job) const {
  const Target& target = needs_.database.targets[job.target];
  // As Kbuild writes it when nothing is to be done: to look for a result would take longer.
  if (std::all_of(job.lines.begin(), job.lines.end(), does_nothing)) return false;
  return needs_.switches.cache && !target.not_cached && !needs_.database.not_cached_all &&
         needs_.actions->caches();
}

// --- the key -------------------------------------------------------------------------------------

void ActionRunner::key_lines(const Job& job, ActionKey& key) const {
  key.add(job.lines.size());
  for (const RecipeLine& line : job.lines) {
    key.add(line.text).add(uint64_t{line.silent} | uint64_t{line.ignore} << 1);
  }
}

const Digest& ActionRunner::environment_key(
    const std::shared_ptr<const std::vector<std::string>>& variables) {
  if (environment_ != variables) {
    environment_ = variables;
    environment_key_ = environment_digest(*variables, needs_.ignored_environment);
  }
  return environment_key_;
}

void ActionRunner::make_key(Job& job) {
  const Database& database = needs_.database;
  const Target& target = database.targets[job.target];
  ActionKey key;
  key.add(needs_.directory).add(database.symbols.text(target.name));
  for (const TargetId peer : target.also_make) {
    key.add(database.symbols.text(database.targets[peer].name));
  }
  key_lines(job, key);
  const bool ignores = target.ignore_errors || database.ignore_all;
  key.add(job.shell).add(job.shell_flags).add(job.ifs).add(database.one_shell);
  key.add(uint64_t{job.posix_flags} | uint64_t{job.posix_flags && ignores} << 1);
  key.add(target.prerequisites.size());
  for (const Prerequisite& prerequisite : target.prerequisites) {
    const TargetId at = database.targets.resolve(prerequisite.target);
    key.add(database.symbols.text(database.targets[at].name));
  }
  const PosixOutput::Streams streams = needs_.output.streams(&job.sink);
  key.add(current_umask()).add(streams.out_terminal >= 0).add(streams.err_terminal >= 0);
  const Digest& environment = environment_key(job.environment);
  key.add(environment.low).add(environment.high);
  job.action.weak_key = key.digest();
}

Restored ActionRunner::restore(Job& job, ActionResult& result) {
  make_key(job);
  return needs_.actions->restore(job.target, job.action.weak_key, result);
}

// --- watching ------------------------------------------------------------------------------------

void ActionRunner::command_begins(Job& job) {
  if (job.action.cacheable) job.action.printed.push_back({PrintedPiece::Kind::kCommand, {}});
}

// `make menuconfig`, not declared phony: a program that talks with the user sets up the terminal
// through what it prints to, so it must be the real one.
bool ActionRunner::may_converse(const Job& job, const PosixOutput::Streams& streams) const {
  if (streams.out_terminal < 0 || !job.has_real_stdin || isatty(STDIN_FILENO) == 0) return false;
  const Target& target = needs_.database.targets[job.target];
  return target.mtime == FileTime::nonexistent() &&
         needs_.database.symbols.text(target.name).find_first_of("./") == std::string_view::npos;
}

bool ActionRunner::open_streams(Job& job) {
  const PosixOutput::Streams streams = needs_.output.streams(&job.sink);
  if (!streams.usable || may_converse(job, streams)) return false;
  job.action.streams =
      CapturedStreams::open({streams.one_stream, streams.out_terminal, streams.err_terminal});
  if (job.action.streams == nullptr) return false;
  job.action.watch->prints_to(job.action.streams->our_out(), job.action.streams->our_err());
  return true;
}

void ActionRunner::process_starts(Job& job, SpawnRequest& request) {
  RecipeAction& action = job.action;
  if (!action.watched) {
    action.unseen = true;
    return;
  }
  if (action.watch == nullptr) {
    action.watch = needs_.observer->watch();
    action.started_ns = needs_.files.now().ns;
    action.began = std::chrono::steady_clock::now();
    if (action.watch == nullptr) action.watched = action.cacheable = false;
    if (action.cacheable && !open_streams(job)) action.cacheable = false;
  }
  action.unseen |= action.watch == nullptr;
  if (action.cacheable && job.has_real_stdin) action.input.watch();
  action.had_no_input |=
      !job.has_real_stdin || StandardInput::content() == StandardInput::Content::kNothing;
  request.watch = action.watch.get();
  if (action.streams == nullptr) return;
  request.stdout_fd = action.streams->child_out();
  request.stderr_fd = action.streams->child_err();
}

void ActionRunner::process_ended(Job& job, const ProcessExit& exit) {
  RecipeAction& action = job.action;
  action.cpu_us += static_cast<uint64_t>(exit.cpu_us);
  action.peak_kb = std::max(action.peak_kb, exit.max_rss_kb);
  if (action.cacheable && job.has_real_stdin && action.input.was_read()) action.cacheable = false;
  // What was printed then includes umake's own words, and a failure is no result.
  if (exit.signal != 0 || exit.exit_code != 0) action.cacheable = false;
  forward(job);
}

void ActionRunner::finish(Job& job, bool ended_well) {
  RecipeAction& action = job.action;
  if (needs_.actions == nullptr) return;
  if (action.streams != nullptr) {
    action.watch->prints_to(-1, -1);
    if (!action.streams->finish(taker(job))) left_.push_back(std::move(action.streams));
    action.streams = nullptr;
    needs_.output.flush();
  }
  if (action.watch == nullptr) {
    if (action.unseen) needs_.actions->unseen();
    return;
  }
  ObservedRecipe seen;
  seen.complete = action.watch->finish(seen.trace);
  action.watch = nullptr;
  if (!ended_well || !seen.complete) {
    needs_.actions->unseen();
    return;
  }
  seen.cacheable = action.cacheable;
  seen.weak_key = action.weak_key;
  seen.had_no_input = action.had_no_input;
  seen.printed = std::move(action.printed);
  seen.started_ns = action.started_ns;
  seen.wall_us = static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(
                                           std::chrono::steady_clock::now() - action.began)
                                           .count());
  seen.cpu_us = action.cpu_us;
  seen.peak_kb = action.peak_kb;
  if (needs_.switches.explain) explain_unkept(job, seen.trace);
  needs_.actions->observed(job.target, std::move(seen));
}

// --explain: a user who wonders why a recipe runs each time can change what it does.
void ActionRunner::explain_unkept(const Job& job, const Trace& trace) {
  const SymbolTable& symbols = needs_.database.symbols;
  const Location where = job.recipe->where;
  const std::string place =
      where ? fmt::format("{}:{}", symbols.text(where.file), where.line) : msg::kBuiltinPlace;
  const std::string_view name = symbols.text(needs_.database.targets[job.target].name);
  for (const auto& [taint, reason] : kReasons) {
    if (!trace.has(taint)) continue;
    needs_.output.out(fmt::format(msg::kResultUnkept, place, name, reason) + "\n");
    return;
  }
}

// --- what it prints ------------------------------------------------------------------------------

CapturedStreams::Take ActionRunner::taker(Job& job) {
  return [this, &job](bool is_stderr, std::string_view bytes) {
    RecipeAction& action = job.action;
    action.printed_bytes += bytes.size();
    if (action.printed_bytes < kMostPrinted) {
      const auto kind = is_stderr ? PrintedPiece::Kind::kErr : PrintedPiece::Kind::kOut;
      if (action.printed.empty() || action.printed.back().kind != kind) {
        action.printed.push_back({kind, {}});
      }
      action.printed.back().bytes += bytes;
    } else {
      action.cacheable = false;
    }
    SinkScope scope(needs_.output, &job.sink);
    if (is_stderr) {
      needs_.output.err(bytes);
    } else {
      needs_.output.out(bytes);
    }
  };
}

void ActionRunner::append_poll_fds(const Job& job, std::vector<int>& fds) const {
  if (job.action.streams != nullptr) job.action.streams->append_poll_fds(fds);
}

void ActionRunner::append_poll_fds(std::vector<int>& fds) const {
  for (const auto& streams : left_) streams->append_poll_fds(fds);
}

void ActionRunner::forward(Job& job) {
  if (job.action.streams == nullptr) return;
  job.action.streams->take(taker(job));
  needs_.output.flush();
}

void ActionRunner::forward_left() {
  if (left_.empty()) return;
  SinkScope scope(needs_.output, nullptr);
  for (const auto& streams : left_) {
    streams->take([this](bool is_stderr, std::string_view bytes) {
      if (is_stderr) {
        needs_.output.err(bytes);
      } else {
        needs_.output.out(bytes);
      }
    });
  }
  needs_.output.flush();
  std::erase_if(left_, [](const auto& streams) { return streams->ended(); });
}

}  // namespace umake
