#include "parser/statement.h"

#include <array>
#include <span>

namespace umake {

std::string_view skip_spaces(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && is_space(text[at])) ++at;
  return text.substr(at);
}

std::string_view trim_end(std::string_view text) {
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view first_word(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && !is_space(text[at])) ++at;
  return text.substr(0, at);
}

std::string_view take_word(std::string_view& text) {
  text = skip_spaces(text);
  const std::string_view word = first_word(text);
  text = skip_spaces(text.substr(word.size()));
  return word;
}

size_t end_of_reference(std::string_view text, size_t at) {
  if (at + 1 >= text.size()) return text.size();
  const char open = text[at + 1];
  if (open != '(' && open != '{') return at + 2;
  const char close = open == '(' ? ')' : '}';
  unsigned depth = 0;
  for (size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == open) {
      ++depth;
    } else if (text[i] == close && --depth == 0) {
      return i + 1;
    }
  }
  return text.size();
}

namespace {

// A set of ASCII characters, asked for each character of a text.
class CharacterSet {
 public:
  constexpr explicit CharacterSet(std::string_view members) {
    for (char c : members) bits_[(c & 0x7f) >> 6] |= uint64_t{1} << (c & 63);
  }
  constexpr void add(char c) { bits_[(c & 0x7f) >> 6] |= uint64_t{1} << (c & 63); }
  constexpr bool has(char c) const {
    return static_cast<unsigned char>(c) < 128 && ((bits_[c >> 6] >> (c & 63)) & 1) != 0;
  }

 private:
  uint64_t bits_[2] = {0, 0};
};

}  // namespace

size_t find_unquoted(std::string& text, size_t from, std::string_view stops, bool skip_references) {
  CharacterSet noticed(stops);
  if (skip_references) noticed.add('$');
  size_t at = from;
  while (at < text.size()) {
    const char c = text[at];
    if (!noticed.has(c)) {
      ++at;
      continue;
    }
    if (c == '$' && skip_references) {
      at = end_of_reference(text, at);
      continue;
    }
    size_t backslashes = 0;
    while (at - backslashes > from && text[at - backslashes - 1] == '\\') ++backslashes;
    if (backslashes == 0) return at;
    const size_t dropped = backslashes - backslashes / 2;
    text.erase(at - dropped, dropped);
    at -= dropped;
    if (backslashes % 2 == 0) return at;
    ++at;
  }
  return std::string::npos;
}

void strip_comment(std::string& text) {
  const size_t hash = find_unquoted(text, 0, "#", true);
  if (hash != std::string::npos) text.resize(hash);
}

void fold_continuations(std::string_view line, bool posix, std::string& out) {
  const size_t start = out.size();
  size_t at = 0;
  for (;;) {
    const size_t newline = line.find('\n', at);
    if (newline == std::string_view::npos) break;
    size_t backslashes = 0;
    while (newline - backslashes > at && line[newline - backslashes - 1] == '\\') ++backslashes;
    out.append(line.substr(at, newline - backslashes - at));
    if (backslashes % 2 == 0) {
      out.append(backslashes, '\\');
      out += '\n';
      at = newline + 1;
      continue;
    }
    out.append(backslashes / 2, '\\');
    if (!posix) {
      while (out.size() > start && is_blank(out.back())) out.pop_back();
    }
    out += ' ';
    at = newline + 1;
    while (at < line.size() && is_blank(line[at])) ++at;
  }
  out.append(line.substr(at));
}

size_t find_percent(std::string& text) { return find_unquoted(text, 0, "%", false); }

namespace {

// The operator at text[at], or 0 when there is none: its length, and what it means.
size_t parse_operator(std::string_view text, size_t at, Assignment& assignment) {
  const std::string_view rest = text.substr(at);
  if (rest.empty()) return 0;
  switch (rest[0]) {
    case '=':
      assignment = Assignment::kRecursive;
      return 1;
    case '+':
      assignment = Assignment::kAppend;
      return rest.starts_with("+=") ? 2 : 0;
    case '?':
      assignment = Assignment::kConditional;
      return rest.starts_with("?=") ? 2 : 0;
    case '!':
      assignment = Assignment::kShell;
      return rest.starts_with("!=") ? 2 : 0;
    case ':':
      assignment = Assignment::kSimple;
      if (rest.starts_with(":=")) return 2;
      if (rest.starts_with("::=")) return 3;
      assignment = Assignment::kImmediate;
      return rest.starts_with(":::=") ? 4 : 0;
    default:
      return 0;
  }
}

}  // namespace

