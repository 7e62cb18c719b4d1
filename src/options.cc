#include "options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <cstring>

#include "base/messages.h"
#include "help.h"
#include "personality.h"
#include "switch_settings.h"
#include "switch_table.h"

namespace umake {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// One pass over a list of words: getopt_long(3) without its state.
class SwitchReader {
 public:
  SwitchReader(std::span<const char* const> words, SwitchReading& reading)
      : words_(words), reading_(reading) {}

  void read() {
    while (next_ < words_.size()) {
      const char* word = words_[next_++];
      if (only_others_ || word[0] != '-' || word[1] == 0) {
        read_other(word);
      } else if (word[1] == '-' && word[2] == 0) {
        only_others_ = true;
      } else if (word[1] == '-') {
        read_long(word + 2);
      } else {
        read_short(word + 1);
      }
    }
  }

 private:
  void complain(std::string_view text) {
    reading_.bad = true;
    if (reading_.source == SwitchSource::kMakefile) return;
    reading_.output.err_aside(fmt::format("{}: {}\n", reading_.getopt_name, text));
  }

  // A definition or a goal. A lone "-" and an empty word mean nothing.
  void read_other(const char* word) {
    if (word[0] == 0 || (word[0] == '-' && word[1] == 0)) return;
    CommandDefinition definition;
    if (parse_definition(word, definition)) {
      definition.warns = reading_.invocation.switches.warn_undefined_variables;
      reading_.definitions->push_back(std::move(definition));
    } else if (reading_.source != SwitchSource::kMakefile) {
      reading_.invocation.goals.emplace_back(word);
    }
  }

  void read_short(const char* cluster) {
    while (*cluster != 0) {
      const char letter = *cluster++;
      const SwitchRow* row = find_letter(letter);
      if (row == nullptr) {
        complain(fmt::format(msg::kInvalidOption, letter));
        continue;
      }
      if (row->argument == ArgumentKind::kNone) {
        apply(*row, nullptr);
        continue;
      }
      const char* argument = *cluster != 0 ? cluster : following(*row);
      if (argument == nullptr && row->argument == ArgumentKind::kRequired) {
        complain(fmt::format(msg::kOptionNeedsArgument, letter));
      } else {
        apply(*row, argument);
      }
      return;
    }
  }

  void read_long(const char* text) {
    const char* equals = std::strchr(text, '=');
    const std::string_view name =
        equals != nullptr ? std::string_view(text, equals - text) : std::string_view(text);
    const char* full_name = nullptr;
    const SwitchRow* row = find_long(name, text, full_name);
    if (row == nullptr) return;
    const char* argument = equals != nullptr ? equals + 1 : nullptr;
    if (row->argument == ArgumentKind::kNone && argument != nullptr) {
      return complain(fmt::format(msg::kOptionTakesNoArgument, full_name));
    }
    if (argument == nullptr) argument = following(*row);
    if (argument == nullptr && row->argument == ArgumentKind::kRequired) {
      return complain(fmt::format(msg::kLongOptionNeedsArgument, full_name));
    }
    apply(*row, argument);
  }

  // The next word, if this switch takes it for its argument.
  const char* following(const SwitchRow& row) {
    if (next_ == words_.size()) return nullptr;
    const char* word = words_[next_];
    bool takes = false;
    switch (row.argument) {
      case ArgumentKind::kRequired:
        takes = true;
        break;
      case ArgumentKind::kOptionalInteger:
        takes = word[std::strspn(word, "0123456789")] == 0;
        break;
      case ArgumentKind::kOptionalNumber:
        takes = std::isdigit(static_cast<unsigned char>(word[0])) || word[0] == '.';
        break;
      default:
        break;
    }
    if (takes) ++next_;
    return takes ? word : nullptr;
  }

  void apply(const SwitchRow& row, const char* argument) {
    if (reading_.source == SwitchSource::kMakefile && row.has(SwitchRow::kNotInMakefile)) return;
    if (argument != nullptr && argument[0] == 0 && !row.has(SwitchRow::kMayBeEmpty)) {
      const std::string spelling =
          row.letter != 0 ? fmt::format("-{}", row.letter) : fmt::format("--{}", row.name);
      reading_.output.err(fmt::format("{}: {}\n", reading_.invocation.program,
                                      fmt::format(msg::kNonEmptyString, spelling)));
      reading_.bad = true;
      return;
    }
    if (row.flag != nullptr) reading_.invocation.switches.*row.flag = true;
    if (row.set != nullptr && !row.set(reading_, argument)) reading_.bad = true;
  }

