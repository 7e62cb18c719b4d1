#include "runtime/shell_programs.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

#include "runtime/action_key.h"

namespace umake {

namespace {

struct Row {
  std::string_view name;
  ProgramKind kind;
};

// Sorted. Left out on purpose: date, nproc, getconf, stat, df, du, ps, who, tty, stty, tput,
// uptime, free, mktemp, shuf, uuidgen, od of devices, make, and interpreters of other languages.
// What uname, id and hostname say is part of the key.
constexpr Row kPrograms[] = {
    {"[", ProgramKind::kPlain},
    {"addr2line", ProgramKind::kPlain},
    {"ar", ProgramKind::kCompiler},
    {"arch", ProgramKind::kPlain},
    {"as", ProgramKind::kCompiler},
    {"awk", ProgramKind::kPlain},
    {"b2sum", ProgramKind::kPlain},
    {"base64", ProgramKind::kPlain},
    {"basename", ProgramKind::kPlain},
    {"bash", ProgramKind::kShell},
    {"bc", ProgramKind::kPlain},
    {"c++", ProgramKind::kCompiler},
    {"c++filt", ProgramKind::kPlain},
    {"cat", ProgramKind::kPlain},
    {"cc", ProgramKind::kCompiler},
    {"cc1", ProgramKind::kCompiler},
    {"cc1plus", ProgramKind::kCompiler},
    {"cksum", ProgramKind::kPlain},
    {"clang", ProgramKind::kCompiler},
    {"clang++", ProgramKind::kCompiler},
    {"cmp", ProgramKind::kPlain},
    {"collect2", ProgramKind::kCompiler},
    {"comm", ProgramKind::kPlain},
    {"cpp", ProgramKind::kCompiler},
    {"cut", ProgramKind::kPlain},
    {"dash", ProgramKind::kShell},
    {"dc", ProgramKind::kPlain},
    {"dirname", ProgramKind::kPlain},
    {"dpkg", ProgramKind::kWalks},
    {"dpkg-architecture", ProgramKind::kPerlScript},
    {"dpkg-buildflags", ProgramKind::kPerlScript},
    {"dpkg-query", ProgramKind::kWalks},
    {"dpkg-vendor", ProgramKind::kPerlScript},
    {"echo", ProgramKind::kPlain},
    {"egrep", ProgramKind::kWalks},
    {"env", ProgramKind::kPlain},
    {"expand", ProgramKind::kPlain},
    {"expr", ProgramKind::kPlain},
    {"false", ProgramKind::kPlain},
    {"fgrep", ProgramKind::kWalks},
    {"find", ProgramKind::kWalks},
    {"fmt", ProgramKind::kPlain},
    {"fold", ProgramKind::kPlain},
    {"g++", ProgramKind::kCompiler},
    {"gawk", ProgramKind::kPlain},
    {"gcc", ProgramKind::kCompiler},
    {"gcc-ar", ProgramKind::kCompiler},
    {"gcc-nm", ProgramKind::kCompiler},
    {"gcc-ranlib", ProgramKind::kCompiler},
    {"gfortran", ProgramKind::kCompiler},
    {"git", ProgramKind::kMindsTimes},
    {"grep", ProgramKind::kWalks},
    {"groups", ProgramKind::kPlain},
    {"gsed", ProgramKind::kPlain},
    {"head", ProgramKind::kPlain},
    {"hostname", ProgramKind::kPlain},
    {"id", ProgramKind::kPlain},
    {"join", ProgramKind::kPlain},
    {"ld", ProgramKind::kCompiler},
    {"ld.bfd", ProgramKind::kCompiler},
    {"ld.gold", ProgramKind::kCompiler},
    {"ld.lld", ProgramKind::kCompiler},
    {"lld", ProgramKind::kCompiler},
    {"llvm-config", ProgramKind::kWalks},
    {"ls", ProgramKind::kPlain},
    {"lto-wrapper", ProgramKind::kCompiler},
    {"mawk", ProgramKind::kPlain},
    {"md5sum", ProgramKind::kPlain},
    {"mksh", ProgramKind::kShell},
    {"nawk", ProgramKind::kPlain},
    {"nl", ProgramKind::kPlain},
    {"nm", ProgramKind::kCompiler},
    {"objdump", ProgramKind::kCompiler},
    {"od", ProgramKind::kPlain},
    {"original-awk", ProgramKind::kPlain},
    {"paste", ProgramKind::kPlain},
    {"perl", ProgramKind::kPerl},
    {"pkg-config", ProgramKind::kWalks},
    {"pkgconf", ProgramKind::kWalks},
    {"printf", ProgramKind::kPlain},
    {"pwd", ProgramKind::kPlain},
    {"ranlib", ProgramKind::kCompiler},
    {"readelf", ProgramKind::kCompiler},
    {"rev", ProgramKind::kPlain},
    {"sed", ProgramKind::kPlain},
    {"seq", ProgramKind::kPlain},
    {"sh", ProgramKind::kShell},
    {"sha1sum", ProgramKind::kPlain},
    {"sha256sum", ProgramKind::kPlain},
    {"sha512sum", ProgramKind::kPlain},
    {"sort", ProgramKind::kPlain},
    {"strings", ProgramKind::kPlain},
    {"strip", ProgramKind::kCompiler},
    {"tac", ProgramKind::kPlain},
    {"tail", ProgramKind::kPlain},
    {"test", ProgramKind::kPlain},
    {"tr", ProgramKind::kPlain},
    {"true", ProgramKind::kPlain},
    {"tsort", ProgramKind::kPlain},
    {"uname", ProgramKind::kPlain},
    {"unexpand", ProgramKind::kPlain},
    {"uniq", ProgramKind::kPlain},
    {"wc", ProgramKind::kPlain},
    {"which", ProgramKind::kPlain},
    {"which.debianutils", ProgramKind::kPlain},
    {"whoami", ProgramKind::kPlain},
    {"xargs", ProgramKind::kPlain},
    {"xxd", ProgramKind::kPlain},
};
static_assert(std::is_sorted(std::begin(kPrograms), std::end(kPrograms),
                             [](const Row& a, const Row& b) { return a.name < b.name; }));

// What a shell does itself. What follows `for` and `case` is no command.
constexpr std::string_view kBuiltins[] = {
    ".",      ":",    "break", "case",   "cd",   "command", "continue", "done",  "esac",
    "eval",   "exec", "exit",  "export", "fi",   "for",     "in",       "local", "read",
    "return", "set",  "shift", "source", "trap", "type",    "umask",    "unset", "ulimit"};
// After these a command follows.
constexpr std::string_view kOpeners[] = {"!",  "{",    "do",    "elif",  "else",
                                         "if", "then", "until", "while", "}"};

// Signs of what differs from run to run, anywhere in the text. Words of more than a sign are looked
// for between characters that are not part of a name.
constexpr std::string_view kSigns[] = {
    "$$",
    "$!",
    "$_",
    "${$",
    "${!",
    "${_",
    // Dates: printf's, the preprocessor's, git's.
    ")T",
    "__DATE__",
    "__TIME",
    "@{",
    "%cr",
    "%ar",
    "--since",
    "--until",
    "--before",
    "--after",
    "--date",
    "relative-date",
    ":relative",
    ":human",
    // Times of files, owners and i-nodes: find's and test's.
    "newer",
    "-mtime",
    "-ctime",
    "-atime",
    "-mmin",
    "-cmin",
    "-amin",
    "-used",
    "-printf",
    "-fprint",
    "-user",
    "-group",
    "-uid",
    "-gid",
    "-nouser",
    "-nogroup",
    "-links",
    "-inum",
    "-samefile",
    " -nt ",
    " -ot ",
    " -ef ",
    " -N ",
    " -O ",
    " -G ",
    "--reference",
    // Devices that answer.
    "/dev/tty",
    "/dev/random",
    "/dev/urandom",
    "/dev/pts",
    "/dev/ptmx",
    "/dev/console",
    // Of directories that may have become links.
    "pwd -P",
    "cd -P",
    "/bin/pwd",
    // Of this machine's addresses.
    "hostname -",
    "env -u",
};
constexpr std::string_view kWords[] = {
    "RANDOM",
    "SRANDOM",
    "SECONDS",
    "PPID",
    "BASHPID",
    "HISTCMD",
    "EPOCHSECONDS",
    "EPOCHREALTIME",
    "BASH_MONOSECONDS",
    "times",
    "ago",
    "yesterday",
    // awk's.
    "rand",
    "srand",
    "systime",
    "strftime",
    "localtime",
    "gmtime",
    "mktime",
    "PROCINFO",
    // What has its own ways to know, and is allowed for the sake of a few scripts only.
    "perl",
    // In the environment, but not the same in each make, or only partly in the key.
    "MAKEFLAGS",
    "printenv",
    "environ",
    "ENVIRON",

};

bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool has_word(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || !is_name(text[at - 1])) && (end == text.size() || !is_name(text[end]))) {
      return true;
    }
  }
  return false;
}