namespace {
// All that may end a variable's name, or stand in it and need a closer look. Form feeds and their
// kind are a part of it.
constexpr CharacterSet kEndsName("$#=+?!: \t");
}  // namespace

bool parse_assignment(std::string_view text, AssignmentText& out) {
  size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (!kEndsName.has(c)) {
      ++at;
      continue;
    }
    if (c == '$') {
      at = end_of_reference(text, at);
      continue;
    }
    if (c == '#') return false;
    const bool blank = is_blank(c);
    size_t op = at;
    if (blank) {
      while (op < text.size() && is_space(text[op])) ++op;
    }
    const size_t length = parse_operator(text, op, out.assignment);
    if (length != 0) {
      out.name = text.substr(0, at);
      out.value = skip_spaces(text.substr(op + length));
      return true;
    }
    if (blank || c == ':') return false;
    ++at;
  }
  return false;
}

bool parse_definition_line(std::string_view text, bool target_specific, Modifiers& modifiers,
                           std::string_view& body, AssignmentText& assignment) {
  modifiers = {};
  body = skip_spaces(text);
  while (!body.empty()) {
    if (parse_assignment(body, assignment)) return true;
    const std::string_view word = first_word(body);
    switch (directive_of(word)) {
      case Directive::kOverride:
        modifiers.is_override = true;
        break;
      case Directive::kPrivate:
        modifiers.is_private = true;
        break;
      case Directive::kExport:
        modifiers.is_export = true;
        break;
      case Directive::kUnexport:
        modifiers.is_unexport = true;
        break;
      case Directive::kDefine:
      case Directive::kUndefine:
        if (target_specific) return false;
        (word[0] == 'd' ? modifiers.is_define : modifiers.is_undefine) = true;
        body = skip_spaces(body.substr(word.size()));
        return true;
      default:
        return false;
    }
    body = skip_spaces(body.substr(word.size()));
  }
  return false;
}

namespace {

struct DirectiveName {
  std::string_view name;
  Directive directive;
};

// Sorted by first character.
constexpr DirectiveName kDirectives[] = {
    {"-include", Directive::kOptionalInclude},
    {"-load", Directive::kOptionalLoad},
    {"define", Directive::kDefine},
    {"else", Directive::kElse},
    {"endif", Directive::kEndif},
    {"endef", Directive::kEndef},
    {"export", Directive::kExport},
    {"ifeq", Directive::kIfeq},
    {"ifneq", Directive::kIfneq},
    {"ifdef", Directive::kIfdef},
    {"ifndef", Directive::kIfndef},
    {"include", Directive::kInclude},
    {"load", Directive::kLoad},
    {"override", Directive::kOverride},
    {"private", Directive::kPrivate},
    {"sinclude", Directive::kOptionalInclude},
    {"undefine", Directive::kUndefine},
    {"unexport", Directive::kUnexport},
    {"vpath", Directive::kVpath},
};

struct Range {
  uint8_t begin = 0;
  uint8_t end = 0;
};

constexpr std::array<Range, 256> make_ranges() {
  std::array<Range, 256> ranges{};
  for (uint8_t i = 0; i < std::size(kDirectives); ++i) {
    Range& range = ranges[static_cast<unsigned char>(kDirectives[i].name[0])];
    if (range.end == 0) range.begin = i;
    range.end = static_cast<uint8_t>(i + 1);
  }
  return ranges;
}

constexpr std::array<Range, 256> kRanges = make_ranges();

}  // namespace

Directive directive_of(std::string_view word) {
  if (word.empty() || word.size() > kLongestDirective) return Directive::kNone;
  const Range range = kRanges[static_cast<unsigned char>(word[0])];
  for (uint8_t i = range.begin; i < range.end; ++i) {
    if (kDirectives[i].name == word) return kDirectives[i].directive;
  }
  return Directive::kNone;
}

}  // namespace umake
