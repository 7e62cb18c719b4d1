#include "runtime/command_line.h"

#include <algorithm>
#include <array>

#include "base/one_shell.h"

namespace umake {

namespace {

// Outside quotes any of these calls for a shell. The double quote is among them: what it protects
// is the shell's business.
constexpr std::string_view kShellCharacters = "#;\"*?[]&|<>(){}$`^~!";

// First words that are the shell's own (experiment: others, like "kill", "true" or "until", are
// looked up on the PATH). Sorted.
constexpr std::array<std::string_view, 37> kShellBuiltins = {
    ".",        ":",       "alias", "bg",   "break",  "case",   "cd",   "command",
    "continue", "eval",    "exec",  "exit", "export", "fc",     "fg",   "for",
    "getopts",  "hash",    "if",    "jobs", "login",  "logout", "read", "readonly",
    "return",   "set",     "shift", "test", "times",  "trap",   "type", "ulimit",
    "umask",    "unalias", "unset", "wait", "while"};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_builtin(std::string_view word) {
  return std::find(kShellBuiltins.begin(), kShellBuiltins.end(), word) != kShellBuiltins.end();
}

// Splits a line that needs no shell into words. False: it needs one. `words` is empty for a blank
// line.
class DirectSplitter {
 public:
  DirectSplitter(std::string_view line, std::vector<std::string>& words)
      : line_(line), words_(words) {}

  bool split() {
    while (at_ < line_.size()) {
      if (!step()) return false;
    }
    return quote_ == 0 && end_word();
  }

  // The first line end that no backslash precedes, when it is inside of quotes and comes before
  // anything that needs a shell.
  size_t quoted_line_end() {
    while (at_ < line_.size()) {
      const bool escaped = quote_ != 0 && line_.substr(at_, 2) == "\\\n";
      if (line_[at_] == '\n') return quote_ != 0 ? at_ : line_.size();
      if (escaped) ++at_;
      if (!step()) break;
    }
    return line_.size();
  }

 private:
  bool step() {
    const char c = line_[at_++];
    if (quote_ != 0) {
      if (c == quote_) {
        quote_ = 0;
      } else {
        word_ += c;
      }
      return true;
    }
    if (kShellCharacters.find(c) != std::string_view::npos) return false;
    // An assignment before the command ("A=b cmd").
    if (c == '=' && words_.empty()) return false;
    if (c == '\\') return escape();
    if (c == '\'') {
      quote_ = c;
      in_word_ = true;
    } else if (is_blank(c)) {
      return end_word();
    } else {
      word_ += c;
      in_word_ = true;
    }
    return true;
  }

  // A backslash protects the next character; with a newline both vanish; at the end of the line it
  // is dropped.
  bool escape() {
    if (at_ == line_.size()) return true;
    const char next = line_[at_++];
    if (next != '\n') {
      word_ += next;
      in_word_ = true;
    }
    return true;
  }

  bool end_word() {
    if (!in_word_) return true;
    if (words_.empty() && is_builtin(word_)) return false;
    words_.push_back(std::move(word_));
    word_.clear();
    in_word_ = false;
    return true;
  }

