#include "base/file_system_memory.h"

#include <errno.h>

#include <algorithm>
#include <cassert>

namespace umake {

struct MemoryFileSystem::Node {
  FileKind kind = FileKind::kRegular;
  uint64_t inode = 0;
  int64_t mtime = 0;
  int64_t ctime = 0;
  std::string bytes;  // of a file; a link's target
  std::map<std::string, NodePtr> entries;
  std::weak_ptr<Node> parent;  // of a directory

  void changed(int64_t now) { mtime = ctime = now; }
};

namespace {
constexpr int kMaxLinks = 40;
}  // namespace

MemoryFileSystem::MemoryFileSystem() {
  root_ = make_node(FileKind::kDirectory);
  root_->parent = root_;
}

MemoryFileSystem::~MemoryFileSystem() = default;

MemoryFileSystem::NodePtr MemoryFileSystem::make_node(FileKind kind) {
  auto node = std::make_shared<Node>();
  node->kind = kind;
  node->inode = next_inode_++;
  node->changed(now_);
  return node;
}

void MemoryFileSystem::insert(Place& place, NodePtr node) {
  if (node->kind == FileKind::kDirectory) node->parent = place.directory;
  place.directory->entries[place.name] = node;
  place.directory->changed(now_);
  place.node = std::move(node);
}

int MemoryFileSystem::begin(Operation operation, const char* path) {
  ++calls_[static_cast<size_t>(operation)];
  const auto fault = faults_.find({operation, path});
  if (fault == faults_.end() || fault->second.times == 0) return 0;
  if (fault->second.times > 0) --fault->second.times;
  return fault->second.error;
}

void MemoryFileSystem::fail(Operation operation, std::string path, int error, int times) {
  faults_[{operation, std::move(path)}] = {error, times};
}

int MemoryFileSystem::resolve(std::string_view path, bool follow_last, Place& out, int depth) {
  if (path.empty()) return ENOENT;
  NodePtr from = root_;
  if (path.front() != '/' && working_directory_ != "/") {
    Place place;
    if (const int error = walk(root_, working_directory_, true, place, depth); error != 0)
      return error;
    if (!place.node) return ENOENT;
    from = place.node;
  }
  return walk(from, path, follow_last, out, depth);
}

int MemoryFileSystem::walk(NodePtr from, std::string_view path, bool follow_last, Place& out,
                           int depth) {
  if (depth > kMaxLinks) return ELOOP;
  NodePtr at = path.starts_with('/') ? root_ : std::move(from);
  out = {at, ".", at};
  while (!path.empty()) {
    const size_t slash = path.find('/');
    const std::string_view name = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (name.empty()) continue;
    if (!at) return ENOENT;
    if (at->kind != FileKind::kDirectory) return ENOTDIR;
    const bool last = path.find_first_not_of('/') == std::string_view::npos;
    if (name == "." || name == "..") {
      if (name == "..") at = at->parent.lock();
      out = {at, ".", at};
      continue;
    }
    const auto found = at->entries.find(std::string(name));
    out = {at, std::string(name), found == at->entries.end() ? nullptr : found->second};
    const bool follow = !last || follow_last || !path.empty();
    if (out.node && out.node->kind == FileKind::kSymlink && follow) {
      Place target;
      if (const int error = walk(at, out.node->bytes, true, target, depth + 1); error != 0) {
        return error;
      }
      out = target;
    }
    at = out.node;
  }
  return 0;
}

void MemoryFileSystem::describe(const Node& node, FileStat& out) {
  out.mtime = std::max(FileTime{node.mtime}, FileTime::earliest());
  out.ctime_ns = node.ctime;
  out.size = node.bytes.size();
  out.device = 1;
  out.inode = node.inode;
  out.mode = 0644;
  out.kind = node.kind;
}

int MemoryFileSystem::find(Operation operation, const char* path, bool follow_last, Place& out) {
  if (const int error = begin(operation, path); error != 0) return error;
  if (const int error = resolve(path, follow_last, out); error != 0) return error;
  return out.node ? 0 : ENOENT;
}

int MemoryFileSystem::stat(const char* path, FileStat& out) {
  std::lock_guard lock(mutex_);
  Place place;
  if (const int error = find(Operation::kStat, path, true, place); error != 0) return error;
  describe(*place.node, out);
  return 0;
}

int MemoryFileSystem::lstat(const char* path, FileStat& out) {
  std::lock_guard lock(mutex_);
  Place place;
  if (const int error = find(Operation::kLstat, path, false, place); error != 0) return error;
  describe(*place.node, out);
  return 0;
}

int MemoryFileSystem::read_link(const char* path, std::string& out) {
  std::lock_guard lock(mutex_);
  Place place;
  if (const int error = find(Operation::kReadLink, path, false, place); error != 0) return error;
  if (place.node->kind != FileKind::kSymlink) return EINVAL;
  out = place.node->bytes;
  return 0;
}

int MemoryFileSystem::list(const char* path, std::vector<std::string>& names) {
  std::lock_guard lock(mutex_);
  Place place;
  if (const int error = find(Operation::kList, path, true, place); error != 0) return error;
  if (place.node->kind != FileKind::kDirectory) return ENOTDIR;
  // In no order: backwards, so that whoever forgets to sort is found out.
  for (auto entry = place.node->entries.rbegin(); entry != place.node->entries.rend(); ++entry) {
    names.push_back(entry->first);
  }
  names.emplace_back("..");
  names.emplace_back(".");
  return 0;
}

int MemoryFileSystem::read(const char* path, std::string& out) {
  std::lock_guard lock(mutex_);
  Place place;
  if (const int error = find(Operation::kRead, path, true, place); error != 0) return error;
  if (place.node->kind == FileKind::kDirectory) return EISDIR;
  out += place.node->bytes;
  return 0;
}

int MemoryFileSystem::scan(const char* path, FileStat& out, ByteSink& sink) {
  std::string content;
  {
    std::lock_guard lock(mutex_);
    Place place;
    if (const int error = find(Operation::kRead, path, true, place); error != 0) return error;
    describe(*place.node, out);
    if (place.node->kind != FileKind::kRegular) return EINVAL;
    content = place.node->bytes;
  }
  // In pieces, so that streaming is what tests exercise.
  std::string_view rest = content;
  constexpr size_t kPiece = 4096;
  for (; rest.size() > kPiece; rest.remove_prefix(kPiece)) sink.bytes(rest.substr(0, kPiece));
  sink.bytes(rest);
  return 0;
}

int MemoryFileSystem::write(const char* path, std::string_view bytes, bool append) {
  std::lock_guard lock(mutex_);
  if (const int error = begin(Operation::kWrite, path); error != 0) return error;
  Place place;
  if (const int error = resolve(path, true, place); error != 0) return error;
  if (!place.node) insert(place, make_node(FileKind::kRegular));
  if (place.node->kind == FileKind::kDirectory) return EISDIR;
  if (!append) place.node->bytes.clear();
  place.node->bytes += bytes;
  place.node->changed(now_);
  return 0;
}

int MemoryFileSystem::remove(const char* path) {
  std::lock_guard lock(mutex_);
  Place place;
  if (const int error = find(Operation::kRemove, path, false, place); error != 0) return error;
  if (place.node->kind == FileKind::kDirectory) return EISDIR;
  place.directory->entries.erase(place.name);
  place.directory->changed(now_);
  return 0;
}

int MemoryFileSystem::rename(const char* from, const char* to) {
  std::lock_guard lock(mutex_);
  if (const int error = begin(Operation::kRename, from); error != 0) return error;
  Place source;
  Place target;
  if (const int error = resolve(from, false, source); error != 0) return error;
  if (!source.node) return ENOENT;
  if (const int error = resolve(to, false, target); error != 0) return error;
  if (target.node == source.node) return 0;
  source.directory->entries.erase(source.name);
  source.directory->changed(now_);
  source.node->ctime = now_;
  insert(target, source.node);
  return 0;
}

int MemoryFileSystem::make_directory(const char* path) {
  std::lock_guard lock(mutex_);
  if (const int error = begin(Operation::kMakeDirectory, path); error != 0) return error;
  Place place;
  if (const int error = resolve(path, false, place); error != 0) return error;
  if (place.node) return EEXIST;
  insert(place, make_node(FileKind::kDirectory));
  return 0;
}

int MemoryFileSystem::touch(const char* path) {
  std::lock_guard lock(mutex_);
  if (const int error = begin(Operation::kTouch, path); error != 0) return error;
  Place place;
  if (const int error = resolve(path, true, place); error != 0) return error;
  if (!place.node) {
    insert(place, make_node(FileKind::kRegular));
  } else {
    place.node->changed(now_);
  }
  return 0;
}

void MemoryFileSystem::put(const std::string& path, std::string_view bytes) {
  for (size_t slash = path.find('/', 1); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    make_directory(path.substr(0, slash).c_str());
  }
  [[maybe_unused]] const int error = write(path.c_str(), bytes, false);
  assert(error == 0);
}

void MemoryFileSystem::link(const std::string& target, const std::string& path) {
  std::lock_guard lock(mutex_);
  Place place;
  [[maybe_unused]] const int error = resolve(path, false, place);
  assert(error == 0);
  NodePtr node = make_node(FileKind::kSymlink);
  node->bytes = target;
  insert(place, std::move(node));
}

void MemoryFileSystem::make_special(const std::string& path) {
  std::lock_guard lock(mutex_);
  Place place;
  [[maybe_unused]] const int error = resolve(path, false, place);
  assert(error == 0);
  insert(place, make_node(FileKind::kOther));
}

void MemoryFileSystem::set_mtime(const std::string& path, int64_t ns) {
  std::lock_guard lock(mutex_);
  Place place;
  if (resolve(path, true, place) != 0 || !place.node) return;
  place.node->mtime = ns;
  place.node->ctime = now_;
}

std::string MemoryFileSystem::text(const std::string& path) {
  std::string bytes;
  return read(path.c_str(), bytes) == 0 ? bytes : std::string();
}

bool MemoryFileSystem::exists(const std::string& path) {
  FileStat info;
  return stat(path.c_str(), info) == 0;
}

}  // namespace umake
