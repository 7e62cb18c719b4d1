#include "cache_command.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/messages.h"
#include "personality.h"
#include "runtime/cache/cache_size.h"
#include "runtime/cache/maintenance.h"
#include "runtime/freshness/content_freshness.h"

namespace umake {

namespace {
constexpr char kSizeVariable[] = "UMAKE_CACHE_SIZE";
constexpr char kIgnoreVariable[] = "UMAKE_CACHE_IGNORE";
}  // namespace

Status read_cache_limits(const Invocation& invocation, char* const* environment, Output& output,
                         ActionCache::Limits& limits) {
  const char* text = environment_value(environment, kSizeVariable);
  if (text == nullptr || *text == '\0' || parse_cache_size(text, limits.bytes)) return Status::kOk;
  const std::string complaint = fmt::format(msg::kBadCacheSize, text, kSizeVariable);
  output.err(fmt::format("{}: *** {}.  Stop.\n", invocation.program, complaint));
  return Status::kFailed;
}

std::vector<std::string> ignored_environment(char* const* environment) {
  std::vector<std::string> patterns;
  const char* value = environment_value(environment, kIgnoreVariable);
  std::string_view rest = value != nullptr ? value : "";
  while (!rest.empty()) {
    const size_t end = std::min(rest.find(' '), rest.size());
    if (end > 0) patterns.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return patterns;
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
