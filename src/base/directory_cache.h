// Directory listings: tells whether a name exists without a stat for each guess.
//
// GNU make's implicit-rule search and VPATH search look at such listings only. A listing is read
// anew when it is asked for after a command has run (expire()): a file that a recipe made is then
// found, and what could not be made before is looked for again. Owned by Session; coordinator
// thread only.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/arena.h"
#include "base/file_system.h"
#include "base/file_time.h"

namespace umake {

class DirectoryCache {
 public:
  explicit DirectoryCache(FileSystem& files) : files_(files) {}

  // Whether `path` exists according to its directory's listing.
  bool exists(std::string_view path);
  // Tells the cache that `path` could not be made: exists() says no from now on (a makefile's "no such file").
  void mark_impossible(std::string_view path);
  bool is_impossible(std::string_view path);
  // A command ran: what it did to any directory is not known.
  void expire() { ++age_; }
  // Changes when a listing may.
  uint64_t age() const { return age_; }
  size_t directories() const { return directories_.size(); }
  // All names in the directory that `path` lies in, in no order; none when it can't be read. The
  // names stay valid for the life of the cache, the list until age() changes.
  std::span<const std::string_view> names_beside(std::string_view path);
  // Changes when that list does.
  uint32_t version_beside(std::string_view path);

  struct Summary {
    std::string_view path;
    bool readable = false;
    size_t files = 0;
    size_t impossible = 0;
  };
  // Every directory looked at, by name, for -p.
  std::vector<Summary> summaries() const;

 private:
  struct Directory {
    bool readable = false;
    bool indexed = false;  // `index` holds `names`: made for the first question
    uint64_t age = 0;      // when it was last looked at
    uint32_t version = 0;  // how often it was read
    FileTime mtime = FileTime::unknown();  // when it was read; unknown: too new to tell a change by
    std::vector<std::string_view> names;
    std::unordered_set<std::string_view> all;  // every name it ever held, once it was read twice
    std::unordered_set<std::string_view> index;
    std::unordered_set<std::string_view> impossible;
  };
  Directory& open(std::string_view path);
  void read(const char* path, Directory& directory);
  void refresh(const char* path, Directory& directory);
  void list(const char* path, Directory& directory, std::vector<std::string>& names);

  FileSystem& files_;
  uint64_t age_ = 0;
  Arena arena_;
  std::unordered_map<std::string_view, Directory> directories_;
};

}  // namespace umake