// Variables that an action's key leaves out.
bool has_ignored_variable(std::string_view text) {
  static constexpr std::string_view kShort = "_";
  for (std::string_view name : ignored_variables()) {
    if (name == kShort) continue;
    if (!name.ends_with('*')) {
      if (has_word(text, name)) return true;
      continue;
    }
    name.remove_suffix(1);
    if (text.find(name) != std::string_view::npos) return true;
  }
  return false;
}

// Whether `program` stands in the text with an option that has one of `letters`, or with a long
// one.
bool has_option(std::string_view text, std::string_view program, std::string_view letters) {
  for (size_t at = text.find(program); at != std::string_view::npos;
       at = text.find(program, at + 1)) {
    size_t next = at + program.size();
    if (at > 0 && (is_name(text[at - 1]) || text[at - 1] == '-' || text[at - 1] == '.')) continue;
    while (next < text.size() && is_blank(text[next])) {
      while (next < text.size() && is_blank(text[next])) ++next;
      if (next >= text.size() || text[next] != '-') break;
      const size_t end = std::min(text.find_first_of(" \t\n;|&)`\"'", next), text.size());
      const std::string_view option = text.substr(next, end - next);
      if (option.starts_with("--") || option.find_first_of(letters) != std::string_view::npos) {
        return true;
      }
      next = end;
    }
  }
  return false;
}

