// One recipe on its way: what the executor keeps of it between its lines. Private to the executor.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/recipe_expander.h"
#include "runtime/action_runner.h"
#include "runtime/command_line.h"
#include "runtime/executor.h"
#include "runtime/posix_output.h"

namespace umake {

struct Job {
  TargetId target;
  const Recipe* recipe = nullptr;
  std::vector<RecipeLine> lines;
  size_t line = 0;             // the line its next command is in
  size_t offset = 0;           // where in that line's text
  bool any_recursive = false;  // of the unexpanded lines
  FileTime mtime;              // of the target, before the recipe

  // The shell of its next command: GNU make expands SHELL and the like for each.
  bool shell_known = false;  // looked up, and not used yet
  std::string shell;
  std::string shell_flags;
  std::string ifs;
  bool posix_flags = false;  // .SHELLFLAGS is .POSIX's default: no -e where errors are ignored
  HeldText shell_text;       // what looking it up printed, when that was done early
  std::shared_ptr<const std::vector<std::string>> environment;
  bool environment_failed = false;
  HeldText environment_text;  // what making it printed, when that was done early

  // The command that runs.
  int64_t pid = -1;
  bool recursive = false;
  bool ignore_errors = false;
  uint32_t line_offset = 0;

  RecipeAction action;
  OutputSink sink;
  bool has_slot = false;
  bool has_real_stdin = false;
  bool targets_deleted = false;
  bool peak_known = false;   // what it may need of memory was looked up
  uint64_t peak_kb = 0;      // that, in KiB; 0: little, or not known
  bool had_company = false;  // another recipe ran at the same time
  bool retried = false;      // it failed once, and is tried again or waits for that
  bool put_aside = false;    // waits until it is alone
  bool counted = false;      // in recipes_run()
  bool fatal = false;        // its environment could not be made: a fatal error was reported
  JobResult result;
};

// One command of a recipe: a line, or a line of what a line expanded to.
struct Command {
  std::string_view text;  // without prefix characters
  bool blank = false;     // nothing is to be done
  bool silent = false;
  bool recursive = false;
  bool ignore_errors = false;
  bool dash_unexpanded = false;  // the makefile's own line has the -: no -e with .POSIX
};

// The next command, blank or not; false when the recipe is over. With `one_shell` a line is one
// command.
bool next_command(Job& job, bool one_shell, Command& command);
// Whether a command is left that is not blank. Passes over what comes before it.
bool is_command_left(Job& job, bool one_shell);

}  // namespace umake
