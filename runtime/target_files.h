// What the executor does to the files of targets by itself: deletes half-made ones, touches those
// of -t (manual, "Interrupting or Killing make", "Errors in Recipes", "Instead of Executing
// Recipes"). Coordinator thread only.
#pragma once

#include <string_view>

#include "base/diagnostics.h"
#include "base/file_system.h"
#include "base/switches.h"
#include "graph/database.h"

namespace umake {

class TargetFiles {
 public:
  TargetFiles(Database& database, FileSystem& files, Diagnostics& diagnostics, Output& output,
              const Switches& switches)
      : database_(database),
        files_(files),
        diagnostics_(diagnostics),
        output_(output),
        switches_(switches) {}

  // What a recipe that did not end well has changed is deleted, so that the next run does not take
  // it for made: the target and those made with it, unless precious, phony, or no regular file.
  // `before`: the target's time before the recipe.
  void delete_half_made(TargetId target, FileTime before);
  // The same where -q stops a recipe of which lines marked with + have run: GNU make takes the file
  // for changed whether it is or not, but leaves what else the rule makes, and all of a group of
  // explicit targets (seen with 4.4.1; the manual does not say).
  void delete_questioned(TargetId id);
  // Prints "touch NAME" and does it (not under -n).
  Outcome touch(TargetId target);

 private:
  bool is_member_as_it_was(std::string_view name, FileTime before);
  void delete_one(TargetId target, FileTime before, std::string_view on_behalf_of);
  bool touch_member(std::string_view name);
  std::string_view name_of(TargetId id) const {
    return database_.symbols.text(database_.targets[id].name);
  }

  Database& database_;
  FileSystem& files_;
  Diagnostics& diagnostics_;
  Output& output_;
  const Switches& switches_;
};

}  // namespace umake
