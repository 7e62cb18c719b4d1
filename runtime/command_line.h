// From an expanded recipe line to the argument vector of a process (manual, "Recipe Execution").
//
// A line that needs no shell is executed directly, which saves the shell's half millisecond. When
// that is so is GNU make's rule, found by experiment with 4.4.1: the shell is /bin/sh with flags -c
// or -ec, IFS is usual, no character is special to the shell outside single quotes or after a
// backslash, the first word holds no '=' and names no shell builtin of the list in command_line.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace umake {

inline constexpr std::string_view kDefaultShell = "/bin/sh";

struct ShellSettings {
  std::string_view shell = kDefaultShell;  // $(SHELL), expanded
  std::string_view flags = "-c";           // $(.SHELLFLAGS), expanded
  std::string_view ifs;                    // $(IFS), expanded; empty: the usual one
  bool set = true;                         // false: SHELL has no value at all, so /bin/sh
};

enum class CommandKind {
  kNone,    // blank: nothing to run
  kDirect,  // arguments are the program's own
  kShell,   // arguments run a shell
};

// Builds the argument vector of one command (leading blanks and @ + - are the caller's to remove).
// Backslash-newlines in `line` stand as they are; a newline without backslash does not occur,
// except with `one_shell`: then the whole recipe is one command.
CommandKind build_command(std::string_view line, const ShellSettings& settings, bool one_shell,
                          std::vector<std::string>& arguments);

// Under .ONESHELL, where GNU make thinks that the first command of `text` ends: at a line end
// inside of single quotes, when nothing before called for a shell; else text.size(). What follows
// is run once more, as a command of its own.
size_t one_shell_command_end(std::string_view text, const ShellSettings& settings);

// Where the first command in `text` ends: the position of the first newline that no backslash
// escapes, or text.size(). As in GNU make, a backslash that is escaped itself only counts as such
// where no shell is needed so far; before a shell's newline any backslash does.
size_t command_end(std::string_view text);

// What stands before a command: blanks, and @ + - in any order and number.
struct CommandPrefix {
  bool silent = false;     // @
  bool recursive = false;  // +
  bool ignore = false;     // -
  size_t length = 0;       // with the blanks around
};
CommandPrefix command_prefix(std::string_view text);

// "sh -c :" does nothing: such a line counts as run, but no process is started.
bool is_null_command(const std::vector<std::string>& arguments);

}  // namespace umake
