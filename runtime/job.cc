#include "runtime/job.h"

namespace umake {

namespace {
constexpr std::string_view kBlanks = " \t\n";
constexpr std::string_view kBlanksOfLine = " \t";
}  // namespace

bool next_command(Job& job, bool one_shell, Command& command) {
  for (; job.line < job.lines.size(); ++job.line, job.offset = 0) {
    RecipeLine& line = job.lines[job.line];
    const std::string_view all = line.text;
    while (job.offset < all.size()) {
      std::string_view text = all.substr(job.offset);
      const size_t end = one_shell ? text.size() : command_end(text);
      job.offset += end + 1;
      text = text.substr(0, end);
      const CommandPrefix prefix = command_prefix(text);
      command.silent = line.silent || prefix.silent;
      command.recursive = line.recursive || prefix.recursive;
      command.ignore_errors = line.ignore || prefix.ignore;
      command.dash_unexpanded = line.ignore;
      // A + that only expansion brought to light makes the line recursive for -t as well.
      line.recursive = command.recursive;
      command.text = text.substr(prefix.length);
      job.line_offset = line.line_offset;
      // @, + and - alone are a command that does nothing. Under .ONESHELL empty lines are one as
      // well.
      command.blank =
          text.find_first_not_of(one_shell ? kBlanksOfLine : kBlanks) == std::string_view::npos;
      return true;
    }
  }
  return false;
}

bool is_command_left(Job& job, bool one_shell) {
  Command command;
  while (next_command(job, one_shell, command)) {
    if (!command.blank) return true;
  }
  return false;
}

}  // namespace umake