// Prints the environment, or the shell's variables: `env`, `set` and `export` alone.
bool shows_environment(std::string_view text) {
  for (const std::string_view word : {"env", "set", "export", "declare", "typeset"}) {
    for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
      if (at > 0 && (is_name(text[at - 1]) || text[at - 1] == '-' || text[at - 1] == '.')) continue;
      size_t next = at + word.size();
      while (next < text.size() && is_blank(text[next])) ++next;
      if (next == text.size()) return true;
      constexpr std::string_view kEnds = ";|&)`\n<>\"'";
      if (kEnds.find(text[next]) != std::string_view::npos) return true;
      const std::string_view rest = text.substr(next);
      if (rest.starts_with("-p") || rest.starts_with("-0")) return true;
    }
  }
  return false;
}

const Row* find_row(std::string_view name) {
  const auto* const found =
      std::lower_bound(std::begin(kPrograms), std::end(kPrograms), name,
                       [](const Row& row, std::string_view wanted) { return row.name < wanted; });
  return found != std::end(kPrograms) && found->name == name ? found : nullptr;
}

// "gcc-12", "clang-14.0", "perl5.36", "llvm-config-14": without the number.
std::string_view without_version(std::string_view name) {
  const size_t end = name.find_last_not_of("0123456789.");
  if (end == std::string_view::npos || end + 1 == name.size()) return name;
  const size_t length = name[end] == '-' ? end : end + 1;
  return name.substr(0, length);
}

// Takes shell text apart as far as needed to find the first word of each command.
class CommandWords {
 public:
  explicit CommandWords(std::string_view text) : text_(text) {}
  // The next first word, with its quotes; false at the end.
  bool next(std::string_view& word);

 private:
  void skip_single();
  size_t word_end();

  std::string_view text_;
  size_t at_ = 0;
  bool at_start_ = true;  // a command begins here
};

void CommandWords::skip_single() {
  const size_t end = text_.find('\'', at_ + 1);
  at_ = end == std::string_view::npos ? text_.size() : end + 1;
}

size_t CommandWords::word_end() {
  const size_t end = text_.find_first_of(" \t\n;|&()`<>\"'", at_);
  return end == std::string_view::npos ? text_.size() : end;
}

