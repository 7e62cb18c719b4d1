// Digests of other kinds than of files' contents.
#include <algorithm>

#include "runtime/freshness/file_states.h"

namespace umake {

namespace {
// Seeds that keep the kinds apart.
constexpr uint64_t kStatusSeed = 0x73746174;
constexpr uint64_t kLinkSeed = 0x6c696e6b;
constexpr uint64_t kListingSeed = 0x6e616d65;
constexpr uint64_t kStateSeed = 0x73746174652e;
constexpr uint64_t kIdentitySeed = 0x6964656e74;
constexpr uint64_t kEntriesSeed = 0x656e7472;
constexpr uint64_t kThereSeed = 0x7468657265;
constexpr uint32_t kExecutable = 0111;
}  // namespace

Digest FileStates::digest(Symbol name, InputKind kind) {
  switch (kind) {
    case InputKind::kContent:
      break;
    case InputKind::kStatus:
      return status(name);
    case InputKind::kLink:
      return link_digest(name);
    case InputKind::kListing:
      return listing(name, INT64_MAX);
    case InputKind::kNames:
      return names(name, [](std::string_view) { return false; });
    case InputKind::kState:
    case InputKind::kIdentity:
      return state_digest(name, kind);
    case InputKind::kThere:
      return is_there(name) ? there() : Digest::absent();
    case InputKind::kEntries:
    case InputKind::kKinds:
      return entries(name, kind);
    case InputKind::kNoInput:
      return Digest::absent();  // no file's
  }
  return digest(name);
}

bool FileStates::certain(Symbol name) {
  const File now = file(name);
  if (now.presence == Presence::kAbsent) return true;
  const PathEntry& entry = state_->path(path(name));
  if (entry.fingerprint == now.fingerprint && (entry.flags & PathEntry::kRacy) != 0) return false;
  FileStat times;
  times.mtime.ns = now.mtime;
  times.ctime_ns = now.ctime;
  return !racy(times, files_.now());
}

Digest FileStates::directory_status() {
  File directory;
  directory.presence = Presence::kPresent;
  directory.kind = FileKind::kDirectory;
  return status_digest(directory);
}

Digest FileStates::there() { return digest_of({}, kThereSeed); }

// Times are left out: they are what content decides in place of.
Digest FileStates::status_digest(const File& file) {
  if (file.presence == Presence::kAbsent) return Digest::absent();
  struct {
    uint64_t size;
    uint32_t kind;
    uint32_t executable;
  } seen = {file.kind == FileKind::kRegular ? file.size : 0, static_cast<uint32_t>(file.kind),
            file.kind == FileKind::kRegular ? file.mode & kExecutable : 0};
  return digest_of({reinterpret_cast<const char*>(&seen), sizeof seen}, kStatusSeed);
}

// A link that leads nowhere is no file, but `test -L` and `mkdir` see it.
Digest FileStates::status(Symbol name) {
  const bool stands = this->stands(name);
  const File& now = file(name);
  const bool link = now.presence == Presence::kAbsent && stands;
  return link ? Digest::special() : status_digest(now);
}

// A link is no file here, even if it leads to one: what was asked about was none then. What is
// known of a file's content is known of its permissions: a recipe may have hundreds of
// prerequisites.
Digest FileStates::state_digest(Symbol name, InputKind kind) {
  FileStat stat;
  renew(name);
  File& now = file(name);
  const bool present = now.presence == Presence::kPresent;
  if (kind == InputKind::kState && present && now.plain) {
    stat.kind = now.kind;
    stat.size = now.size;
    stat.mode = now.mode;
  } else if (files_.lstat(symbols_.c_str(name), stat) != 0) {
    return Digest::absent();
  } else {
    now.plain =
        present && stat.kind != FileKind::kSymlink && fingerprint_of(stat) == now.fingerprint;
  }
  if (kind == InputKind::kIdentity) {
    const uint64_t seen[] = {fingerprint_of(stat), stat.mode};
    return digest_of({reinterpret_cast<const char*>(seen), sizeof seen}, kIdentitySeed);
  }
  const uint64_t seen[] = {stat.kind == FileKind::kRegular ? stat.size : 0,
                           static_cast<uint64_t>(stat.kind), stat.mode};
  return digest_of({reinterpret_cast<const char*>(seen), sizeof seen}, kStateSeed);
}

Digest FileStates::link_digest(Symbol name) {
  std::string text;
  FileStat stat;
  const char* path = symbols_.c_str(name);
  if (files_.read_link(path, text) == 0) return digest_of(text, kLinkSeed);
  return files_.lstat(path, stat) == 0 ? Digest::special() : Digest::absent();
}

Digest FileStates::entries(Symbol name, InputKind kind) {
  std::vector<std::string> names;
  if (files_.list(symbols_.c_str(name), names) != 0) {
    return file(name).presence == Presence::kAbsent ? Digest::absent() : Digest::special();
  }
  if (kind == InputKind::kKinds) std::sort(names.begin(), names.end());
  std::string path(symbols_.text(name));
  if (!path.ends_with('/')) path += '/';
  const size_t length = path.size();
  std::string all;
  for (const std::string& each : names) {
    FileStat stat;
    path.resize(length);
    path += each;
    const bool there = files_.lstat(path.c_str(), stat) == 0;
    all.append(each).push_back('\0');
    all += static_cast<char>(there ? '0' + static_cast<int>(stat.kind) : '-');
  }
  return digest_of(all, kEntriesSeed);
}

// What recipes made is left out: whether it is there yet depends on the order of the build only.
Digest FileStates::listing(Symbol name, int64_t since, std::string* listed) {
  const auto left_out = [&](std::string_view path) {
    FileStat stat;
    return is_made(path) ||
           (since != INT64_MAX && files_.lstat(std::string(path).c_str(), stat) == 0 &&
            stat.ctime_ns > since && stat.kind != FileKind::kDirectory);
  };
  return names(name, left_out, listed);
}

// A target that was only taken over counts like any file: it was there before, and will not be
// taken over before the build ends. What a killed umake was making is made by this one yet.
bool FileStates::is_made(std::string_view path) const {
  const PathId known = state_->find(path);
  if (known == kNone) return false;
  const PathEntry& entry = state_->path(known);
  return entry.made != 0 || (entry.flags & PathEntry::kInProgress) != 0;
}

Digest FileStates::listing_without(
    Symbol name, std::string_view listed,
    const std::function<bool(const std::string& path)>& left_out) const {
  std::string path = prefix_of(name);
  const size_t length = path.size();
  std::string all;
  while (!listed.empty()) {
    const std::string_view each = listed.substr(0, listed.find('\0'));
    listed.remove_prefix(each.size() + 1);
    path.resize(length);
    path += each;
    if (!is_made(path) && !left_out(path)) all.append(each).push_back('\0');
  }
  return digest_of(all, kListingSeed);
}

// Before the names in the directory, in the paths of what lies there.
std::string FileStates::prefix_of(Symbol directory) const {
  std::string path(symbols_.text(directory));
  if (path == ".") path.clear();
  if (!path.empty() && !path.ends_with('/')) path += '/';
  return path;
}

Digest FileStates::names(Symbol name, const std::function<bool(std::string_view)>& left_out,
                         std::string* listed, const std::vector<Symbol>& gone) {
  std::vector<std::string> names;
  if (files_.list(symbols_.c_str(name), names) != 0) {
    return file(name).presence == Presence::kAbsent ? Digest::absent() : Digest::special();
  }
  std::string path = prefix_of(name);
  const size_t length = path.size();
  for (const Symbol each : gone) {
    const std::string_view text = symbols_.text(each);
    if (text.starts_with(path) && text.find('/', length) == std::string_view::npos) {
      names.emplace_back(text.substr(length));
    }
  }
  std::sort(names.begin(), names.end());
  std::string all;
  for (const std::string& each : names) {
    if (each == "." || each == "..") continue;
    path.resize(length);
    path += each;
    if (!left_out(path)) all.append(each).push_back('\0');
  }
  const Digest digest = digest_of(all, kListingSeed);
  if (listed != nullptr) *listed = std::move(all);
  return digest;
}

namespace {
uint64_t kept_key(Symbol name, InputKind kind) {
  return uint64_t{name.id} << 8 | static_cast<uint64_t>(kind);
}
}  // namespace

const Digest* FileStates::kept(Symbol name, InputKind kind) const {
  const auto found = kept_.find(kept_key(name, kind));
  return found != kept_.end() && found->second.world == world_ ? &found->second.digest : nullptr;
}

Digest FileStates::keep(Symbol name, InputKind kind, const Digest& digest) {
  kept_.insert_or_assign(kept_key(name, kind), Kept{world_, digest});
  return digest;
}

}  // namespace umake