  static const SwitchRow* find_letter(char letter) {
    for (const SwitchRow& row : switch_rows()) {
      if (row.letter == letter && letter != 0) return &row;
    }
    for (const SwitchAlias& alias : switch_aliases()) {
      if (alias.letter == letter) return &switch_rows()[alias.row];
    }
    return nullptr;
  }

  struct LongName {
    const char* name;
    const SwitchRow* row;
  };

  // All long names that begin with `prefix`: GNU make's, or umake's own.
  static std::vector<LongName> matches(std::string_view prefix, bool own) {
    std::vector<LongName> found;
    const auto consider = [&](const char* name, const SwitchRow& row) {
      if (name != nullptr && row.has(SwitchRow::kOwn) == own &&
          std::string_view(name).substr(0, prefix.size()) == prefix) {
        found.push_back({name, &row});
      }
    };
    for (const SwitchRow& row : switch_rows()) consider(row.name, row);
    for (const SwitchAlias& alias : switch_aliases()) {
      consider(alias.name, switch_rows()[alias.row]);
    }
    return found;
  }

  // The switch of a full name, or of a prefix that fits one switch only. umake's own names are not
  // in the way of GNU make's: "--st" stays --stop. Null: complained of.
  const SwitchRow* find_long(std::string_view name, const char* text, const char*& full_name) {
    if (name.empty()) {
      complain(fmt::format(msg::kOptionTakesNoArgument, ""));
      return nullptr;
    }
    for (const bool own : {false, true}) {
      for (const LongName& match : matches(name, own)) {
        if (name == match.name) return full_name = match.name, match.row;
      }
    }
    std::vector<LongName> found = matches(name, false);
    if (found.empty()) found = matches(name, true);
    if (found.empty()) {
      complain(fmt::format(msg::kUnrecognizedOption, text));
      return nullptr;
    }
    const bool ambiguous = std::any_of(found.begin(), found.end(), [&](const LongName& match) {
      return match.row != found.front().row;
    });
    if (ambiguous) {
      std::string names;
      for (const LongName& match : found) {
        if (match.row != found.front().row || match.name == found.front().name) {
          names += fmt::format(" '--{}'", match.name);
        }
      }
      complain(fmt::format(msg::kAmbiguousOption, text, names));
      return nullptr;
    }
    full_name = found.front().name;
    return found.front().row;
  }

  std::span<const char* const> words_;
  SwitchReading& reading_;
  size_t next_ = 0;
  bool only_others_ = false;  // after "--"
};

// $(NAME) and $N in an environment's MAKEFLAGS, for those who pass no expander.
void expand_with_environment(std::string_view text, char* const* environment, std::string& out) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '$' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char open = text[++i];
    if (open == '$') {
      out += '$';
      continue;
    }
    std::string_view name = text.substr(i, 1);
    if (open == '(' || open == '{') {
      const size_t end = text.find(open == '(' ? ')' : '}', i);
      if (end == std::string_view::npos) return;
      name = text.substr(i + 1, end - i - 1);
      i = end;
    }
    if (const char* value = environment_value(environment, name)) out += value;
  }
}

Status read_environment_switches(const char* name, char* const* environment, Output& output,
                                 Invocation& invocation, const ExpandText& expand) {
  const char* text = environment_value(environment, name);
  if (text == nullptr || *text == 0) return Status::kOk;
  std::string expanded;
  if (std::strchr(text, '$') != nullptr) {
    if (expand) {
      TRY(expand(text, expanded));
    } else {
      expand_with_environment(text, environment, expanded);
    }
    text = expanded.c_str();
  }
  std::string storage;
  std::vector<const char*> words;
  split_makeflags(text, storage, words);
  SwitchReading reading{invocation, output, SwitchSource::kUser,    "",
                        false,      false,  &invocation.definitions};
  return read_switches(words, reading);
}

unsigned read_level(char* const* environment) {
  const char* text = environment_value(environment, "MAKELEVEL");
  if (text == nullptr || *text == '-') return 0;
  return static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

}  // namespace

