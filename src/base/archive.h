// Reading and touching members of Unix archives, "lib.a(member.o)" (manual, "Using make to Update
// Archive Files"). The ar(5) format: common header, GNU long names ("/123", "//" table) and BSD
// ones ("#1/len").
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/file_system.h"

namespace umake {

struct ArchiveMember {
  std::string name;
  int64_t date = 0;   // seconds since the epoch, as in the header
  uint64_t data = 0;  // where its bytes start in the archive
  uint64_t size = 0;
  bool truncated = false;  // an old format cut the name to fit its field
};

enum class ArchiveError { kNone, kMissing, kNotArchive, kTruncated };

// True for names of the form "archive(member)", non-empty both, ending in ')'.
bool is_archive_name(std::string_view name);
// "lib.a(x.o)" -> {"lib.a", "x.o"}; call only when is_archive_name.
void split_archive_name(std::string_view name, std::string_view& archive, std::string_view& member);

ArchiveError read_archive(FileSystem& files, const std::string& path,
                          std::vector<ArchiveMember>& members);
// The member whose name is `name`, by base name and with GNU make's tolerance for names truncated
// by old ar formats; null when there is none.
const ArchiveMember* find_member(const std::vector<ArchiveMember>& members, std::string_view name);
// Listings of archives, each read once for as long as the file stays as it was. For the walker,
// which asks for the members of one archive one after the other.
class ArchiveCache {
 public:
  explicit ArchiveCache(FileSystem& files) : files_(files) {}

  // As read_archive; `members` is valid until the next call.
  ArchiveError list(const std::string& path, const std::vector<ArchiveMember>*& members);

 private:
  struct Entry {
    FileStat status;
    bool settled = false;  // old enough when it was read that any later change shows in `status`
    ArchiveError error = ArchiveError::kNone;
    std::vector<ArchiveMember> members;
  };
  FileSystem& files_;
  std::unordered_map<std::string, Entry> entries_;
};

// Sets the member's date to the time that the archive had before, as GNU make's -t does: the first
// member touched is as old as the archive was, the next ones as old as the first touch. 0, an errno
// value, or -1 when there is no such member (or no archive).
int touch_archive_member(FileSystem& files, const std::string& path, std::string_view member);

}  // namespace umake
