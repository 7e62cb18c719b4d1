#include "base/archive.h"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>

namespace umake {

namespace {

// ar(5): "!<arch>\n", then for each member a 60-byte header at an even offset, and its bytes:
//   name[16] date[12] uid[6] gid[6] mode[8] size[10] "`\n"
// Numbers are decimal, filled up with blanks. GNU: a name ends in '/'; "/" is the symbol table,
// "//" the table of long names, "/N" a name at offset N of it. BSD: "#1/N" says that the name is
// the first N bytes of the data.
constexpr std::string_view kMagic = "!<arch>\n";
constexpr std::string_view kThinMagic = "!<thin>\n";
constexpr std::string_view kHeaderEnd = "`\n";
constexpr size_t kHeaderSize = 60;
constexpr size_t kNameSize = 16;
constexpr size_t kDateAt = 16;
constexpr size_t kDateSize = 12;
constexpr size_t kSizeAt = 48;
constexpr size_t kSizeSize = 10;

uint64_t number(std::string_view field) {
  uint64_t value = 0;
  std::from_chars(field.data(), field.data() + field.size(), value);
  return value;
}

std::string_view without_trailing(std::string_view text, char c) {
  while (!text.empty() && text.back() == c) text.remove_suffix(1);
  return text;
}

struct Header {
  std::string_view name;  // the field, trailing blanks removed
  int64_t date = 0;
  uint64_t size = 0;
};

bool parse_header(std::string_view bytes, size_t at, Header& header) {
  if (bytes.size() - at < kHeaderSize) return false;
  const std::string_view raw = bytes.substr(at, kHeaderSize);
  if (raw.substr(kHeaderSize - kHeaderEnd.size()) != kHeaderEnd) return false;
  header.name = without_trailing(raw.substr(0, kNameSize), ' ');
  header.date = static_cast<int64_t>(number(raw.substr(kDateAt, kDateSize)));
  header.size = number(raw.substr(kSizeAt, kSizeSize));
  return true;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The name that `header` gives, out of the long names' table or the member's data where it stands
// there.
ArchiveMember named_member(const Header& header, std::string_view bytes, size_t data,
                           std::string_view long_names) {
  ArchiveMember member{
      .name = {}, .date = header.date, .data = data, .size = header.size, .truncated = false};
  if (header.name.size() > 1 && header.name[0] == '/' && is_digit(header.name[1])) {
    const uint64_t offset = number(header.name.substr(1));
    if (offset < long_names.size()) {
      std::string_view name = long_names.substr(offset);
      name = name.substr(0, name.find('\n'));
      if (name.ends_with('/')) name.remove_suffix(1);
      member.name = name;
    }
  } else if (header.name.starts_with("#1/")) {
    const uint64_t length = number(header.name.substr(3));
    if (length <= header.size && data + length <= bytes.size()) {
      member.name = without_trailing(bytes.substr(data, length), '\0');
      member.data += length;
      member.size -= length;
    }
  } else {
    std::string_view name = header.name;
    const bool ended = name.ends_with('/');
    if (ended) name.remove_suffix(1);
    member.name = name;
    member.truncated = header.name.size() == kNameSize;
  }
  return member;
}

ArchiveError scan(std::string_view bytes, std::vector<ArchiveMember>& members,
                  std::vector<size_t>* headers) {
  const bool thin = bytes.starts_with(kThinMagic);
  if (!thin && !bytes.starts_with(kMagic)) return ArchiveError::kNotArchive;
  std::string_view long_names;
  size_t at = kMagic.size();
  while (at < bytes.size()) {
    Header header;
    if (!parse_header(bytes, at, header)) return ArchiveError::kTruncated;
    const size_t data = at + kHeaderSize;
    const bool table = header.name == "/" || header.name == "//" || header.name == "/SYM64/" ||
                       header.name.starts_with("__.SYMDEF");
    // A thin archive holds no members' bytes, only the tables.
    const uint64_t stored = thin && !table ? 0 : header.size;
    if (stored > bytes.size() - data) return ArchiveError::kTruncated;
    if (header.name == "//") {
      long_names = bytes.substr(data, header.size);
    } else if (!table) {
      members.push_back(named_member(header, bytes, data, long_names));
      if (headers != nullptr) headers->push_back(at);
    }
    at = data + stored + (stored & 1);
  }
  return ArchiveError::kNone;
}

// A file changed within this time may change again without its times showing it.
constexpr int64_t kSettledAfter = 50'000'000;  // nanoseconds

bool same_file(const FileStat& a, const FileStat& b) {
  return a.device == b.device && a.inode == b.inode && a.size == b.size && a.mtime == b.mtime &&
         a.ctime_ns == b.ctime_ns;
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

bool is_archive_name(std::string_view name) {
  const size_t open = name.find('(');
  return open != std::string_view::npos && open != 0 && name.back() == ')' &&
         open + 2 < name.size();
}

void split_archive_name(std::string_view name, std::string_view& archive,
                        std::string_view& member) {
  const size_t open = name.find('(');
  archive = name.substr(0, open);
  member = name.substr(open + 1, name.size() - open - 2);
}

ArchiveError read_archive(FileSystem& files, const std::string& path,
                          std::vector<ArchiveMember>& members) {
  std::string bytes;
  if (files.read(path.c_str(), bytes) != 0) return ArchiveError::kMissing;
  return scan(bytes, members, nullptr);
}

ArchiveError ArchiveCache::list(const std::string& path,
                                const std::vector<ArchiveMember>*& members) {
  Entry& entry = entries_[path];
  members = &entry.members;
  FileStat status;
  if (files_.stat(path.c_str(), status) != 0) return ArchiveError::kMissing;
  if (entry.settled && same_file(status, entry.status)) return entry.error;
  const int64_t now = files_.now().ns;
  entry.status = status;
  entry.settled = now - status.mtime.ns > kSettledAfter && now - status.ctime_ns > kSettledAfter;
  entry.members.clear();
  entry.error = read_archive(files_, path, entry.members);
  return entry.error;
}

const ArchiveMember* find_member(const std::vector<ArchiveMember>& members, std::string_view name) {
  name = base_name(name);
  for (const ArchiveMember& member : members) {
    if (member.name == name) return &member;
    if (member.truncated && name.starts_with(member.name)) return &member;
  }
  return nullptr;
}

int touch_archive_member(FileSystem& files, const std::string& path, std::string_view member) {
  FileStat before;
  if (files.stat(path.c_str(), before) != 0) return -1;
  std::string bytes;
  int error = files.read(path.c_str(), bytes);
  if (error != 0) return error == ENOENT ? -1 : error;
  std::vector<ArchiveMember> members;
  std::vector<size_t> headers;
  if (scan(bytes, members, &headers) != ArchiveError::kNone) return -1;
  const ArchiveMember* found = find_member(members, member);
  if (found == nullptr) return -1;
  const int64_t seconds = before.mtime.ns / 1'000'000'000;
  bytes.replace(headers[static_cast<size_t>(found - members.data())] + kDateAt, kDateSize,
                fmt::format("{:<{}}", seconds, kDateSize));
  return files.write(path.c_str(), bytes, false);
}

}  // namespace umake
