// Directory listings, read once: tells whether a name exists without a stat for each guess.
//
// GNU make caches listings too, and its implicit-rule search and VPATH search look at the cache only, so a
// file that a recipe made after its directory was read stays invisible to them; a cached directory is read
// anew only when asked for by forget(). Owned by Session; coordinator thread only.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/arena.h"
#include "base/file_system.h"

namespace umake {

class DirectoryCache {
 public:
  explicit DirectoryCache(FileSystem& files) : files_(files) {}

  // Whether `path` exists according to its directory's listing.
  bool exists(std::string_view path);
  // Tells the cache that `path` could not be made: exists() says no from now on (a makefile's "no such file").
  void mark_impossible(std::string_view path);
  bool is_impossible(std::string_view path);
  size_t directories() const { return directories_.size(); }
  // All names in the directory that `path` lies in, in no order; none when it can't be read. Valid for
  // the life of the cache.
  std::span<const std::string_view> names_beside(std::string_view path);

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
    std::vector<std::string_view> names;
    std::unordered_set<std::string_view> index;
    std::unordered_set<std::string_view> impossible;
  };
  Directory& open(std::string_view path);

  FileSystem& files_;
  Arena arena_;
  std::unordered_map<std::string_view, Directory> directories_;
};

}  // namespace umake
