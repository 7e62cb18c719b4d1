#include "base/glob.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>

namespace umake {

namespace {

// The end of the bracket expression that opens at `open`: the position of its ']', npos when there
// is none and the '[' stands for itself. A ']' right after the opening (or its '!') is an ordinary
// member.
size_t bracket_end(std::string_view pattern, size_t open) {
  size_t at = open + 1;
  if (at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^')) ++at;
  for (bool first = true; at < pattern.size(); first = false) {
    const char c = pattern[at];
    if (c == ']' && !first) return at;
    if (c == '\\' && at + 1 < pattern.size()) {
      at += 2;
    } else if (c == '[' && at + 1 < pattern.size() && pattern[at + 1] == ':') {
      const size_t close = pattern.find(":]", at + 2);
      at = close == std::string_view::npos ? at + 1 : close + 2;
    } else {
      ++at;
    }
  }
  return std::string_view::npos;
}

// The classes of the C locale.
bool in_class(std::string_view name, unsigned char c) {
  const bool lower = c >= 'a' && c <= 'z';
  const bool upper = c >= 'A' && c <= 'Z';
  const bool digit = c >= '0' && c <= '9';
  const bool graph = c > ' ' && c < 0x7f;
  if (name == "alpha") return lower || upper;
  if (name == "digit") return digit;
  if (name == "alnum") return lower || upper || digit;
  if (name == "lower") return lower;
  if (name == "upper") return upper;
  if (name == "space") return c == ' ' || (c >= '\t' && c <= '\r');
  if (name == "blank") return c == ' ' || c == '\t';
  if (name == "punct") return graph && !lower && !upper && !digit;
  if (name == "graph") return graph;
  if (name == "print") return graph || c == ' ';
  if (name == "cntrl") return c < ' ' || c == 0x7f;
  if (name == "xdigit") return digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  return false;
}

// Whether `c` is a member of the bracket expression between `open` and `close`.
bool bracket_matches(std::string_view pattern, size_t open, size_t close, unsigned char c) {
  size_t at = open + 1;
  const bool negated = pattern[at] == '!' || pattern[at] == '^';
  if (negated) ++at;
  bool found = false;
  while (at < close) {
    if (pattern[at] == '[' && pattern[at + 1] == ':') {
      const size_t end = pattern.find(":]", at + 2);
      if (end != std::string_view::npos && end < close) {
        found |= in_class(pattern.substr(at + 2, end - at - 2), c);
        at = end + 2;
        continue;
      }
    }
    if (pattern[at] == '\\' && at + 1 < close) ++at;
    const unsigned char low = static_cast<unsigned char>(pattern[at++]);
    unsigned char high = low;
    if (at + 1 < close && pattern[at] == '-') {
      ++at;
      if (pattern[at] == '\\' && at + 1 < close) ++at;
      high = static_cast<unsigned char>(pattern[at++]);
    }
    found |= low <= c && c <= high;
  }
  return found != negated;
}

// One path component against one pattern component. A `*` only ever backtracks to the last one, so
// this takes at most pattern x text steps.
bool pattern_matches(std::string_view pattern, std::string_view text) {
  size_t p = 0, t = 0;
  size_t star = std::string_view::npos, star_text = 0;
  while (t < text.size() || p < pattern.size()) {
    bool matched = false;
    size_t next = p;
    if (p < pattern.size()) {
      const char c = pattern[p];
      if (c == '*') {
        star = ++p;
        star_text = t;
        continue;
      }
      if (t < text.size()) {
        const size_t close = c == '[' ? bracket_end(pattern, p) : std::string_view::npos;
        if (c == '?') {
          matched = true;
          next = p + 1;
        } else if (close != std::string_view::npos) {
          matched = bracket_matches(pattern, p, close, static_cast<unsigned char>(text[t]));
          next = close + 1;
        } else {
          const size_t literal = c == '\\' && p + 1 < pattern.size() ? p + 1 : p;
          matched = pattern[literal] == text[t];
          next = literal + 1;
        }
      }
    }
    if (matched) {
      p = next;
      ++t;
    } else if (star != std::string_view::npos && star_text < text.size()) {
      p = star;
      t = ++star_text;
    } else {
      return false;
    }
  }
  return true;
}

// The same, and a leading dot is matched by a dot only.
bool component_matches(std::string_view pattern, std::string_view text) {
  if (text[0] == '.' && !pattern.starts_with('.') && !pattern.starts_with("\\.")) return false;
  return pattern_matches(pattern, text);
}

std::string unescaped(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    plain += text[at];
  }
  return plain;
}

bool is_directory(FileSystem& files, const std::string& path) {
  FileStat status;
  return files.stat(path.c_str(), status) == 0 && status.kind == FileKind::kDirectory;
}

bool exists(FileSystem& files, const std::string& path) {
  // A name that ends in a slash must be a directory, so follow a link to one.
  if (path.back() == '/') return is_directory(files, path);
  FileStat status;
  return files.lstat(path.c_str(), status) == 0;
}

// Appends all matches of `rest` below `prefix` (a path with its slash, or empty), in no order.
void match_below(FileSystem& files, const std::string& prefix, std::string_view rest,
                 std::vector<std::string>& out) {
  // Components without wildcards are taken over as they stand, slashes included.
  size_t begin = 0, end = 0;
  for (;;) {
    end = rest.find('/', begin);
    const std::string_view component =
        rest.substr(begin, end == std::string_view::npos ? end : end - begin);
    if (has_wildcard(component)) break;
    if (end == std::string_view::npos) {
      std::string path = prefix + unescaped(rest);
      if (exists(files, path)) out.push_back(std::move(path));
      return;
    }
    begin = end + 1;
  }
  const std::string directory = prefix + unescaped(rest.substr(0, begin));
  const std::string_view component =
      rest.substr(begin, end == std::string_view::npos ? end : end - begin);
  std::vector<std::string> names;
  if (files.list(directory.empty() ? "." : directory.c_str(), names) != 0) return;
  size_t after = end;
  while (after < rest.size() && rest[after] == '/') ++after;
  for (const std::string& name : names) {
    if (!component_matches(component, name)) continue;
    std::string path;
    path.reserve(directory.size() + name.size());
    path.append(directory).append(name);
    if (end == std::string_view::npos) {
      out.push_back(std::move(path));
    } else if (is_directory(files, path)) {
      path += rest.substr(end, after - end);
      if (after == rest.size()) {
        out.push_back(std::move(path));
      } else {
        match_below(files, path, rest.substr(after), out);
      }
    }
  }
}

}  // namespace

bool has_wildcard(std::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    switch (text[at]) {
      case '*':
      case '?':
        return true;
      case '\\':
        ++at;
        break;
      case '[':
        if (bracket_end(text, at) != std::string_view::npos) return true;
        break;
      default:
        break;
    }
  }
  return false;
}

bool wildcard_match(std::string_view pattern, std::string_view name) {
  return pattern_matches(pattern, name);
}

bool glob(FileSystem& files, const std::string& pattern, std::vector<std::string>& out) {
  if (pattern.empty()) return false;
  constexpr size_t kUsualMatches = 16;
  if (out.empty()) out.reserve(kUsualMatches);
  const size_t first = out.size();
  match_below(files, "", pattern, out);
  std::sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end());
  return out.size() > first;
}

std::string expand_tilde(const std::string& path, std::string_view home) {
  if (path.empty() || path[0] != '~') return path;
  const size_t slash = std::min(path.find('/'), path.size());
  std::string result;
  if (slash == 1) {
    result = home;
    if (result.empty()) {
      const passwd* entry = getpwuid(getuid());
      if (entry != nullptr) result = entry->pw_dir;
    }
  } else {
    const passwd* entry = getpwnam(path.substr(1, slash - 1).c_str());
    if (entry != nullptr) result = entry->pw_dir;
  }
  if (result.empty()) return path;
  return result.append(path, slash);
}

}  // namespace umake