bool parse_definition(std::string_view text, CommandDefinition& out) {
  size_t start = 0;
  while (start < text.size() && is_blank(text[start])) ++start;
  // The name ends at a blank or an operator; references in it may hold either.
  size_t end = start;
  unsigned depth = 0;
  char open = 0, close = 0;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    if (depth > 0) {
      if (c == open) ++depth;
      if (c == close) --depth;
      continue;
    }
    if (c == '$' && end + 1 < text.size()) {
      const char next = text[++end];
      if (next == '(' || next == '{') {
        open = next;
        close = next == '(' ? ')' : '}';
        depth = 1;
      }
      continue;
    }
    if (c == '#') return false;
    if (is_blank(c) || c == '=' || c == ':') break;
    if ((c == '+' || c == '?' || c == '!') && end + 1 < text.size() && text[end + 1] == '=') break;
  }
  const size_t name_end = end;
  while (end < text.size() && is_blank(text[end])) ++end;

  struct Operator {
    std::string_view text;
    Assignment assignment;
  };
  static constexpr Operator kOperators[] = {
      {":::=", Assignment::kImmediate}, {"::=", Assignment::kSimple},
      {":=", Assignment::kSimple},      {"=", Assignment::kRecursive},
      {"+=", Assignment::kAppend},      {"?=", Assignment::kConditional},
      {"!=", Assignment::kShell}};
  const std::string_view rest = text.substr(end);
  for (const Operator& op : kOperators) {
    if (rest.substr(0, op.text.size()) != op.text) continue;
    std::string_view value = rest.substr(op.text.size());
    while (!value.empty() && is_blank(value.front())) value.remove_prefix(1);
    out.name = text.substr(start, name_end - start);
    out.value = value;
    out.assignment = op.assignment;
    return true;
  }
  return false;
}

Status read_switches(std::span<const char* const> words, SwitchReading& reading) {
  SwitchReader(words, reading).read();
  if (reading.bad && reading.source != SwitchSource::kMakefile) {
    reading.output.err_aside(help_text(reading.invocation.program));
    return Status::kFailed;
  }
  return settle_words(reading.invocation, reading.output);
}

void split_makeflags(std::string_view text, std::string& storage, std::vector<const char*>& words) {
  storage.clear();
  storage.reserve(text.size() + 2);  // never grows beyond: the words point into it
  bool in_word = false;
  size_t word_start = 0;
  const auto end_word = [&] {
    if (!in_word) return;
    storage += '\0';
    words.push_back(storage.data() + word_start);
    in_word = false;
  };
  for (size_t i = 0; i < text.size(); ++i) {
    if (is_blank(text[i])) {
      end_word();
      continue;
    }
    if (!in_word) {
      word_start = storage.size();
      in_word = true;
      if (words.empty()) storage += '-';  // room for the dash; skipped below when there is no need
    }
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    storage += text[i];
  }
  end_word();
  if (words.empty()) return;
  const char* first = words[0] + 1;
  if (first[0] == '-' || std::strchr(first, '=') != nullptr) words[0] = first;
}

Status parse_invocation(int argc, char* const* argv, char* const* environment, Output& output,
                        Invocation& invocation, const ExpandText& expand) {
  invocation.path = argc > 0 && argv[0][0] != 0 ? argv[0] : "make";
  invocation.program = invocation.path.substr(invocation.path.rfind('/') + 1);
  invocation.level = read_level(environment);
  for (const char* name : {kOwnFlags, "GNUMAKEFLAGS", "MAKEFLAGS"}) {
    TRY(read_environment_switches(name, environment, output, invocation, expand));
  }
  if (argc > 1) {
    SwitchReading reading{invocation, output, SwitchSource::kUser,    argv[0],
                          true,       false,  &invocation.definitions};
    TRY(read_switches({argv + 1, static_cast<size_t>(argc - 1)}, reading));
  }
  // GNU make says so before it knows its level.
  for (const CommandDefinition& definition : invocation.definitions) {
    if (!definition.name.empty()) continue;
    output.err(fmt::format("{}: *** {}.  Stop.\n", invocation.program, msg::kEmptyVariableName));
    return Status::kFailed;
  }
  TRY(settle_shuffle(invocation, output));
  Switches& switches = invocation.switches;
  if (switches.no_builtin_variables) switches.no_builtin_rules = true;
  return settle_personality(invocation, environment, output);
}

}  // namespace umake