  std::string_view line_;
  std::vector<std::string>& words_;
  size_t at_ = 0;
  std::string word_;
  bool in_word_ = false;
  char quote_ = 0;
};

bool split_directly(std::string_view line, std::vector<std::string>& words) {
  words.clear();
  return DirectSplitter(line, words).split();
}

// Characters that must be escaped so that a shell, or the splitter above, reads them as themselves.
void append_escaped(std::string_view text, std::string& out) {
  for (char c : text) {
    if (c == '\\' || c == '\'' || is_blank(c) ||
        kShellCharacters.find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
}

// A SHELL of plain words, which may be arguments: the usual one. False: it holds something that
// must be taken apart.
bool split_plain_shell(std::string_view shell, std::vector<std::string>& words) {
  if (shell.find_first_of("'\\=") != std::string_view::npos) return false;
  size_t at = 0;
  while (at < shell.size()) {
    while (at < shell.size() && is_blank(shell[at])) ++at;
    const size_t start = at;
    while (at < shell.size() && !is_blank(shell[at])) ++at;
    if (at > start) words.emplace_back(shell.substr(start, at - start));
  }
  return words.empty() || !is_builtin(words.front());
}

// Adds the words of .SHELLFLAGS. False: it holds something that only a shell can split.
bool split_flags(std::string_view flags, std::vector<std::string>& words) {
  std::vector<std::string> parts{"x"};
  // A word before them keeps '=' and names of builtins in the flags from counting as special.
  std::string line = "x ";
  line += flags;
  if (!split_directly(line, parts)) return false;
  for (size_t i = 1; i < parts.size(); ++i) words.push_back(std::move(parts[i]));
  return true;
}

// What a shell is given of `line`. Newlines go that no backslash stands before: only $(shell) and
// != have any, as with them no command ends there.
std::string shell_text(std::string_view line, std::string_view shell, bool one_shell) {
  std::string text;
  if (one_shell) {
    // Those of recipes lost what stands before commands when they were expanded.
    const bool bourne = is_bourne_shell(shell);
    text = line.substr(bourne ? command_prefix(line).length : 0);
    if (bourne) drop_inner_prefixes(text);
    return text;
  }
  for (const char c : line) {
    if (c != '\n' || (!text.empty() && text.back() == '\\')) text += c;
  }
  return text;
}

// GNU make writes SHELL, .SHELLFLAGS and the line, escaped, one after the other, and takes that for
// a line of its own, which in turn may need a shell. Of SHELL characters special to a shell are
// escaped as well, but not quotes and backslashes.
void build_from_whole(std::string_view shell, std::string_view flags, std::string_view text,
                      std::vector<std::string>& arguments) {
  std::string whole;
  for (const char c : shell) {
    if (kShellCharacters.find(c) != std::string_view::npos) whole += '\\';
    whole += c;
  }
  whole += ' ';
  whole += flags;
  whole += ' ';
  append_escaped(text, whole);
  if (split_directly(whole, arguments)) return;
  arguments = {std::string(kDefaultShell), "-c", std::move(whole)};
}

// With .ONESHELL the whole of SHELL is the program's name, blanks and all.
void build_shell_command(std::string_view line, const ShellSettings& settings, bool one_shell,
                         std::vector<std::string>& arguments) {
  arguments.clear();
  const std::string_view shell = settings.set ? settings.shell : kDefaultShell;
  std::string text = shell_text(line, shell, one_shell);
  if (one_shell) {
    arguments.emplace_back(shell);
    if (split_flags(settings.flags, arguments)) return arguments.push_back(std::move(text));
  } else if (split_plain_shell(shell, arguments) && split_flags(settings.flags, arguments)) {
    return arguments.push_back(std::move(text));
  }
  build_from_whole(shell, settings.flags, text, arguments);
}

bool usual_shell(const ShellSettings& settings) {
  if (settings.set && settings.shell != kDefaultShell) return false;
  if (settings.flags != "-c" && settings.flags != "-ec") return false;
  return settings.ifs.find_first_not_of(" \t\n") == std::string_view::npos;
}

}  // namespace

CommandKind build_command(std::string_view line, const ShellSettings& settings, bool one_shell,
                          std::vector<std::string>& arguments) {
  arguments.clear();
  size_t start = 0;
  while (start < line.size() && is_blank(line[start])) ++start;
  line.remove_prefix(start);
  if (line.empty()) return CommandKind::kNone;

  const bool several_lines = one_shell && command_end(line) < line.size();
  if (!several_lines && usual_shell(settings) && split_directly(line, arguments)) {
    return arguments.empty() ? CommandKind::kNone : CommandKind::kDirect;
  }
  build_shell_command(line, settings, one_shell, arguments);
  return CommandKind::kShell;
}

size_t one_shell_command_end(std::string_view text, const ShellSettings& settings) {
  if (text.find('\'') == std::string_view::npos || !usual_shell(settings)) return text.size();
  std::vector<std::string> words;
  return DirectSplitter(text, words).quoted_line_end();
}

size_t command_end(std::string_view text) {
  for (size_t at = 0; (at = text.find('\n', at)) != std::string_view::npos; ++at) {
    size_t backslashes = 0;
    while (backslashes < at && text[at - 1 - backslashes] == '\\') ++backslashes;
    if (backslashes == 0) return at;
    std::vector<std::string> words;
    const size_t start = std::min(command_prefix(text).length, at);
    if (backslashes % 2 == 0 && split_directly(text.substr(start, at - start), words)) return at;
  }
  return text.size();
}

CommandPrefix command_prefix(std::string_view text) {
  CommandPrefix prefix;
  for (; prefix.length < text.size(); ++prefix.length) {
    switch (text[prefix.length]) {
      case '@':
        prefix.silent = true;
        break;
      case '+':
        prefix.recursive = true;
        break;
      case '-':
        prefix.ignore = true;
        break;
      case ' ':
      case '\t':
        break;
      default:
        return prefix;
    }
  }
  return prefix;
}

bool is_null_command(const std::vector<std::string>& arguments) {
  return arguments.size() == 3 && arguments[2] == ":" &&
         (arguments[1] == "-c" || arguments[1] == "-ec") && is_bourne_shell(arguments[0]);
}

}  // namespace umake
