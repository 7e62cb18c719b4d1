// The weak key of an action: what is known of a recipe before it runs (the design's "Action
// cache"). Two recipes with the same key that read the same files make the same result.
//
// Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace umake {

// Collects what a key is made of: every part is kept apart from the next.
class ActionKey {
 public:
  ActionKey& add(std::string_view part);
  ActionKey& add(uint64_t number);
  Digest digest() const;

 private:
  std::string bytes_;
};

// Whether a variable of the environment ("NAME=VALUE") is part of the key. Left out are those that
// differ from run to run or from terminal to terminal without a bearing on what a recipe makes
// (umake(1), "ENVIRONMENT THAT DOES NOT COUNT"), and those that `ignored` names: words that may
// hold * and ? ($UMAKE_CACHE_IGNORE).
bool counts_for_action(std::string_view variable, const std::vector<std::string>& ignored);

// MAKEFLAGS without what says how a build runs, not what it makes: -j, -l, -O, -w, -k, -s, -B, -d,
// -i, -n, -q, -t, the jobserver. (A recipe that runs a make by $(MAKE) is no action.)
std::string makeflags_for_action(std::string_view value);

// Of all variables that count, whatever their order.
Digest environment_digest(const std::vector<std::string>& environment,
                          const std::vector<std::string>& ignored);

// The names that counts_for_action() leaves out; those that end in * stand for all that begin so.
std::vector<std::string_view> ignored_variables();

}  // namespace umake
