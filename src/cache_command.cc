#include "cache_command.h"

#include <fmt/format.h>

#include "base/messages.h"
#include "personality.h"
#include "runtime/cache/cache_size.h"
#include "runtime/cache/maintenance.h"
#include "runtime/freshness/content_freshness.h"

namespace umake {

namespace {
constexpr char kSizeVariable[] = "UMAKE_CACHE_SIZE";
}  // namespace

Status read_cache_limits(const Invocation& invocation, char* const* environment, Output& output,
                         ActionCache::Limits& limits) {
  const char* text = environment_value(environment, kSizeVariable);
  if (text == nullptr || *text == '\0' || parse_cache_size(text, limits.bytes)) return Status::kOk;
  const std::string complaint = fmt::format(msg::kBadCacheSize, text, kSizeVariable);
  output.err(fmt::format("{}: *** {}.  Stop.\n", invocation.program, complaint));
  return Status::kFailed;
}

int run_cache_option(const Invocation& invocation, char* const* environment, Output& output) {
  constexpr int kFailure = 2;
  CacheCommand command;
  ActionCache::Limits limits;
  if (!parse_cache_command(invocation.cache_word, command) ||
      read_cache_limits(invocation, environment, output, limits) == Status::kFailed) {
    return kFailure;
  }
  const auto value = [&](std::string_view name) { return environment_value(environment, name); };
  const std::string directory =
      cache_directory_from(value("UMAKE_CACHE_DIR"), value("XDG_CACHE_HOME"), value("HOME"));
  return run_cache_command(command, directory, limits, output);
}

}  // namespace umake
