// The executor from the inside: shared by executor*.cc, private to them.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/action_runner.h"
#include "runtime/executor.h"
#include "runtime/job.h"
#include "runtime/target_files.h"

namespace umake {

class Executor::Impl {
 public:
  explicit Impl(const Dependencies& d)
      : database_(d.database),
        expander_(d.expander),
        processes_(d.processes),
        diagnostics_(d.diagnostics),
        output_(d.output),
        target_files_(d.database, d.files, d.diagnostics, d.output, d.switches),
        switches_(d.switches),
        jobserver_(d.jobserver),
        load_(d.load),
        memory_(d.memory),
        before_first_process_(d.before_first_process),
        before_environment_(d.before_environment),
        actions_({d.database, d.files, d.output, d.switches, d.actions, d.observer, d.directory,
                  d.ignored_environment}) {}
  ~Impl();

  StartResult start(TargetId target, std::string_view reason);
  bool pump(bool block, std::vector<JobResult>& finished);
  void drain(std::vector<JobResult>& finished);
  Outcome touch(TargetId target);

  void set_before_failure(std::function<void(TargetId)> notice) {
    before_failure_ = std::move(notice);
  }
  unsigned running() const { return static_cast<unsigned>(jobs_.size() + finished_.size()); }
  unsigned recipes_run() const { return recipes_run_; }
  ActionCounters action_counters() const { return action_counters_; }
  unsigned commands_started() const { return commands_started_; }
  int interrupted() const { return signal_ != 0 ? signal_ : processes_.interrupted(); }

 private:
  enum class Step { kRunning, kOver };

  // Starting.
  Status prepare(Job& job);
  bool restore(Job& job, std::string_view reason);
  bool look_ahead(Job& job);
  void replay(Job& job, const ActionResult& result);
  bool in_missing_archive(const Target& target) const;
  void trace(Job& job, std::string_view reason);
  bool needs_slot(const Job& job) const;
  bool wait_for_slot(Job& job);
  bool take_slot();
  bool load_too_high() const;
  bool memory_short(Job& job, bool& said);
  void meet_others();
  bool may_retry(const Job& job, const ProcessExit& exit) const;
  void put_aside(Job& job, const ProcessExit& exit);
  bool any_retried() const;
  void retry_if_alone();
  Step try_again(Job& job);

  // Lines.
  Step run_commands(Job& job);
  Step run_command(Job& job, const Command& command, std::vector<std::string>& arguments);
  void echo(Job& job, const Command& command);
  CommandKind build(Job& job, Command& command, std::vector<std::string>& arguments);
  void look_up_shell(Job& job);
  bool one_shell_for_all(const Job& job) const;
  Status make_environment(Job& job);
  bool only_recursive(const Job& job) const;
  Step spawn(Job& job, const Command& command, std::vector<std::string>& arguments);
  int bad_stdin();

  // Ends.
  WaitResult wait_event(int timeout_ms, int wake_fd);
  void child_ended(const ProcessExit& exit);
  Step command_ended(Job& job, const ProcessExit& exit);
  std::string shuffle_note() const;
  void report_failure(const Job& job, const ProcessExit& exit, bool ignored);
  Step finish(Job& job, Outcome outcome);
  void retire(Job& job);
  void remove(Job& job);

  // Signals and half-made targets.
  void handle_signal();
  void delete_targets(Job& job);

  bool one_job() const {
    return database_.not_parallel || (jobserver_ == nullptr && switches_.jobs == 1);
  }
  std::string place(const Job& job, uint32_t line_offset) const;
  std::string_view name_of(TargetId id) const {
    return database_.symbols.text(database_.targets[id].name);
  }
  bool debugging() const { return switches_.debugging(kDebugJobs); }
  void debug_job(const char* format, const Job& job);

  Database& database_;
  RecipeExpander& expander_;
  ProcessRunner& processes_;
  Diagnostics& diagnostics_;
  PosixOutput& output_;
  TargetFiles target_files_;
  const Switches& switches_;
  Jobserver* const jobserver_;
  LoadAverage* const load_;
  MemoryGuard* const memory_;
  const std::function<void(TargetId)> before_first_process_;
  const std::function<void()> before_environment_;
  ActionRunner actions_;

  std::vector<std::unique_ptr<Job>> jobs_;  // with a process, in the order they started
  std::vector<JobResult> finished_;         // not yet delivered
  unsigned slots_used_ = 0;
  unsigned recipes_run_ = 0;
  unsigned commands_started_ = 0;
  ActionCounters action_counters_;
  std::vector<int> wake_fds_;  // of the wait under way
  bool real_stdin_used_ = false;
  bool stopping_ = false;  // a recipe failed, and -k is off
  bool waiting_said_ = false;
  int signal_ = 0;
  int bad_stdin_ = -1;
  std::function<void(TargetId)> before_failure_;
};

}  // namespace umake
