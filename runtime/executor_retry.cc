// The executor's part that minds the memory, and recipes that get in each other's way.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/messages.h"
#include "runtime/executor_impl.h"

namespace umake {

// One recipe may always run.
bool Executor::Impl::memory_short(Job& job, bool& said) {
  if (!switches_.auto_jobs || memory_ == nullptr) return false;
  if (!job.peak_known) {
    job.peak_known = true;
    job.peak_kb = actions_.recorded_peak_kb(job.target);
  }
  if (slots_used_ == 0 || !memory_->is_short(job.peak_kb)) return false;
  if (!said) {
    said = true;
    ++action_counters_.held_back;
    const std::string needs =
        job.peak_kb == 0 ? "" : fmt::format(msg::kMemoryNeeded, job.peak_kb / 1024);
    diagnostics_.message(fmt::format(msg::kMemoryShort, name_of(job.target), needs));
  }
  return true;
}

void Executor::Impl::meet_others() {
  if (!switches_.auto_jobs || jobs_.size() < 2) return;
  for (const auto& job : jobs_) job->had_company = true;
}

// Nobody asked for recipes to run at once: one that failed may have suffered from the others, as
// makefiles have races that -j brings to light.
bool Executor::Impl::may_retry(const Job& job, const ProcessExit& exit) const {
  const bool failed = exit.signal != 0 || exit.exit_code != 0;
  return failed && !job.ignore_errors && job.had_company && !job.retried && !job.any_recursive &&
         !job.recursive && signal_ == 0;
}

void Executor::Impl::put_aside(Job& job, const ProcessExit& exit) {
  job.retried = job.put_aside = true;
  ++action_counters_.retried;
  if (exit.signal != 0 || database_.delete_on_error) delete_targets(job);
  job.targets_deleted = false;
  actions_.finish(job, false);
  output_.dump(job.sink);
  diagnostics_.message(fmt::format(msg::kRetryAlone, name_of(job.target)));
}

// While one is tried again, or waits for that, nothing new starts.
bool Executor::Impl::any_retried() const {
  return std::any_of(jobs_.begin(), jobs_.end(), [](const auto& job) { return job->retried; });
}

void Executor::Impl::retry_if_alone() {
  for (;;) {
    const bool alone =
        std::none_of(jobs_.begin(), jobs_.end(), [](const auto& job) { return job->pid >= 0; });
    const auto next =
        std::find_if(jobs_.begin(), jobs_.end(), [](const auto& job) { return job->put_aside; });
    if (next == jobs_.end() || (!alone && signal_ == 0)) return;
    Job& job = **next;
    job.put_aside = false;
    const Step step = signal_ == 0 ? try_again(job) : finish(job, Outcome::kFailed);
    if (step == Step::kOver) remove(job);
  }
}

Executor::Impl::Step Executor::Impl::try_again(Job& job) {
  job.line = job.offset = 0;
  const Digest weak_key = job.action.weak_key;
  job.action = {};
  actions_.plan(job);
  job.action.weak_key = weak_key;
  // What it reads now is what counts.
  if (before_first_process_) before_first_process_(job.target);
  return run_commands(job);
}

}  // namespace umake
