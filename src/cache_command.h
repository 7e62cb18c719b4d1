// --cache=COMMAND, and what the environment says of the action cache.
#pragma once

#include "base/output.h"
#include "base/status.h"
#include "options.h"
#include "runtime/cache/action_cache.h"

namespace umake {

// UMAKE_CACHE_SIZE. kFailed: it is no size; reported with the good ones.
Status read_cache_limits(const Invocation& invocation, char* const* environment, Output& output,
                         ActionCache::Limits& limits);

// Does what --cache asks for. Returns the exit status.
int run_cache_option(const Invocation& invocation, char* const* environment, Output& output);

}  // namespace umake
