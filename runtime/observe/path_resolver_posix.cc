#include "runtime/observe/path_resolver_posix.h"

#include <fcntl.h>
#include <linux/limits.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace umake {

namespace {

constexpr int kMaxLinks = 40;        // as the kernel has it
constexpr size_t kMaxNodes = 50000;  // some 10 MB
constexpr int kQuickBits = 14;
constexpr int64_t kNsPerSecond = 1'000'000'000;
// A directory that was changed so shortly before may change again without its times showing it.
constexpr int64_t kUnsettledNs = 2 * kNsPerSecond;

int64_t to_ns(const timespec& time) { return time.tv_sec * kNsPerSecond + time.tv_nsec; }

PathNode::Kind kind_of(mode_t mode) {
  using Kind = PathNode::Kind;
  if (S_ISREG(mode)) return Kind::kFile;
  if (S_ISDIR(mode)) return Kind::kDirectory;
  if (S_ISLNK(mode)) return Kind::kLink;
  if (S_ISCHR(mode) || S_ISBLK(mode)) return Kind::kDevice;
  return S_ISFIFO(mode) ? Kind::kFifo : Kind::kOther;
}

PathNode::Stamp stamp_of(const struct stat& status) {
  return {status.st_dev, status.st_ino, status.st_mtim, status.st_ctim};
}

bool same(const PathNode::Stamp& a, const PathNode::Stamp& b) {
  return a.file_system == b.file_system && a.number == b.number &&
         to_ns(a.modified) == to_ns(b.modified) && to_ns(a.changed) == to_ns(b.changed);
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

}  // namespace

void PathResolver::start_trace(LinkListener on_link) {
  on_link_ = std::move(on_link);
  if (directories_.size() > kMaxNodes) directories_.clear();
  if (quick_.empty() || nodes_.size() > kMaxNodes) {
    nodes_.clear();
    quick_.assign(size_t{1} << kQuickBits, nullptr);
  }
  ++trace_;
  timespec now;
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  now_ns_ = to_ns(now);
}

// Takes a directory's stamp, once in a trace: a new epoch unless nothing can have changed in it.
void PathResolver::stamp(ResolvedPath& directory) {
  PathNode& node = directory.second;
  if (node.stamped == trace_) return;
  node.stamped = trace_;
  struct stat status;
  const bool there = lstat(directory.first.c_str(), &status) == 0;
  const PathNode::Stamp now = there ? stamp_of(status) : PathNode::Stamp{};
  const int64_t last = std::max(to_ns(now.modified), to_ns(now.changed));
  const bool settled = there && last < now_ns_ - kUnsettledNs;
  if (settled && same(now, node.stamp)) return;
  node.stamp = settled ? now : PathNode::Stamp{};
  ++node.epoch;
}

// Looks at what is there, unless that is known. The parent is known to be there.
void PathResolver::check(ResolvedPath& path) {
  PathNode& node = path.second;
  if (node.trace == trace_) return;
  node.entry = -1;
  const bool first = node.trace == 0;
  node.trace = trace_;
  if (node.parent != nullptr) {
    ResolvedPath& parent = *node.parent;
    if (is_kernels_own(parent.first)) return;
    check(parent);
    const bool in_directory = parent.second.kind == PathNode::Kind::kDirectory;
    if (in_directory) stamp(parent);
    if (!first && in_directory && node.parent_epoch == parent.second.epoch) return;
    node.parent_epoch = parent.second.epoch;
    node.kind = PathNode::Kind::kAbsent;
    if (!in_directory) return;  // nothing is in what is not there
  }
  struct stat status;
  if (lstat(path.first.c_str(), &status) != 0) return;
  node.kind = kind_of(status.st_mode);
  if (node.kind == PathNode::Kind::kDevice) {
    node.major = major(status.st_rdev);
    node.minor = minor(status.st_rdev);
  }
  if (node.kind != PathNode::Kind::kLink) return;
  char text[PATH_MAX];
  const ssize_t size = readlink(path.first.c_str(), text, sizeof text);
  node.link.assign(text, size > 0 ? static_cast<size_t>(size) : 0);
}

ResolvedPath& PathResolver::root() {
  ResolvedPath& root = *nodes_.try_emplace("/").first;
  check(root);
  return root;
}

ResolvedPath& PathResolver::child(ResolvedPath& directory, std::string_view name) {
  const uint64_t digest =
      XXH3_64bits_withSeed(name.data(), name.size(), reinterpret_cast<uintptr_t>(&directory));
  ResolvedPath*& quick = quick_[digest >> (64 - kQuickBits)];
  if (quick != nullptr && quick->second.digest == digest) {
    check(*quick);
    return *quick;
  }
  child_.assign(directory.first);
  if (child_.size() > 1) child_ += '/';
  child_ += name;
  const auto [found, added] = nodes_.try_emplace(child_);
  if (added) found->second.parent = &directory;
  found->second.digest = digest;
  quick = &*found;
  check(*found);
  return *found;
}

ResolvedPath& PathResolver::at(std::string_view path) {
  child_.assign(path);
  const auto known = nodes_.find(child_);
  if (known != nodes_.end()) {
    check(*known);
    return *known;
  }
  ResolvedPath* here = &root();
  for (std::string_view name; take_name(path, name);) here = &child(*here, name);
  return *here;
}

// From an already resolved directory.
ResolvedPath* PathResolver::walk(ResolvedPath* directory, std::string_view path, bool follow_last,
                                 int& links) {
  std::string rest(path);
  std::string_view left = rest;
  ResolvedPath* here = directory;
  for (std::string_view name; take_name(left, name);) {
    if (name == ".") continue;
    if (name == "..") {
      if (here->second.parent != nullptr) here = here->second.parent;
      continue;
    }
    ResolvedPath& next = child(*here, name);
    if (next.second.kind == PathNode::Kind::kLink && (follow_last || !left.empty())) {
      if (++links > kMaxLinks) return nullptr;
      on_link_(next);
      const std::string& text = next.second.link;
      if (text.starts_with('/')) here = &root();
      rest = text + std::string(left);
      left = rest;
      continue;
    }
    here = &next;
  }
  check(*here);
  return here;
}

// The resolved directory that `path`, without a last name, means.
ResolvedPath* PathResolver::directory_of(std::string_view base, std::string_view path, int& links) {
  const std::string_view from = path.starts_with('/') ? std::string_view("/") : base;
  const uint64_t key =
      XXH3_64bits_withSeed(path.data(), path.size(), XXH3_64bits(from.data(), from.size()));
  Meaning& meaning = directories_[key];
  if (meaning.trace == trace_) return meaning.directory;
  // The base is where a process or descriptor really was: it has no links to follow.
  meaning = {walk(path.starts_with('/') ? &root() : &at(base), path, true, links), trace_};
  return meaning.directory;
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
  ResolvedPath& found = child(*directory, name);
  if (found.second.kind != PathNode::Kind::kLink || !follow_last) return &found;
  return walk(directory, name, true, links);
}

}  // namespace umake
