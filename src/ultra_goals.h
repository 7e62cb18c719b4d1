// Ultra goals: `umake ultra-fast` and `umake NAME-ultra`, on a makefile that has such a rule and on
// one that has not; what ultra mode gives to recipes; and what it says at the end.
//
// Pure functions. Session asks after the makefiles were read, and never in standard mode, where
// such a name is a goal like any other.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace umake {

struct UltraChoice {
  bool ultra = false;     // a goal asked for ultra mode: choose_mode(kUltra)
  bool in_order = false;  // each goal begins when the one before it is done (ultra-fast's tests)
  std::vector<std::string> goals;  // what to build; empty: the default goal, as ever
  std::string line;  // says what was chosen, without prefix and newline; empty: nothing to say
};

// True when a goal has the form of an ultra goal, so that asking is worth while.
bool has_ultra_goal(const std::vector<std::string>& goals);

// `has_rule`: whether the makefile has an explicit rule for a name (a match-anything rule is none).
// A goal that has one is kept, and built in ultra mode. `default_goal` may be empty.
UltraChoice choose_ultra_goals(const std::vector<std::string>& goals,
                               const std::function<bool(std::string_view)>& has_rule,
                               std::string_view default_goal);

// NAME=VALUE settings for recipes that a tool understands and the user has not set (`is_set`):
// parallelism, memory limits, caches; never one that changes what is built. `jobs` 0: no limit, so
// nothing is said of it; `memory_limit` in bytes, 0 for none.
std::vector<std::string> ultra_environment(const std::function<bool(std::string_view)>& is_set,
                                           int jobs, uint64_t memory_limit);

// What a build did.
struct BuildSummary {
  unsigned ran = 0;       // recipes that were run
  unsigned restored = 0;  // targets put back from the action cache
  unsigned replayed = 0;  // recipes that make no file, not run again
  unsigned fresh = 0;     // targets that were up to date
  double seconds = 0;     // from start to end
  double saved = 0;       // what the recipes not run took when they last ran
  unsigned retried = 0;    // recipes that were tried once more, alone
  unsigned held_back = 0;  // recipes that had to wait for memory
};

// "3 ran, 2 restored, 1 replayed, 40 fresh in 1.25 s (12.0 s saved)".
std::string summary_line(const BuildSummary& summary);

}  // namespace umake
