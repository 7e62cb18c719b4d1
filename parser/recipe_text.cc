#include "parser/recipe_text.h"

namespace umake {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// How many backslashes stand right before `at`.
size_t backslashes_before(std::string_view text, size_t at) {
  size_t count = 0;
  while (count < at && text[at - 1 - count] == '\\') ++count;
  return count;
}

// Appends the reference that starts at line[at], its opening parenthesis, with folded
// backslash-newlines; returns where it ends. An unclosed one goes to the end of the line.
size_t append_folded(std::string_view line, size_t at, std::string& out) {
  const char open = line[at];
  const char close = open == '(' ? ')' : '}';
  size_t depth = 0;
  while (at < line.size()) {
    const char c = line[at];
    if (c == '\n' && backslashes_before(line, at) % 2 == 1) {
      out.pop_back();
      while (!out.empty() && is_blank(out.back())) out.pop_back();
      out += ' ';
      do ++at;
      while (at < line.size() && is_blank(line[at]));
      continue;
    }
    out += c;
    ++at;
    if (c == open) ++depth;
    if (c == close && --depth == 0) break;
  }
  return at;
}

}  // namespace

bool next_recipe_line(std::string_view& text, std::string_view& line) {
  if (text.empty()) return false;
  size_t end = text.find('\n');
  while (end != std::string_view::npos && backslashes_before(text, end) % 2 == 1) {
    end = text.find('\n', end + 1);
  }
  line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return true;
}

RecipeFlags recipe_flags(std::string_view line) {
  RecipeFlags flags;
  for (const char c : line) {
    if (c == '@') {
      flags.silent = true;
    } else if (c == '-') {
      flags.ignore = true;
    } else if (c == '+') {
      flags.recursive = true;
    } else if (!is_blank(c)) {
      break;
    }
  }
  flags.recursive |= line.find("$(MAKE)") != std::string_view::npos ||
                     line.find("${MAKE}") != std::string_view::npos;
  return flags;
}

std::string_view fold_references(std::string_view line, std::string& buffer) {
  if (line.find("\\\n") == std::string_view::npos) return line;
  buffer.clear();
  size_t at = 0;
  while (at < line.size()) {
    const size_t dollar = line.find('$', at);
    if (dollar == std::string_view::npos || dollar + 1 == line.size()) break;
    buffer += line.substr(at, dollar + 1 - at);
    at = dollar + 1;
    if (line[at] == '(' || line[at] == '{') at = append_folded(line, at, buffer);
  }
  buffer += line.substr(at);
  return buffer;
}

void drop_line_prefixes(std::string& line, char prefix, bool one_command) {
  const size_t newline = line.find('\n');
  if (newline == std::string::npos) return;
  size_t to = newline;
  // GNU make goes through all that is left for each command that it takes off.
  unsigned commands = 1;
  for (size_t from = newline; from < line.size(); ++from) {
    line[to++] = line[from];
    if (line[from] != '\n') continue;
    unsigned dropped = 0;
    while (dropped < commands && from + 1 < line.size() && line[from + 1] == prefix) {
      ++from;
      ++dropped;
    }
    if (!one_command && backslashes_before(line, to - 1) % 2 == 0) ++commands;
  }
  line.resize(to);
}

}  // namespace umake
