#include "runtime/target_times.h"

#include <cerrno>

#include "base/messages.h"
#include "graph/name_list.h"

namespace umake {

namespace {
constexpr int64_t kSecond = 1'000'000'000;
constexpr int kMaxLinks = 40;

bool ordinary(FileTime time) { return time >= FileTime::earliest() && time != FileTime::newest(); }
}  // namespace

FileTime TargetTimes::of(TargetId id) {
  id = database_.targets.resolve(id);
  const FileTime known = database_.targets[id].mtime;
  return known == FileTime::unknown() ? look_up(id, true) : known;
}

FileTime TargetTimes::look_up(TargetId id, bool search) {
  id = database_.targets.resolve(id);
  const std::string_view name = database_.symbols.text(database_.targets[id].name);
  const FileTime time =
      is_archive_name(name) ? look_up_member(id, search) : look_up_file(id, search);
  if (time == FileTime::unknown()) return database_.targets[id].mtime;  // another target answered
  warn_of_future(id, time);
  const Target& target = database_.targets[id];
  if (target.first_double_colon) id = target.first_double_colon;
  // Rules of a double-colon target that were not looked at yet keep the time from before the
  // update, by which they are judged.
  const bool updated = database_.targets[id].updated;
  for (TargetId at = id; at; at = database_.targets[at].next_double_colon) {
    Target& rule = database_.targets[at];
    // An .INTERMEDIATE file that is there already was not made by us, so it is not ours to delete.
    if (time != FileTime::nonexistent() && rule.progress == Progress::kNotStarted &&
        !rule.tried_implicit) {
      rule.intermediate = false;
    }
    if (rule.updated == updated) rule.mtime = time;
  }
  return time;
}

FileTime TargetTimes::look_up_file(TargetId& id, bool search) {
  const Target& target = database_.targets[id];
  const std::string_view name = database_.symbols.text(target.name);
  const FileTime time = of_file(target.name);
  if (time != FileTime::nonexistent() || !search || target.ignore_vpath || name.empty())
    return time;
  VpathSearch::Found found;
  if (!database_.vpaths.search(name, found)) {
    if (!name.starts_with("-l") || !search_library(id, name, found)) return time;
  }
  const Symbol path = database_.symbols.intern(found.path);
  warn_of_merge(id, path);
  const std::string_view directory =
      std::string_view(found.path)
          .substr(0, found.path.size() > name.size() ? found.path.size() - name.size() - 1 : 0);
  // In GPATH the new name holds at once; otherwise only if the target turns out not to be remade.
  if (found.path.ends_with(name) && database_.vpaths.in_gpath(directory)) {
    id = database_.targets.rename(id, path);
    return of(id);
  }
  const TargetId merged = database_.targets.rehash(id, path);
  if (merged != id) {
    id = merged;
    of(id);
    return FileTime::unknown();
  }
  if (found.mtime == FileTime::old() || found.mtime == FileTime::newest()) return found.mtime;
  return of_file(path);
}

bool TargetTimes::search_library(TargetId id, std::string_view name, VpathSearch::Found& found) {
  std::string patterns;
  if (expander_.expand_variable(id, ".LIBPATTERNS", patterns) == Status::kFailed) return false;
  std::vector<Symbol> words;
  parse_names(patterns, {database_.symbols, files_, {}}, {.glob = false, .tilde = false}, words);
  for (Symbol word : words) {
    const std::string_view text = database_.symbols.text(word);
    if (text.find('%') == std::string_view::npos) diagnostics_.error({}, fmt::format(msg::kLibPattern, text));
  }
  return database_.vpaths.library_search(name, patterns, found);
}

// Both names of what turns out to be one file have recipes: tells which one counts.
void TargetTimes::warn_of_merge(TargetId from, Symbol path) {
  const TargetId into = database_.targets.find(path);
  if (!into || into == from) return;
  const Recipe* lost = database_.targets[from].recipe;
  const Recipe* kept = database_.targets[into].recipe;
  if (lost == nullptr || kept == nullptr || lost == kept) return;
  const std::string_view name = database_.symbols.text(database_.targets[from].name);
  const std::string_view other = database_.symbols.text(path);
  const Location where = lost->where;
  diagnostics_.error(where, where ? fmt::format(msg::kMergedRecipe, name, database_.symbols.text(where.file), where.line)
                                  : fmt::format(msg::kMergedImplicit, name));
  diagnostics_.error(where, fmt::format(msg::kMergedSame, name, other));
  diagnostics_.error(where, fmt::format(msg::kMergedIgnored, name, other));
}

FileTime TargetTimes::look_up_member(TargetId& id, bool search) {
  std::string_view archive, member;
  split_archive_name(database_.symbols.text(database_.targets[id].name), archive, member);
  TargetId archive_id = database_.targets.enter(database_.symbols.intern(archive));
  // Looked up anew: the recipe that made the member may have made the archive.
  const FileTime time = look_up(archive_id, search);
  archive_id = database_.targets.resolve(archive_id);
  const Target& container = database_.targets[archive_id];
  const std::string path(database_.symbols.text(container.hash_name));
  if (search && path != archive) {
    const Symbol name = database_.symbols.intern(fmt::format("{}({})", path, member));
    id = container.name == container.hash_name ? database_.targets.rename(id, name)
                                               : database_.targets.rehash(id, name);
  }
  // Members carry whole seconds.
  database_.targets[id].low_resolution_time = true;
  if (time == FileTime::nonexistent()) return time;
  const std::vector<ArchiveMember>* members = nullptr;
  if (archives_.list(path, members) != ArchiveError::kNone) return FileTime::nonexistent();
  const ArchiveMember* found = find_member(*members, member);
  if (found == nullptr) return FileTime::nonexistent();
  // A deterministic archive gives all members date 0, and GNU make takes them for missing. By content they need not
  // be made again and again.
  if (found->date == 0 && freshness_ == nullptr) return FileTime::nonexistent();
  return std::max(FileTime{found->date * kSecond}, FileTime::earliest());
}

FileTime TargetTimes::of_file(Symbol name) {
  const char* path = database_.symbols.c_str(name);
  FileStat status;
  const int error = files_.stat(path, status);
  if (freshness_ != nullptr) {
    if (error == 0)
      freshness_->note_stat(name, status);
    else
      freshness_->note_absent(name);
  }
  FileTime time = error == 0 ? status.mtime : FileTime::nonexistent();
  if (error != 0 && error != ENOENT && error != ENOTDIR) {
    diagnostics_.error({}, fmt::format("stat: {}: {}", path, strerror(error)));
  }
  if (switches_.check_symlink_times) time = newest_link(path, time);
  return time;
}

// -L: the newest of the links on the way counts too, and a dangling one.
FileTime TargetTimes::newest_link(const char* path, FileTime time) {
  std::string at = path;
  for (int depth = 0; depth < kMaxLinks; ++depth) {
    FileStat status;
    if (files_.lstat(at.c_str(), status) != 0) break;
    if (status.kind != FileKind::kSymlink) break;
    time = time == FileTime::nonexistent() ? status.mtime : std::max(time, status.mtime);
    std::string to;
    if (files_.read_link(at.c_str(), to) != 0) break;
    const size_t slash = at.rfind('/');
    at = to.starts_with('/') || slash == std::string::npos ? to : at.substr(0, slash + 1) + to;
  }
  return time;
}

// A file from the future makes its dependants stale for ever; tell the user, once.
void TargetTimes::warn_of_future(TargetId id, FileTime time) {
  const Target& target = database_.targets[id];
  if (clock_skew_ || !ordinary(time) || target.updated || time <= now_) return;
  now_ = files_.now();
  if (time <= now_) return;
  const double seconds = static_cast<double>(time.ns - now_.ns) / kSecond;
  const std::string distance = seconds >= 99 ? fmt::format("{}", static_cast<uint64_t>(seconds))
                                             : fmt::format("{:.2g}", seconds);
  diagnostics_.error({}, fmt::format("Warning: File '{}' has modification time {} s in the future",
                                     database_.symbols.text(target.name), distance));
  clock_skew_ = true;
}

}  // namespace umake
