// Expander::run_shell: the parser's half of $(shell) and != (manual, "The shell Function"). The
// other half, the process itself, is ShellRunner.
#include <algorithm>

#include "parser/expander.h"
#include "parser/scratch.h"
#include "parser/words.h"

namespace umake {

Status Expander::choose_shell(ShellRunner::Request& request) {
  const AskedByMake asked(*this);
  // Neither is there yet when the command line's := and != are expanded: then the environment's
  // shell is used.
  Variable* const shell = find(scratch_->shell);
  Variable* const flags = find(scratch_->shell_flags);
  if (shell == nullptr && flags == nullptr) append_original("SHELL", request.shell);
  if (shell != nullptr) TRY(expand_variable(*shell, request.shell));
  if (flags == nullptr) request.shell_flags = "-c";
  if (flags != nullptr) TRY(expand_variable(*flags, request.shell_flags));
  if (Variable* const ifs = find(scratch_->ifs)) TRY(expand_variable(*ifs, request.ifs));
  return Status::kOk;
}

Status Expander::run_shell(std::string_view command, std::string& out) {
  if (shell_runner_ == nullptr || std::all_of(command.begin(), command.end(), is_space)) {
    return Status::kOk;
  }
  ShellRunner::Request request;
  request.command = command;
  request.where = where_;
  request.one_shell = database_.one_shell;
  TRY(choose_shell(request));
  if (shell_environment_ != nullptr) {
    ++building_environment_;
    const Status status = shell_environment_->build(scope_, request.environment);
    --building_environment_;
    TRY(status);
  }
  const int exit_status = shell_runner_->run(request, out);
  database_.directories.expire();
  const fmt::format_int number(exit_status);
  variables_.define(".SHELLSTATUS", {number.data(), number.size()}, Origin::kOverride, false);
  return Status::kOk;
}

}  // namespace umake
