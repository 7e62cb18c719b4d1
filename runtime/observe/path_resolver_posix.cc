#include "runtime/observe/path_resolver_posix.h"

#include <fcntl.h>
#include <linux/limits.h>
#include <unistd.h>

#include <utility>

namespace umake {

namespace {

constexpr int kMaxLinks = 40;  // as the kernel has it

PathNode::Kind kind_of(mode_t mode) {
  using Kind = PathNode::Kind;
  if (S_ISREG(mode)) return Kind::kFile;
  if (S_ISDIR(mode)) return Kind::kDirectory;
  if (S_ISLNK(mode)) return Kind::kLink;
  if (S_ISCHR(mode) || S_ISBLK(mode)) return Kind::kDevice;
  return S_ISFIFO(mode) ? Kind::kFifo : Kind::kOther;
}

void look_at(ResolvedPath& path) {
  PathNode& node = path.second;
  if (lstat(path.first.c_str(), &node.status) != 0) return;
  node.kind = kind_of(node.status.st_mode);
  if (node.kind != PathNode::Kind::kLink) return;
  char text[PATH_MAX];
  const ssize_t size = readlink(path.first.c_str(), text, sizeof text);
  if (size > 0) node.link.assign(text, static_cast<size_t>(size));
}

// Their files are no files, and their links lead elsewhere for each process.
bool is_kernels_own(std::string_view directory) {
  return directory == "/proc" || directory == "/sys" || directory.starts_with("/proc/") ||
         directory.starts_with("/sys/");
}

// Takes the first name off the path; false when there is none.
bool take_name(std::string_view& path, std::string_view& name) {
  const size_t start = path.find_first_not_of('/');
  if (start == std::string_view::npos) return false;
  const size_t end = path.find('/', start);
  name = path.substr(start, end - start);
  path.remove_prefix(end == std::string_view::npos ? path.size() : end);
  return true;
}

void pop_name(std::string& directory) {
  const size_t slash = directory.rfind('/');
  directory.resize(slash == 0 ? 1 : slash);
}

}  // namespace

ResolvedPath& PathResolver::at(std::string_view path) {
  const auto [found, added] = nodes_.try_emplace(std::string(path));
  if (added) look_at(*found);
  return *found;
}

ResolvedPath& PathResolver::child(const std::string& directory, std::string_view name) {
  child_.assign(directory);
  if (directory.size() > 1) child_ += '/';
  child_ += name;
  const auto [found, added] = nodes_.try_emplace(child_);
  if (!added) return *found;
  if (is_kernels_own(directory)) return *found;
  // Nothing is in what is not there.
  const auto parent = nodes_.find(directory);
  if (parent == nodes_.end() || parent->second.kind == PathNode::Kind::kDirectory) look_at(*found);
  return *found;
}

// From an already resolved directory.
ResolvedPath* PathResolver::walk(std::string directory, std::string_view path, bool follow_last,
                                 int& links) {
  std::string rest(path);
  std::string_view left = rest;
  ResolvedPath* here = nullptr;  // null: `directory` itself
  for (std::string_view name; take_name(left, name);) {
    if (name == ".") continue;
    if (name == "..") {
      pop_name(directory);
      here = nullptr;
      continue;
    }
    here = &child(directory, name);
    const bool last = left.empty();
    if (here->second.kind == PathNode::Kind::kLink && (follow_last || !last)) {
      if (++links > kMaxLinks) return nullptr;
      on_link_(*here);
      const std::string& text = here->second.link;
      if (text.starts_with('/')) directory = "/";
      rest = text + std::string(left);
      left = rest;
      here = nullptr;
      continue;
    }
    if (!left.empty()) {
      directory = here->first;
      here = nullptr;
    }
  }
  return here != nullptr ? here : &at(directory);
}

// The resolved directory that `path`, without a last name, means.
ResolvedPath* PathResolver::directory_of(std::string_view base, std::string_view path, int& links) {
  key_.assign(path.starts_with('/') ? std::string_view("/") : base);
  key_ += '\0';
  key_ += path;
  const auto known = directories_.find(key_);
  if (known != directories_.end()) return known->second;
  std::string key = key_;
  // The base is where a process or descriptor really was: it has no links to follow.
  ResolvedPath* const found =
      walk(std::string(path.starts_with('/') ? "/" : base), path, true, links);
  directories_.emplace(std::move(key), found);
  return found;
}

ResolvedPath* PathResolver::resolve(std::string_view base, std::string_view path,
                                    bool follow_last) {
  int links = 0;
  const size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  if (name.empty() || name == "." || name == "..") return directory_of(base, path, links);
  const std::string_view prefix =
      slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
  ResolvedPath* const directory = directory_of(base, prefix, links);
  if (directory == nullptr) return nullptr;
  ResolvedPath& found = child(directory->first, name);
  if (found.second.kind != PathNode::Kind::kLink || !follow_last) return &found;
  return walk(directory->first, name, true, links);
}

}  // namespace umake
