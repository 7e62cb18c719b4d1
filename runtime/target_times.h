// When targets were last modified: stat, archive members, VPATH and library search, remembered in
// Target.
//
// Coordinator thread only.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/archive.h"
#include "base/diagnostics.h"
#include "base/file_system.h"
#include "base/switches.h"
#include "graph/database.h"
#include "graph/recipe_expander.h"
#include "runtime/freshness/freshness.h"

namespace umake {

class TargetTimes {
 public:
  TargetTimes(Database& database, RecipeExpander& expander, Diagnostics& diagnostics,
              FileSystem& files, const Switches& switches, Freshness* freshness)
      : database_(database),
        expander_(expander),
        diagnostics_(diagnostics),
        files_(files),
        switches_(switches),
        freshness_(freshness),
        archives_(files) {}

  // The target's modification time; looked up on first use, with VPATH search. A search may merge
  // the target with another or rename it: call Targets::resolve afterwards. nonexistent() when
  // there is no such file.
  FileTime of(TargetId target);
  // The same, looked up again whatever is remembered; `search` allows VPATH search.
  FileTime look_up(TargetId target, bool search);
  // A file's, no target involved: -L (newest of the links) obeyed.
  FileTime of_file(Symbol path);
  // A file's time lay in the future: the caller warns once at the end.
  bool clock_skew() const { return clock_skew_; }

 private:
  FileTime look_up_file(TargetId& id, bool search);
  FileTime look_up_member(TargetId& id, bool search);
  bool search_library(TargetId id, std::string_view name, VpathSearch::Found& found);
  void warn_of_merge(TargetId from, Symbol path);
  void warn_of_future(TargetId id, FileTime time);
  FileTime newest_link(const char* path, FileTime time);

  Database& database_;
  RecipeExpander& expander_;
  Diagnostics& diagnostics_;
  FileSystem& files_;
  const Switches& switches_;
  Freshness* freshness_;  // is told every stat; null in standard mode
  ArchiveCache archives_;
  FileTime now_ = FileTime::unknown();
  bool clock_skew_ = false;
};

}  // namespace umake
