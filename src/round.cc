#include "round.h"

#include <unistd.h>

#include <chrono>

#include "base/messages.h"
#include "cache_command.h"
#include "graph/print_data_base.h"
#include "intermediate_files.h"
#include "makeflags.h"
#include "own_variables.h"
#include "parser/automatic_variables.h"
#include "parser/builtins.h"
#include "parser/print_variables.h"
#include "personality.h"
#include "report/audit.h"
#include "runtime/action_key.h"
#include "runtime/command_line.h"
#include "runtime/cpu_limits.h"
#include "switch_settings.h"
#include "ultra_goals.h"
#include "version.h"

namespace umake {

namespace {
// Whether the expansion of a recipe prints, writes or defines something: then its text is compared
// as it stands.
bool acts_when_expanded(std::string_view recipe) {
  for (const std::string_view function : {"info", "warning", "error", "eval", "file"}) {
    for (const char open : {'(', '{'}) {
      const std::string call = std::string("$") + open + std::string(function) + " ";
      if (recipe.find(call) != std::string_view::npos) return true;
    }
  }
  return false;
}
}  // namespace

Round::Knowledge::Knowledge(const Dependencies& needs)
    : diagnostics(needs.output, symbols, needs.invocation.program, needs.invocation.level),
      variables(symbols, needs.invocation.switches),
      database(symbols, needs.files),
      expander(variables, database, diagnostics, needs.files),
      exported(expander, needs.environment, needs.invocation.level),
      recipes(expander, database, exported),
      evaluator(expander, database, diagnostics, needs.invocation.switches),
      implicit(database, recipes, diagnostics, needs.invocation.switches) {}

Round::Round(Dependencies dependencies)
    : dependencies_(std::move(dependencies)),
      output_(dependencies_.output),
      invocation_(dependencies_.invocation),
      switches_(invocation_.switches),
      files_(dependencies_.files),
      knowledge_(std::make_unique<Knowledge>(dependencies_)),
      symbols_(knowledge_->symbols),
      diagnostics_(knowledge_->diagnostics),
      variables_(knowledge_->variables),
      database_(knowledge_->database),
      expander_(knowledge_->expander),
      exported_(knowledge_->exported),
      recipes_(knowledge_->recipes),
      evaluator_(knowledge_->evaluator),
      implicit_(knowledge_->implicit),
      goals_({invocation_, evaluator_, variables_, database_, diagnostics_}),
      temporary_(diagnostics_),
      load_(diagnostics_) {
  shell_.emplace(dependencies_.processes.starter(), dependencies_.signals, output_, diagnostics_);
  expander_.set_shell_runner(&*shell_);
  expander_.set_shell_environment(&exported_);
  expander_.set_text_evaluator(&evaluator_);
  expander_.set_original_environment(dependencies_.environment);
  expander_.set_directory(dependencies_.directory);
  expander_.set_guile(
      [this](std::string_view text, std::string& out) { return run_guile(text, out); });
}

Round::~Round() { dependencies_.processes.starter().set_before_next(nullptr); }

void Round::leave_memory() {
#ifndef __SANITIZE_ADDRESS__  // which would call it a leak
  static_cast<void>(knowledge_.release());
#endif
}

RoundResult Round::run() {
  print_directory_lines(output_, invocation_, diagnostics_.program(), dependencies_.directory);
  if (join_jobserver() == Status::kFailed) return finish(ExitCode::kFailure);
  if (set_up_freshness() == Status::kFailed) return finish(ExitCode::kFailure);
  if (read_makefiles() == Status::kFailed) return finish(ExitCode::kFailure);
  if (set_up_jobs() == Status::kFailed) return finish(ExitCode::kFailure);
  if (settle_database() == Status::kFailed) return finish(ExitCode::kFailure);
  set_up_recipes();
  goals_.mark_targets();
  mark_old_and_new_files();
  switch (remake_makefiles()) {
    case Remade::kYes: {
      RoundResult again = finish(ExitCode::kSuccess);
      if (again.signal == 0) again.next = RoundResult::Next::kReadAgain;
      return again;
    }
    case Remade::kFailed:
      return finish(ExitCode::kFailure);
    case Remade::kNo:
      if (plugins_ != nullptr && plugins_->load_again() == Status::kFailed) {
        return finish(ExitCode::kFailure);
      }
      break;
  }
  mark_files(switches_.new_files, FileTime::newest());
  switch (build_goals()) {
    case Outcome::kQuestion:
      return finish(ExitCode::kTrouble);
    case Outcome::kFailed:
      return finish(ExitCode::kFailure);
    default:
      return finish(ExitCode::kSuccess);
  }
}

void print_directory_lines(PosixOutput& output, const Invocation& invocation,
                           std::string_view program, std::string_view directory) {
  using PrintDirectory = Switches::PrintDirectory;
  const Switches& switches = invocation.switches;
  bool enabled = switches.print_directory == PrintDirectory::kYes;
  if (switches.print_directory == PrintDirectory::kAuto && !switches.silent) {
    enabled = invocation.level > 0 || !switches.directories.empty();
  }
  // -p's text can be read as a makefile.
  output.set_directory_lines(
      enabled, program, directory,
      switches.print_data_base ? std::string_view(msg::kCommentMark) : std::string_view());
}

Status Round::read_makefiles() {
  TRY(output_.begin_reading(switches_.output_sync, switches_.sync_mutex, temporary_, diagnostics_));
  dependencies_.signals.remove_at_death(output_.mutex_path());
  TRY(define_variables());
  if (switches_.debugging(kDebugBasic) && dependencies_.restarts == 0) {
    diagnostics_.aside(version_text());
  }
  // GNU make looks for the makefile there, and shows it.
  if (switches_.print_data_base && switches_.makefiles.empty()) {
    database_.directories.exists("GNUmakefile");
  }
  evaluator_.set_load_object([this](std::string_view word, bool optional, Location where) {
    const Expander::ForeignCall foreign(expander_);
    return plugins().load(word, optional, where);
  });
  TRY(evaluator_.begin(switches_.include_dirs));
  if (switches_.debugging(kDebugBasic)) diagnostics_.aside("Reading makefiles...\n");
  expander_.set_reading(true);
  const Status read = evaluator_.read_all(switches_.makefiles);
  expander_.set_reading(false);
  return read;
}

Status Round::settle_database() {
  TRY(evaluator_.finish());
  if (database_.all_secondary) mark_all_intermediate();
  // .IGNORE for all is -i, and sub-makes get it.
  if (database_.ignore_all) invocation_.switches.ignore_errors = true;
  return Status::kOk;
}

// .SECONDARY without prerequisites: no target needs to be there for its own sake.
void Round::mark_all_intermediate() {
  for (uint32_t at = 1; at <= database_.targets.count(); ++at) {
    Target& target = database_.targets[TargetId{at}];
    if (!target.not_intermediate) target.intermediate = true;
  }
}

// The order matters: the command line's := does not see built-in variables, and a weaker origin
// does not replace a stronger one.
Status Round::define_variables() {
  import_environment(variables_, dependencies_.environment);
  export_mode(invocation_, variables_);
  TRY(define_variables_of_command());
  define_makeflags(invocation_, variables_, MakeflagsStage::kFirst, false);
  define_builtin_variables(variables_, switches_.no_builtin_variables);
  // An empty one can only be the command line's.
  if (Variable* shell = variables_.find("SHELL"); shell->value.empty()) {
    shell->set_value(std::string(kDefaultShell));
  }
  define_automatic_variables(variables_);
  define_own_variables({dependencies_.program, dependencies_.directory, dependencies_.restarts},
                       invocation_, variables_);
  define_terminals();
  variables_.on_special = [this](Variable& variable) {
    return symbols_.text(variable.name) == "MAKEFLAGS" ? obey_makeflags(variable) : Status::kOk;
  };
  return Status::kOk;
}

// GNU make looks for its level and its directory afterwards only: what expanding a value says here
// does without.
Status Round::define_variables_of_command() {
  diagnostics_.set_level(0);
  const unsigned level = std::exchange(invocation_.level, 0);
  print_directory_lines(output_, invocation_, diagnostics_.program(), {});
  TRY(define_command_variables(invocation_, expander_));
  invocation_.level = level;
  diagnostics_.set_level(level);
  print_directory_lines(output_, invocation_, diagnostics_.program(), dependencies_.directory);
  return Status::kOk;
}

void Round::define_terminals() {
  const char* out = isatty(STDOUT_FILENO) != 0 ? ttyname(STDOUT_FILENO) : nullptr;
  const char* err = isatty(STDERR_FILENO) != 0 ? ttyname(STDERR_FILENO) : nullptr;
  export_terminals(variables_, out != nullptr ? out : "", err != nullptr ? err : "");
}

// A makefile assigned MAKEFLAGS: its switches hold from here on.
Status Round::obey_makeflags(Variable& makeflags) {
  TRY(makefile_assigned_makeflags(invocation_, makeflags, expander_, output_, database_.posix));
  evaluator_.set_include_dirs(switches_.include_dirs);
  print_directory_lines(output_, invocation_, diagnostics_.program(), dependencies_.directory);
  return Status::kOk;
}

Plugins& Round::plugins() {
  if (plugins_ == nullptr) {
    plugins_ = std::make_unique<Plugins>(
        Plugins::Dependencies{expander_, evaluator_, database_, diagnostics_, switches_});
    recipes_.on_recipe_start = [this](TargetId target) { plugins_->recipe_starts(target); };
  }
  return *plugins_;
}

Status Round::run_guile(std::string_view text, std::string& out) {
  const Expander::ForeignCall foreign(expander_);
  if (guile_ == nullptr) {
    guile_ = std::make_unique<Guile>(plugins(), diagnostics_, executable_directory());
  }
  return guile_->evaluate(text, expander_.where(), out);
}

// A parent make's pool of job slots.
Status Round::join_jobserver() {
  if (switches_.jobserver_auth.empty()) return Status::kOk;
  if (invocation_.jobs_on_command_line) {
    if (dependencies_.restarts == 0) {
      diagnostics_.error({}, fmt::format(msg::kJobserverReset, invocation_.command_line_jobs));
    }
    switches_.jobserver_auth.clear();
    return Status::kOk;
  }
  jobserver_ = Jobserver::connect(switches_.jobserver_auth, diagnostics_);
  if (jobserver_ == nullptr) {
    if (dependencies_.restarts == 0) diagnostics_.error({}, msg::kJobserverUnavailable);
    switches_.jobserver_auth.clear();
    switches_.jobs = 1;
  }
  return Status::kOk;
}

Status Round::set_up_jobs() {
  TRY(finish_makeflags(invocation_, expander_, output_));
  if (!switches_.jobs_given && jobserver_ == nullptr) {
    const int jobs = invocation_.default_jobs;
    switches_.jobs = jobs == 0 ? static_cast<int>(usable_cpus()) : jobs;
    switches_.auto_jobs |= jobs == 0 && switches_.mode != Mode::kStandard;
  }
  if (jobserver_ == nullptr && switches_.jobs > 1) {
    TRY(settle_jobserver_style(invocation_, output_));
    jobserver_ = Jobserver::serve(static_cast<unsigned>(switches_.jobs), switches_.jobserver_style,
                                  temporary_, diagnostics_);
    if (jobserver_ != nullptr) {
      switches_.jobserver_auth = jobserver_->auth();
      dependencies_.signals.remove_at_death(jobserver_->owned_path());
      dependencies_.processes.starter().set_before_next([this] { prepare_jobserver(); });
    }
  }
  output_.set_parallel(switches_.jobs != 1);
  return Status::kOk;
}

void Round::set_up_recipes() {
  output_.end_reading(switches_.output_sync);
  dependencies_.signals.remove_at_death(output_.mutex_path());
  switches_.sync_mutex = output_.sync_mutex();
  define_makeflags(invocation_, variables_, MakeflagsStage::kSettled, database_.posix);
  if (freshness_ != nullptr) {
    freshness_->makefiles_read(!switches_.just_print && !switches_.question);
  }
  times_.emplace(database_, recipes_, diagnostics_, files_, switches_, freshness_.get());
  set_up_executor();
}

void Round::set_up_executor() {
  Executor::Dependencies needs{database_,
                               recipes_,
                               dependencies_.processes,
                               diagnostics_,
                               output_,
                               files_,
                               switches_,
                               jobserver_.get(),
                               &load_,
                               [this](TargetId target) { recipe_starts(target); },
                               [this] { prepare_jobserver(); }};
  needs.memory = &memory_;
  needs.actions = freshness_.get();
  needs.observer = switches_.observe ? observer_.get() : nullptr;
  needs.directory = dependencies_.directory;
  needs.ignored_environment = ignored_environment(dependencies_.environment);
  executor_.emplace(std::move(needs));
}

void Round::prepare_jobserver() {
  if (jobserver_ == nullptr || !jobserver_->prepare(diagnostics_)) return;
  switches_.jobserver_auth = jobserver_->auth();
  define_makeflags(invocation_, variables_, MakeflagsStage::kSettled, database_.posix);
}

Status Round::set_up_freshness() {
  if (switches_.mode == Mode::kStandard) return Status::kOk;
  const auto value = [&](std::string_view name) {
    return environment_value(dependencies_.environment, name);
  };
  const std::string cache_directory =
      cache_directory_from(value("UMAKE_CACHE_DIR"), value("XDG_CACHE_HOME"), value("HOME"));
  if (switches_.observe) observer_ = make_observer();
  if (switches_.observe && switches_.cache && !cache_directory.empty()) {
    ActionCache::Limits limits;
    TRY(read_cache_limits(invocation_, dependencies_.environment, output_, limits));
    cache_ = std::make_unique<ActionCache>(cache_directory, diagnostics_, limits);
  }
  const char* temporary = value("TMPDIR");
  freshness_ = std::make_unique<ContentFreshness>(ContentFreshness::Dependencies{
      database_, diagnostics_, switches_, dependencies_.workers, dependencies_.directory,
      cache_directory,
      [this](TargetId target, std::string& text) { return expand_for_check(target, text); },
      temporary != nullptr ? temporary : "", cache_.get(), &dependencies_.remade,
      switches_.audit != Switches::Audit::kNone ? &audit_ : nullptr,
      switches_.rerun ? &rerun_ : nullptr});
  shell_->keep({&freshness_->shell_results(), observer_.get(), dependencies_.directory,
                ignored_environment(dependencies_.environment)});
  return Status::kOk;
}

// What --recipe-check and ultra mode compare: the command, and in ultra mode its environment.
bool Round::expand_for_check(TargetId target, std::string& text) {
  const Recipe* recipe = database_.targets[target].recipe;
  std::vector<RecipeLine> lines;
  if (recipe == nullptr || acts_when_expanded(recipe->text)) return false;
  if (recipes_.expand_recipe(target, *recipe, lines) == Status::kFailed) {
    return false;
  }
  for (const RecipeLine& line : lines) text.append(line.text).push_back('\n');
  if (switches_.mode != Mode::kUltra) return true;
  std::shared_ptr<const std::vector<std::string>> environment;
  if (recipes_.environment(target, Executor::any_recursive(*recipe), environment) ==
      Status::kFailed) {
    return false;
  }
  text += environment_digest(*environment, ignored_environment(dependencies_.environment)).hex();
  return true;
}

// Under -n, -q and -t only recursive lines run: what they make is their own makes' business.
void Round::recipe_starts(TargetId target) {
  const bool real = !switches_.just_print && !switches_.question && !switches_.touch;
  if (freshness_ != nullptr && real && !database_.targets[target].phony)
    freshness_->recipe_starts(target);
}

Walker::Dependencies Round::walker_dependencies() {
  return {database_,    recipes_, *executor_, implicit_,        *times_,
          diagnostics_, files_,   switches_,  freshness_.get(), {}};
}

Outcome Round::build_goals() {
  std::vector<Goal> goals;
  if (goals_.choose(goals) == Status::kFailed) return Outcome::kFailed;
  if (switches_.debugging(kDebugBasic)) diagnostics_.aside("Updating goal targets....\n");
  Walker walker(walker_dependencies(), Walker::Purpose::kGoals);
  const Walker::Result result = walker.build(goals);
  fresh_ = walker.fresh();
  fatal_ = result.fatal;
  if (times_->clock_skew()) diagnostics_.error({}, msg::kClockSkew);
  return result.outcome;
}

// The end, good or bad: what still runs is awaited, intermediate files go, records are written.
RoundResult Round::finish(ExitCode code) {
  RoundResult result;
  result.code = code;
  if (executor_.has_value()) {
    Walker(walker_dependencies(), Walker::Purpose::kGoals).drain();
    result.signal = executor_->interrupted();
    remove_intermediate_files(database_, switches_, files_, diagnostics_, result.signal != 0);
  }
  if (freshness_ != nullptr) freshness_->flush();
  if (cache_ != nullptr) cache_->flush();
  if (switches_.print_data_base) print_data_base_text();
  if (switches_.audit != Switches::Audit::kNone && executor_.has_value()) print_audit();
  if (switches_.mode == Mode::kUltra && executor_.has_value()) print_summary();
  if (switches_.rerun && !print_rerun() && code == ExitCode::kSuccess) {
    result.code = ExitCode::kTrouble;
  }
  return result;
}

// False: some recipe made something else than before.
bool Round::print_rerun() {
  for (const RerunReport::Difference& each : rerun_.differences) {
    diagnostics_.message(fmt::format(msg::kNotDeterministic, each.target, each.path));
  }
  for (const std::string& command : rerun_.commands) {
    diagnostics_.message(fmt::format(msg::kShellNotDeterministic, command));
  }
  diagnostics_.message(fmt::format(msg::kRerunSummary, rerun_.compared, rerun_.differences.size()));
  return rerun_.differences.empty() && rerun_.commands.empty();
}

void Round::print_data_base_text() {
  // Its value is found out when it is asked for.
  if (Variable* dirs = variables_.find(".INCLUDE_DIRS")) {
    dirs->set_value(fmt::format("{}", fmt::join(evaluator_.include_dirs(), " ")));
  }
  std::string text = version_text("# ");
  const DataBaseSections sections{
      [this](std::string& out) { print_variables(variables_, out); },
      [this](TargetId target, std::string& out) {
        print_target_variables(symbols_, database_.targets[target], out);
      },
      [&](TargetId target, std::string& out) {
        print_automatic_variables(symbols_, database_.targets[target],
                                  recipes_.automatic_values(target), out);
      },
      enter_builtin_targets(database_),
      switches_.no_builtin_rules || switches_.no_builtin_variables};
  print_data_base(database_, sections, time(nullptr), text);
  // It is no reason to say that make entered the directory; when that was said, it is left.
  output_.set_directory_lines(false, diagnostics_.program(), dependencies_.directory,
                              msg::kCommentMark);
  diagnostics_.plain(text);
}

void Round::print_audit() {
  diagnostics_.plain(
      audit_report(database_, std::move(audit_), switches_.audit, diagnostics_.program()));
}

void Round::print_summary() {
  BuildSummary summary;
  summary.ran = executor_->recipes_run();
  const Executor::ActionCounters actions = executor_->action_counters();
  summary.restored = actions.restored - actions.replayed;
  summary.replayed = actions.replayed;
  summary.saved = static_cast<double>(actions.saved_us) / 1e6;
  summary.retried = actions.retried;
  summary.held_back = actions.held_back;
  summary.fresh = fresh_;
  summary.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
  diagnostics_.message(summary_line(summary));
}

}  // namespace umake
