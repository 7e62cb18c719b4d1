// Ultra goals: `umake ultra-fast` and `umake NAME-ultra` on a makefile that has no such rule.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/switches.h"

namespace umake {

struct UltraChoice {
  bool ultra = false;              // build in ultra mode
  bool substituted = false;        // goals were replaced
  std::vector<std::string> goals;  // what to build
  std::string line;                // the one line that says what was chosen; empty when nothing was
};

// `has_rule` says whether the makefile has an explicit rule for a name (match-anything rules do not
// count); `default_goal` may be empty.
UltraChoice choose_ultra_goals(const std::vector<std::string>& goals,
                               const std::function<bool(std::string_view)>& has_rule,
                               std::string_view default_goal);
// True when a goal may be an ultra goal, so that asking is worth while.
bool has_ultra_goal(const std::vector<std::string>& goals);

// NAME=VALUE settings that ultra mode gives to recipes when the user has not set them. `is_set`
// tells what is; `jobs` is the number of jobs; `memory_limit` the cgroup's limit in bytes, 0 for
// none.
std::vector<std::string> ultra_environment(const std::function<bool(std::string_view)>& is_set,
                                           int jobs, unsigned long long memory_limit);

// What a build did, for the closing summary.
struct BuildSummary {
  unsigned ran = 0;
  unsigned restored = 0;
  unsigned replayed = 0;
  unsigned fresh = 0;
  double seconds = 0;
  double seconds_saved = 0;
};
// One line, without newline: "3 ran, 2 restored, 1 replayed, 40 fresh in 1.2 s (12.0 s saved)".
std::string summary_line(const BuildSummary& summary);

}  // namespace umake
