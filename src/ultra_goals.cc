#include "ultra_goals.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/messages.h"

namespace umake {
namespace {

constexpr std::string_view kUltraFast = "ultra-fast";
constexpr std::string_view kSuffix = "-ultra";

// What NAME-ultra may be called in a makefile, best first.
struct Synonyms {
  std::string_view name;
  std::string_view goals[3];
};

constexpr Synonyms kSynonyms[] = {
    {"gen", {"gen", "generate", ""}},
    {"deps", {"deps", "vendor", "tidy"}},
    {"docker", {"docker", "docker-build", "image"}},
    {"lint", {"lint", "vet", "check-style"}},
    {"test", {"test", "check", ""}},
};

using HasRule = std::function<bool(std::string_view)>;

std::string_view first_with_rule(std::span<const std::string_view> names, const HasRule& has_rule) {
  for (const std::string_view name : names) {
    if (!name.empty() && has_rule(name)) return name;
  }
  return {};
}

// `build` if there is a rule for it, else the default goal (empty when there is none).
std::string_view build_goal(const HasRule& has_rule, std::string_view default_goal) {
  return has_rule("build") ? "build" : default_goal;
}

// The goal that stands for NAME of NAME-ultra. NAME itself when nothing fits: it may be a file that
// an implicit rule makes, and if not the message names what the user asked for.
std::string_view resolve(std::string_view name, const HasRule& has_rule,
                         std::string_view default_goal) {
  if (name == "build") {
    const std::string_view goal = build_goal(has_rule, default_goal);
    return goal.empty() ? name : goal;
  }
  for (const Synonyms& known : kSynonyms) {
    if (known.name != name) continue;
    const std::string_view goal = first_with_rule(known.goals, has_rule);
    return goal.empty() ? name : goal;
  }
  return name;
}

bool is_ultra_goal(std::string_view goal) {
  return goal == kUltraFast || (goal.size() > kSuffix.size() && goal.ends_with(kSuffix));
}

void add_once(std::vector<std::string>& goals, std::string_view goal) {
  if (!goal.empty() && std::find(goals.begin(), goals.end(), goal) == goals.end()) {
    goals.emplace_back(goal);
  }
}

// Adds what `goal` stands for; appends "GOAL means 'X', then 'Y'" to `line`.
void substitute(std::string_view goal, const HasRule& has_rule, std::string_view default_goal,
                UltraChoice& choice) {
  std::string_view first, second;
  if (goal == kUltraFast) {
    constexpr std::string_view kTests[] = {"test", "check"};
    first = build_goal(has_rule, default_goal);
    second = first_with_rule(kTests, has_rule);
    if (second == first) second = {};
  } else {
    first = resolve(goal.substr(0, goal.size() - kSuffix.size()), has_rule, default_goal);
  }
  add_once(choice.goals, first);
  add_once(choice.goals, second);
  if (!second.empty()) choice.in_order = true;
  if (first.empty()) std::swap(first, second);
  if (first.empty()) return;
  choice.line += choice.line.empty() ? "" : "; ";
  choice.line += second.empty() ? fmt::format(msg::kUltraMeans, goal, first)
                                : fmt::format(msg::kUltraMeansBoth, goal, first, second);
}

enum class Setting : uint8_t { kJobs, kMemory, kText };

struct RecipeSetting {
  std::string_view name;
  Setting kind;
  std::string_view text;
};

constexpr RecipeSetting kRecipeSettings[] = {
    {"CMAKE_BUILD_PARALLEL_LEVEL", Setting::kJobs, ""},
    {"CTEST_PARALLEL_LEVEL", Setting::kJobs, ""},
    {"CARGO_BUILD_JOBS", Setting::kJobs, ""},
    {"GOMAXPROCS", Setting::kJobs, ""},
    {"GOMEMLIMIT", Setting::kMemory, ""},
    {"PYTEST_XDIST_AUTO_NUM_WORKERS", Setting::kJobs, ""},
    {"DOCKER_BUILDKIT", Setting::kText, "1"},
    {"NINJA_STATUS", Setting::kText, "[%f/%t %es] "},
};

// Go's collector works harder near its limit; what else runs needs some memory too.
constexpr uint64_t kMemoryShare = 90;  // per cent

}  // namespace

bool has_ultra_goal(const std::vector<std::string>& goals) {
  return std::any_of(goals.begin(), goals.end(),
                     [](const std::string& goal) { return is_ultra_goal(goal); });
}

UltraChoice choose_ultra_goals(const std::vector<std::string>& goals, const HasRule& has_rule,
                               std::string_view default_goal) {
  UltraChoice choice;
  for (const std::string& goal : goals) {
    if (!is_ultra_goal(goal)) {
      choice.goals.push_back(goal);
      continue;
    }
    choice.ultra = true;
    if (has_rule(goal)) {
      choice.goals.push_back(goal);
    } else {
      substitute(goal, has_rule, default_goal, choice);
    }
  }
  if (!choice.line.empty()) choice.line += msg::kInUltraMode;
  return choice;
}

std::vector<std::string> ultra_environment(const std::function<bool(std::string_view)>& is_set,
                                           int jobs, uint64_t memory_limit) {
  std::vector<std::string> settings;
  for (const RecipeSetting& setting : kRecipeSettings) {
    if (is_set(setting.name)) continue;
    if (setting.kind == Setting::kJobs) {
      if (jobs > 0) settings.push_back(fmt::format("{}={}", setting.name, jobs));
    } else if (setting.kind == Setting::kMemory) {
      const uint64_t mebibytes = memory_limit / 100 * kMemoryShare >> 20;
      if (mebibytes > 0) settings.push_back(fmt::format("{}={}MiB", setting.name, mebibytes));
    } else {
      settings.push_back(fmt::format("{}={}", setting.name, setting.text));
    }
  }
  return settings;
}

std::string summary_line(const BuildSummary& summary) {
  // Hundredths while that means something to the reader.
  const auto seconds = [](double value) {
    return value < 10 ? fmt::format("{:.2f} s", value) : fmt::format("{:.1f} s", value);
  };
  std::string line = fmt::format(msg::kSummary, summary.ran, summary.restored, summary.replayed,
                                 summary.fresh, seconds(summary.seconds));
  if (summary.retried > 0) line += fmt::format(msg::kSummaryRetried, summary.retried);
  if (summary.held_back > 0) line += fmt::format(msg::kSummaryHeldBack, summary.held_back);
  if (summary.saved > 0) line += fmt::format(msg::kSummarySaved, seconds(summary.saved));
  return line;
}

}  // namespace umake
