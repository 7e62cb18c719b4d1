// --cache=COMMAND, and what the environment says of the action cache.
#pragma once

#include <string>
#include <vector>

#include "base/output.h"
#include "base/status.h"
#include "options.h"
#include "runtime/cache/action_cache.h"

namespace umake {

// UMAKE_CACHE_SIZE. kFailed: it is no size; reported with the good ones.
Status read_cache_limits(const Invocation& invocation, char* const* environment, Output& output,
                         ActionCache::Limits& limits);

// $UMAKE_CACHE_IGNORE: variables of the environment that do not count for an action; names with
// blanks between, * and ? stand for any letters.
std::vector<std::string> ignored_environment(char* const* environment);

// Does what --cache asks for. Returns the exit status.
int run_cache_option(const Invocation& invocation, char* const* environment, Output& output);

}  // namespace umake
