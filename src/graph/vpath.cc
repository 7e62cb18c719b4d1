#include "graph/vpath.h"

#include <algorithm>

#include "graph/pattern_rule.h"

namespace umake {

namespace {

// Directories of a VPATH-like value, separated by colons or blanks; "." adds nothing and is left
// out.
std::vector<std::string> split_directories(std::string_view value) {
  std::vector<std::string> directories;
  const auto separates = [](char c) { return c == ':' || c == ' ' || c == '\t' || c == '\n'; };
  size_t at = 0;
  while (at < value.size()) {
    while (at < value.size() && separates(value[at])) ++at;
    const size_t start = at;
    while (at < value.size() && !separates(value[at])) ++at;
    std::string_view directory = value.substr(start, at - start);
    while (directory.size() > 1 && directory.back() == '/') directory.remove_suffix(1);
    if (!directory.empty() && directory != ".") directories.emplace_back(directory);
  }
  return directories;
}

// "\%" stands for a literal percent; the first bare one is the pattern's.
std::string unescape_pattern(std::string_view pattern, size_t& percent) {
  std::string text;
  percent = std::string::npos;
  for (size_t at = 0; at < pattern.size(); ++at) {
    if (percent == std::string::npos && pattern[at] == '\\') {
      size_t end = at;
      while (end < pattern.size() && pattern[end] == '\\') ++end;
      if (end < pattern.size() && pattern[end] == '%') {
        const size_t backslashes = end - at;
        text.append(backslashes / 2, '\\');
        if (backslashes % 2 == 0) percent = text.size();
        text.push_back('%');
        at = end;
        continue;
      }
    }
    if (percent == std::string::npos && pattern[at] == '%') percent = text.size();
    text.push_back(pattern[at]);
  }
  return text;
}

}  // namespace

void VpathSearch::add_selective(std::string_view pattern, std::string_view directories) {
  Entry entry;
  entry.pattern = unescape_pattern(pattern, entry.percent);
  entry.directories = split_directories(directories);
  if (!entry.directories.empty()) selective_.push_back(std::move(entry));
}

void VpathSearch::clear_selective(std::string_view pattern) {
  size_t percent = 0;
  const std::string text = unescape_pattern(pattern, percent);
  std::erase_if(selective_, [&](const Entry& entry) {
    return entry.pattern == text && entry.percent == percent;
  });
}

void VpathSearch::set_general(std::string_view vpath) {
  general_.clear();
  Entry entry{"%", 0, split_directories(vpath)};
  if (!entry.directories.empty()) general_.push_back(std::move(entry));
}

void VpathSearch::set_gpath(std::string_view gpath) { gpath_ = split_directories(gpath); }

bool VpathSearch::in_gpath(std::string_view directory) const {
  return std::find(gpath_.begin(), gpath_.end(), directory) != gpath_.end();
}

bool VpathSearch::search(std::string_view name, Found& found) {
  if (name.empty() || name[0] == '/' || empty()) return false;
  uint32_t index = 0;
  for (const Entry& entry : selective_) {
    std::string_view stem;
    const bool matches = entry.percent == std::string::npos
                             ? entry.pattern == name
                             : match_pattern(entry.pattern, entry.percent, name, stem);
    if (matches && search_entry(entry, index, name, found)) return true;
    ++index;
  }
  return !general_.empty() && search_entry(general_.front(), index, name, found);
}

bool VpathSearch::search_entry(const Entry& entry, uint32_t index, std::string_view name,
                               Found& found) {
  SymbolTable& symbols = targets_.symbols();
  const TargetId itself = targets_.find(symbols.find(name));
  const bool is_target = itself && targets_[itself].is_target;
  std::string path;
  for (uint32_t at = 0; at < entry.directories.size(); ++at) {
    path.assign(entry.directories[at]);
    if (path.back() != '/') path.push_back('/');
    path.append(name);
    found.vpath_index = index;
    found.path_index = at;
    // A path the makefile speaks of counts as there; for a target, only one that is a target as
    // well.
    std::string_view plain = path;
    while (plain.starts_with("./") && plain.size() > 2) plain.remove_prefix(2);
    const TargetId other = targets_.find(symbols.find(plain));
    if (other && (targets_[other].is_target || !is_target)) {
      found.path = path;
      found.mtime =
          targets_[other].mtime == FileTime::old() || targets_[other].mtime == FileTime::newest()
              ? targets_[other].mtime
              : FileTime::unknown();
      return true;
    }
    if (!directories_.exists(path)) continue;
    // The listing may be out of date, or the entry a dangling link.
    FileStat status;
    if (files_.stat(path.c_str(), status) != 0) continue;
    found.path = path;
    found.mtime = status.mtime;
    return true;
  }
  return false;
}

bool VpathSearch::library_search(std::string_view name, std::string_view lib_patterns,
                                 Found& found) {
  static constexpr std::string_view kSystemDirectories[] = {"/lib", "/usr/lib", "/usr/local/lib"};
  const std::string_view base = name.substr(2);
  Found best;
  best.vpath_index = UINT32_MAX;
  best.path_index = UINT32_MAX;
  bool any = false;
  const auto better = [&](const Found& other) {
    return other.vpath_index < best.vpath_index ||
           (other.vpath_index == best.vpath_index && other.path_index < best.path_index);
  };
  size_t at = 0;
  while (at < lib_patterns.size()) {
    while (at < lib_patterns.size() && (lib_patterns[at] == ' ' || lib_patterns[at] == '\t')) ++at;
    const size_t start = at;
    while (at < lib_patterns.size() && lib_patterns[at] != ' ' && lib_patterns[at] != '\t') ++at;
    const std::string_view pattern = lib_patterns.substr(start, at - start);
    const size_t percent = pattern.find('%');
    // One without % names a library as it is.
    const bool is_pattern = percent != std::string_view::npos;
    std::string library(pattern.substr(0, percent));
    if (is_pattern) library.append(base).append(pattern.substr(percent + 1));
    FileStat status;
    if (files_.stat(library.c_str(), status) == 0) {
      found = Found{library, status.mtime, 0, 0};
      return true;
    }
    Found candidate;
    if (search(library, candidate) && better(candidate)) {
      best = candidate;
      any = true;
    }
    for (uint32_t index = 0; index < std::size(kSystemDirectories); ++index) {
      Found system{
          std::string(kSystemDirectories[index]) + "/" + library, {}, UINT32_MAX - 1, index};
      if (!better(system) || files_.stat(system.path.c_str(), status) != 0) continue;
      system.mtime = status.mtime;
      best = system;
      any = true;
    }
  }
  if (any) found = best;
  return any;
}

}  // namespace umake
