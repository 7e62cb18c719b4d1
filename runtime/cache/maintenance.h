// What `umake --cache=COMMAND` does with the action cache. Each acts, says what it did, and returns
// umake's exit status. Safe while other umakes use the cache.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/output.h"
#include "runtime/cache/action_cache.h"

namespace umake {

enum class CacheCommand : uint8_t {
  kNone,
  kStatus,  // sizes, counts, health
  kClean,   // removes all results
  kGc,      // trims to the limit; removes leftovers, results without contents, contents without
            // results
  kVerify,  // reads everything against its checksum and removes what is damaged; 1 if there was any
};

// False: no such command.
bool parse_cache_command(std::string_view word, CacheCommand& command);

// Exit status: 0, 1 (verify found damage, or something could not be removed), 2 (the directory is
// refused; said on stderr).
int run_cache_command(CacheCommand command, const std::string& cache_directory,
                      const ActionCache::Limits& limits, Output& output);

}  // namespace umake
