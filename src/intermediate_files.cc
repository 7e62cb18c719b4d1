#include "intermediate_files.h"

#include <algorithm>
#include <vector>

#include "base/messages.h"
#include "graph/reference_order.h"

namespace umake {

namespace {
// In the order of GNU make's table of files.
std::vector<TargetId> intermediates_made(const Database& database) {
  std::vector<TargetId> made;
  for (const TargetId at : database.made) {
    TargetId id = database.targets.resolve(at);
    if (database.targets[id].first_double_colon) id = database.targets[id].first_double_colon;
    const Target& target = database.targets[id];
    const bool kept = !target.intermediate || database.no_intermediates || target.secondary ||
                      target.kept || target.not_intermediate || target.command_target ||
                      (target.precious && !target.dont_care) || target.outcome == Outcome::kNone;
    if (!kept && std::find(made.begin(), made.end(), id) == made.end()) made.push_back(id);
  }
  if (made.size() < 2) return made;
  std::vector<bool> wanted(database.targets.count() + 1);
  for (const TargetId id : made) wanted[id.id] = true;
  std::vector<TargetId> ordered;
  for (const TargetId id : targets_in_reference_order(database.targets)) {
    if (wanted[id.id]) ordered.push_back(id);
  }
  return ordered;
}
}  // namespace

void remove_intermediate_files(const Database& database, const Switches& switches,
                               FileSystem& files, Diagnostics& diagnostics, bool interrupted) {
  if (database.all_secondary || switches.question || switches.touch) return;
  const bool silent = switches.silent || database.silent_all;
  bool any = false;
  for (const TargetId id : intermediates_made(database)) {
    const Target& target = database.targets[id];
    const char* path = database.symbols.c_str(target.name);
    if (!switches.just_print && files.remove(path) != 0) continue;
    if (target.dont_care) continue;
    if (interrupted) {
      diagnostics.error({}, fmt::format(msg::kDeletingIntermediate, path));
      continue;
    }
    // With -s GNU make says so again for each of them.
    if (!any && switches.debugging(kDebugBasic))
      diagnostics.plain("Removing intermediate files...\n");
    if (!silent) diagnostics.plain(fmt::format("{}{}", any ? " " : "rm ", path));
    any = !silent;
  }
  if (any) diagnostics.plain("\n");
}

}  // namespace umake
