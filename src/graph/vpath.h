// VPATH, vpath and GPATH: where prerequisites are looked for (manual, "Searching Directories for
// Prerequisites"), and -lNAME libraries (.LIBPATTERNS).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/directory_cache.h"
#include "base/file_system.h"
#include "graph/target.h"

namespace umake {

class VpathSearch {
 public:
  VpathSearch(FileSystem& files, DirectoryCache& directories, Targets& targets)
      : files_(files), directories_(directories), targets_(targets) {}

  // vpath PATTERN DIRECTORIES (colon- or blank-separated). Empty directories with a pattern: forget
  // the pattern's; empty pattern: forget all.
  void add_selective(std::string_view pattern, std::string_view directories);
  void clear_selective(std::string_view pattern);
  void clear_all_selective() { selective_.clear(); }
  // The values of VPATH and GPATH, expanded, once all makefiles are read.
  void set_general(std::string_view vpath);
  void set_gpath(std::string_view gpath);

  struct Found {
    std::string path;
    FileTime mtime = FileTime::unknown();  // when the search had to stat
    uint32_t vpath_index = 0;              // position of the entry in the list that matched
    uint32_t path_index = 0;               // position of the directory in it
  };
  // Looks `name` up (not absolute, not there): existing file, or a target of that path. For
  // "-lNAME" use library_search.
  bool search(std::string_view name, Found& found);
  // "-lNAME" by .LIBPATTERNS (already expanded, blank-separated) in ., the vpaths, and /lib,
  // /usr/lib, /usr/local/lib...
  bool library_search(std::string_view name, std::string_view lib_patterns, Found& found);
  bool in_gpath(std::string_view directory) const;
  bool empty() const { return selective_.empty() && general_.empty(); }

  struct Entry {
    std::string pattern;  // "%" for the general one
    size_t percent = 0;
    std::vector<std::string> directories;
  };
  const std::vector<Entry>& selective() const { return selective_; }
  const Entry* general() const { return general_.empty() ? nullptr : &general_.front(); }

 private:
  bool search_entry(const Entry& entry, uint32_t index, std::string_view name, Found& found);

  FileSystem& files_;
  DirectoryCache& directories_;
  Targets& targets_;
  std::vector<Entry> selective_;
  std::vector<Entry> general_;  // none or one
  std::vector<std::string> gpath_;
};

}  // namespace umake
