// The text of `make -p` (manual, "Summary of Options"): directories, implicit rules, files and
// search paths, in the layout that GNU make's users and completion scripts parse. Variables come
// from the parser.
//
// The order of files and variables is that of GNU make's tables (graph/reference_order.h); what it
// says of its own memory (string cache) is left out.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "graph/database.h"

namespace umake {

// What other layers write into the text.
struct DataBaseSections {
  // "# Variables" and "# Pattern-specific Variable Values".
  std::function<void(std::string& out)> variables;
  // "TARGET: NAME = VALUE" lines of one target.
  std::function<void(TargetId target, std::string& out)> target_variables;
  // Its automatic variables, and what there is to say of the table it has them in.
  std::function<void(TargetId target, std::string& out)> target_automatic;
  // Targets in the order in which GNU make enters them, each once or more; those missing follow.
  std::vector<TargetId> first;
  bool without_builtin = false;  // built-in targets are left out: -r
};

// Appends the whole text but the version that stands first. `now`: seconds since the epoch.
void print_data_base(const Database& database, const DataBaseSections& sections, int64_t now,
                     std::string& out);

}  // namespace umake
