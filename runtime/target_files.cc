#include "runtime/target_files.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "base/archive.h"
#include "base/messages.h"

namespace umake {

void TargetFiles::delete_half_made(TargetId id, FileTime before) {
  delete_one(id, before, {});
  for (TargetId other : database_.targets[id].also_make) {
    const TargetId peer = database_.targets.resolve(other);
    if (peer != id) delete_one(peer, database_.targets[peer].mtime, name_of(id));
  }
}

void TargetFiles::delete_questioned(TargetId id) {
  if (!database_.targets[id].grouped) delete_one(id, FileTime::unknown(), {});
}

void TargetFiles::delete_one(TargetId id, FileTime before, std::string_view on_behalf_of) {
  const Target& target = database_.targets[id];
  if (target.precious || target.phony) return;
  const std::string name(name_of(id));
  if (is_archive_name(name)) {
    if (is_member_as_it_was(name, before)) return;
    diagnostics_.error({}, on_behalf_of.empty()
                               ? fmt::format(msg::kArchiveBogus, name)
                               : fmt::format(msg::kArchiveBogusFor, on_behalf_of, name));
    return;
  }
  FileStat status;
  if (files_.stat(name.c_str(), status) != 0 || status.kind != FileKind::kRegular) return;
  if (status.mtime == before) return;
  diagnostics_.error({}, on_behalf_of.empty() ? fmt::format(msg::kDeleting, name)
                                              : fmt::format(msg::kDeletingFor, on_behalf_of, name));
  const int error = files_.remove(name.c_str());
  if (error == 0 || error == ENOENT) return;
  diagnostics_.error({}, fmt::format(msg::kUnlinkFailed, name, strerror(error)));
}

// Members carry whole seconds, and date 0 is none (`ar D`). Without an archive GNU make remembers
// no time of a member, so that none can be the same.
bool TargetFiles::is_member_as_it_was(std::string_view name, FileTime before) {
  constexpr int64_t kSecond = 1'000'000'000;
  std::string_view archive, member;
  split_archive_name(name, archive, member);
  const std::string path(archive);
  const TargetId container = database_.targets.find(database_.symbols.intern(archive));
  if (container && database_.targets[container].mtime == FileTime::nonexistent()) return false;
  if (before == FileTime::unknown()) return false;
  std::vector<ArchiveMember> members;
  const bool there = read_archive(files_, path, members) == ArchiveError::kNone;
  const ArchiveMember* found = there ? find_member(members, member) : nullptr;
  const int64_t now = found != nullptr ? found->date : 0;
  const int64_t then = before == FileTime::nonexistent() ? 0 : before.ns / kSecond;
  return now == then;
}

Outcome TargetFiles::touch(TargetId id) {
  const std::string name(name_of(id));
  if (!switches_.silent && !database_.silent_all)
    output_.out(fmt::format(msg::kTouch, name) + "\n");
  if (switches_.just_print) return Outcome::kSuccess;
  if (is_archive_name(name)) return touch_member(name) ? Outcome::kSuccess : Outcome::kFailed;
  const int error = files_.touch(name.c_str());
  if (error == 0) return Outcome::kSuccess;
  diagnostics_.error({}, fmt::format(msg::kTouchFailed, name, strerror(error)));
  return Outcome::kFailed;
}

bool TargetFiles::touch_member(std::string_view name) {
  std::string_view archive, member;
  split_archive_name(name, archive, member);
  const std::string path(archive);
  std::vector<ArchiveMember> members;
  switch (read_archive(files_, path, members)) {
    case ArchiveError::kMissing:
      diagnostics_.error({}, fmt::format(msg::kTouchNoArchive, path));
      return false;
    case ArchiveError::kNotArchive:
    case ArchiveError::kTruncated:
      diagnostics_.error({}, fmt::format(msg::kTouchBadArchive, path));
      return false;
    case ArchiveError::kNone:
      break;
  }
  const int error = touch_archive_member(files_, path, member);
  if (error == 0) return true;
  diagnostics_.error({}, error < 0 ? fmt::format(msg::kTouchNoMember, member, path)
                                   : fmt::format(msg::kTouchBadMember, name));
  return false;
}

}  // namespace umake
