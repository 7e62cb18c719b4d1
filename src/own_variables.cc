#include "own_variables.h"

#include <string>

#include "graph/name_list.h"
#include "version.h"

namespace umake {

namespace {
// What this build of umake understands, in GNU make's words (manual, "Other Special Variables").
constexpr std::string_view kFeatures =
    "target-specific order-only second-expansion else-if shortest-stem undefine oneshell nocomment "
    "grouped-target extra-prereqs notintermediate shell-export archives jobserver jobserver-fifo "
    "output-sync "
    "check-symlink "
#ifdef UMAKE_GUILE
    "guile "
#endif
    "load";
}  // namespace

void define_own_variables(const OwnVariables& values, const Invocation& invocation,
                          Variables& variables) {
  const auto define = [&](std::string_view name, std::string_view value, Origin origin,
                          bool recursive) { variables.define(name, value, origin, recursive); };
  define("MAKE_COMMAND", values.program, Origin::kDefault, false);
  define("MAKE", "$(MAKE_COMMAND)", Origin::kDefault, true);
  define("MAKE_VERSION", kMakeVersion, Origin::kDefault, false);
  define("MAKE_HOST", kMakeHost, Origin::kDefault, false);
  define("CURDIR", values.directory, Origin::kFile, false);
  define("MAKELEVEL", std::to_string(invocation.level),
         invocation.switches.environment_overrides ? Origin::kEnvironmentOverride
                                                   : Origin::kEnvironment,
         false);
  define(".FEATURES", kFeatures, Origin::kDefault, false);
  if (values.restarts > 0) {
    define("MAKE_RESTARTS", std::to_string(values.restarts), Origin::kEnvironment, true);
    // A sub-make counts its own.
    variables.find("MAKE_RESTARTS")->export_state = ExportState::kNoExport;
  }
  std::string goals;
  for (const std::string& goal : invocation.goals) {
    goals.append(goals.empty() ? "" : " ").append(without_dot_slash(goal));
  }
  if (!goals.empty()) define("MAKECMDGOALS", goals, Origin::kDefault, false);
}

}  // namespace umake
