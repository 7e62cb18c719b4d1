#include "base/directory_cache.h"

#include <algorithm>
#include <cerrno>
#include <string>

namespace umake {

namespace {
constexpr int64_t kCoarsestClock = 2'000'000'000;

// "a/b/c" -> {"a/b", "c"}; "c" -> {".", "c"}; "/c" -> {"/", "c"}.
void split(std::string_view path, std::string_view& directory, std::string_view& name) {
  const size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) {
    directory = ".";
    name = path;
  } else {
    directory = slash == 0 ? path.substr(0, 1) : path.substr(0, slash);
    name = path.substr(slash + 1);
  }
}
}  // namespace

DirectoryCache::Directory& DirectoryCache::open(std::string_view path) {
  auto found = directories_.find(path);
  if (found != directories_.end()) {
    if (found->second.age != age_) refresh(found->first.data(), found->second);
    return found->second;
  }
  const std::string_view key = arena_.copy(path);
  Directory& directory = directories_[key];
  directory.age = age_;
  read(key.data(), directory);
  return directory;
}

void DirectoryCache::read(const char* path, Directory& directory) {
  std::vector<std::string> names;
  list(path, directory, names);
  directory.names.reserve(names.size());
  for (const std::string& name : names) directory.names.push_back(arena_.copy(name));
}

// Lists it, and notes by what to tell that it is as it was.
void DirectoryCache::list(const char* path, Directory& directory, std::vector<std::string>& names) {
  ++directory.version;
  FileStat status;
  const int error = files_.stat(path, status);
  if (error == ENOENT) {
    // As most directories' RCS and SCCS: no need to try and open it.
    directory.readable = false;
    directory.mtime = FileTime::unknown();
    return;
  }
  const bool known = error == 0;
  directory.readable = files_.list(path, names) == 0;
  // Its time may be as coarse as the kernel's clock, or as seconds.
  directory.mtime = known && files_.now().ns - status.mtime.ns > kCoarsestClock
                        ? status.mtime
                        : FileTime::unknown();
}

void DirectoryCache::refresh(const char* path, Directory& directory) {
  FileStat status;
  if (directory.mtime != FileTime::unknown() && files_.stat(path, status) == 0 &&
      status.mtime == directory.mtime) {
    directory.age = age_;
    directory.impossible.clear();
    return;
  }
  directory.age = age_;
  directory.indexed = false;
  directory.index.clear();
  directory.impossible.clear();
  directory.all.insert(directory.names.begin(), directory.names.end());
  directory.names.clear();
  std::vector<std::string> names;
  list(path, directory, names);
  for (const std::string& name : names) {
    auto known = directory.all.find(name);
    if (known == directory.all.end()) known = directory.all.insert(arena_.copy(name)).first;
    directory.names.push_back(*known);
  }
}

std::span<const std::string_view> DirectoryCache::names_beside(std::string_view path) {
  std::string_view directory, name;
  split(path, directory, name);
  return open(directory).names;
}

uint32_t DirectoryCache::version_beside(std::string_view path) {
  std::string_view directory, name;
  split(path, directory, name);
  return open(directory).version;
}

bool DirectoryCache::exists(std::string_view path) {
  std::string_view directory, name;
  split(path, directory, name);
  Directory& entry = open(directory);
  if (!entry.readable) return false;
  // "dir/" asks whether the directory itself can be read.
  if (name.empty()) return true;
  if (!entry.indexed) {
    entry.index.reserve(entry.names.size());
    entry.index.insert(entry.names.begin(), entry.names.end());
    entry.indexed = true;
  }
  return entry.index.contains(name);
}

void DirectoryCache::mark_impossible(std::string_view path) {
  std::string_view directory, name;
  split(path, directory, name);
  Directory& entry = open(directory);
  if (!entry.impossible.contains(name)) entry.impossible.insert(arena_.copy(name));
}

bool DirectoryCache::is_impossible(std::string_view path) {
  std::string_view directory, name;
  split(path, directory, name);
  return open(directory).impossible.contains(name);
}

std::vector<DirectoryCache::Summary> DirectoryCache::summaries() const {
  std::vector<Summary> all;
  all.reserve(directories_.size());
  for (const auto& [path, directory] : directories_) {
    all.push_back({path, directory.readable, directory.names.size(), directory.impossible.size()});
  }
  std::sort(all.begin(), all.end(), [](const Summary& a, const Summary& b) { return a.path < b.path; });
  return all;
}

}  // namespace umake