bool CommandWords::next(std::string_view& word) {
  bool in_double = false;
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (at_start_ && !is_blank(c) &&
        std::string_view("\n;|&()`\"'<>").find(c) == std::string_view::npos) {
      const size_t end = word_end();
      word = text_.substr(at_, end - at_);
      at_ = end;
      const auto among = [&](const auto& list) {
        return std::find(std::begin(list), std::end(list), word) != std::end(list);
      };
      const size_t equals = word.find('=');
      const bool assigns = equals != std::string_view::npos && equals > 0 && word[0] != '-' &&
                           word.find('/') > equals;
      at_start_ = among(kOpeners) || assigns;
      if (!at_start_) return true;
      // A value may go on in quotes.
      if (assigns && at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) {
        at_start_ = false;
      }
      continue;
    }
    if (c == '\\') {
      at_ += 2;
      continue;
    }
    if (c == '\'' && !in_double) {
      skip_single();
      continue;
    }
    if (c == '"') in_double = !in_double;
    const bool substitutes = c == '`' || (c == '(' && at_ > 0 && text_[at_ - 1] == '$');
    // In "2>&1" it stands for a descriptor.
    const bool redirects = c == '&' && at_ > 0 &&
                           (text_[at_ - 1] == '>' || text_[at_ - 1] == '<') &&
                           (at_ < 2 || text_[at_ - 2] != '\\');
    const bool separates =
        !in_double && !redirects && (c == '\n' || c == ';' || c == '|' || c == '&' || c == '(');
    at_start_ |= substitutes || separates;
    ++at_;
  }
  return false;
}

}  // namespace

ProgramKind program_kind(std::string_view name) {
  if (const Row* row = find_row(name)) return row->kind;
  if (name.starts_with("git-")) return ProgramKind::kMindsTimes;
  // The dynamic loader, which the kernel runs along with each program.
  for (const std::string_view loader : {"ld-linux", "ld-musl-", "ld.so.", "ld64.so."}) {
    if (name.starts_with(loader)) return ProgramKind::kPlain;
  }
  name = without_version(name);
  if (const Row* row = find_row(name)) return row->kind;
  const size_t dash = name.rfind('-');
  if (dash == std::string_view::npos) return ProgramKind::kUnknown;
  const Row* row = find_row(name.substr(dash + 1));
  if (row != nullptr && row->kind == ProgramKind::kCompiler) return ProgramKind::kCompiler;
  if (name.ends_with("-pkg-config")) return ProgramKind::kWalks;
  return ProgramKind::kUnknown;
}

bool may_repeat(std::string_view text) {
  const auto holds = [text](std::string_view sign) {
    return text.find(sign) != std::string_view::npos;
  };
  if (std::any_of(std::begin(kSigns), std::end(kSigns), holds)) return false;
  const auto names = [text](std::string_view word) { return has_word(text, word); };
  if (std::any_of(std::begin(kWords), std::end(kWords), names)) return false;
  return !has_ignored_variable(text) && !shows_environment(text) &&
         !has_option(text, "ls", "cfgiklnostuTUXZ") && !has_option(text, "sort", "R");
}

bool may_run_files(std::string_view text) {
  if (text.find("-f") != std::string_view::npos || has_word(text, "source")) return true;
  for (size_t at = text.find(". "); at != std::string_view::npos; at = text.find(". ", at + 1)) {
    if (at == 0 ||
        std::string_view(" \t\n;&|({`'\"").find(text[at - 1]) != std::string_view::npos) {
      return true;
    }
  }
  return std::any_of(std::begin(kPrograms), std::end(kPrograms), [text](const Row& row) {
    return row.kind == ProgramKind::kShell && has_word(text, row.name);
  });
}

bool names_known_programs(std::string_view text) {
  CommandWords words(text);
  std::string_view word;
  while (words.next(word)) {
    if (word.empty() || word[0] == '$' || word[0] == '#' || word[0] == '\\') continue;
    if (std::find(std::begin(kBuiltins), std::end(kBuiltins), word) != std::end(kBuiltins))
      continue;
    const size_t slash = word.rfind('/');
    const ProgramKind kind =
        program_kind(slash == std::string_view::npos ? word : word.substr(slash + 1));
    // By a path: perhaps a script.
    if (slash != std::string_view::npos && kind == ProgramKind::kUnknown) continue;
    if (kind == ProgramKind::kUnknown || kind == ProgramKind::kPerl) {
      return false;
    }
  }
  return true;
}

}  // namespace umake
