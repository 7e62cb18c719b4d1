#include "personality.h"

#include <fmt/format.h>

#include <climits>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "base/messages.h"
#include "switch_table.h"

namespace umake {
namespace {

constexpr std::string_view kModeNames[] = {"standard", "fast", "ultra"};

std::optional<Mode> find_mode(std::string_view name) {
  for (size_t i = 0; i < std::size(kModeNames); ++i) {
    if (kModeNames[i] == name) return static_cast<Mode>(i);
  }
  return std::nullopt;
}

// "auto" is 0. None: neither that nor a positive number.
std::optional<int> parse_jobs(std::string_view text) {
  if (text == "auto") return 0;
  if (text.empty() || text.size() > 9) return std::nullopt;
  int jobs = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    jobs = jobs * 10 + (c - '0');
  }
  if (jobs == 0) return std::nullopt;
  return jobs;
}

// A setting and where it stands, for messages.
struct Setting {
  std::string text;
  std::string_view from;
};

// The configuration file is opened only when something is asked of it.
class Settings {
 public:
  explicit Settings(char* const* environment) : environment_(environment) {}

  Setting find(std::string_view variable, std::string_view key) {
    const char* value = environment_value(environment_, variable);
    if (value != nullptr && *value != 0) return {value, variable};
    if (!read_) {
      configuration_ = read_configuration(environment_);
      read_ = true;
    }
    return {configuration_value(configuration_, key), "the configuration file"};
  }

 private:
  char* const* environment_;
  std::string configuration_;
  bool read_ = false;
};

Status complain(const Invocation& invocation, Output& output, std::string_view text) {
  output.err(fmt::format("{}: *** {}.  Stop.\n", invocation.program, text));
  return Status::kFailed;
}

std::string_view trim(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r");
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t\r") + 1 - start);
}

}  // namespace

const char* environment_value(char* const* environment, std::string_view name) {
  for (; *environment != nullptr; ++environment) {
    if (std::strncmp(*environment, name.data(), name.size()) == 0 &&
        (*environment)[name.size()] == '=') {
      return *environment + name.size() + 1;
    }
  }
  return nullptr;
}

bool is_make_personality(std::string_view program) {
  return program == "make" || program == "gmake";
}

std::string_view mode_name(Mode mode) { return kModeNames[static_cast<size_t>(mode)]; }

Status settle_personality(Invocation& invocation, char* const* environment, Output& output) {
  Settings settings(environment);
  Setting mode{invocation.mode_word, "--mode"};
  if (mode.text.empty()) mode = settings.find("UMAKE_MODE", "mode");
  if (!mode.text.empty()) {
    const std::optional<Mode> known = find_mode(mode.text);
    if (!known) {
      return complain(invocation, output, fmt::format(msg::kUnknownMode, mode.text, mode.from));
    }
    invocation.switches.mode = *known;
  }

  if (invocation.switches.mode == Mode::kStandard || invocation.switches.jobs_given) {
    return Status::kOk;
  }
  const Setting jobs = settings.find("UMAKE_JOBS", "jobs");
  if (jobs.text.empty()) {
    invocation.default_jobs = is_make_personality(invocation.program) ? 1 : 0;
    return Status::kOk;
  }
  const std::optional<int> count = parse_jobs(jobs.text);
  if (!count) {
    return complain(invocation, output, fmt::format(msg::kBadJobs, jobs.text, jobs.from));
  }
  invocation.default_jobs = *count;
  return Status::kOk;
}

void choose_mode(Invocation& invocation, Mode mode) {
  invocation.switches.mode = mode;
  invocation.mode_word = mode_name(mode);
}

namespace {
// umake's own switches that are set, as MAKEFLAGS would show them.
std::string own_switches(const Invocation& invocation) {
  const Switches& switches = invocation.switches;
  std::string text;
  const auto add = [&](bool set, std::string_view name) {
    if (set) text.append(text.empty() ? "" : " ").append(name);
  };
  add(switches.recipe_check, "--recipe-check");
  add(switches.explain, "--explain");
  add(!switches.observe, "--no-observe");
  add(!switches.cache, "--no-cache");
  add(switches.rerun, "--rerun");
  add(switches.audit == Switches::Audit::kText, "--audit");
  add(switches.audit == Switches::Audit::kJson, "--audit=json");
  // Sub-makes see a -j in MAKEFLAGS, which nobody asked for.
  const bool chosen = !switches.jobs_given && invocation.default_jobs == 0;
  add(chosen || switches.auto_jobs, "--auto-jobs");
  for (const std::string& target : switches.fresh) {
    add(true, "--fresh=");
    quote_for_makeflags(target, text);
  }
  return text;
}
}  // namespace

void export_mode(const Invocation& invocation, Variables& variables) {
  const Origin origin = invocation.switches.environment_overrides ? Origin::kEnvironmentOverride
                                                                  : Origin::kEnvironment;
  const auto export_one = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    variables.define(name, value, origin, true).export_state = ExportState::kExport;
  };
  export_one("UMAKE_MODE", invocation.mode_word);
  if (invocation.switches.mode != Mode::kStandard) {
    export_one(kOwnFlags, own_switches(invocation));
  }
}

std::string configuration_value(std::string_view text, std::string_view key) {
  std::string_view found;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    line = line.substr(0, line.find('#'));
    const size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    if (trim(line.substr(0, equals)) == key) found = trim(line.substr(equals + 1));
  }
  return std::string(found);
}

std::vector<const char*> arguments_for_real_make(const char* program, char* const* argv) {
  std::vector<const char*> arguments = {program};
  bool only_others = false;
  for (++argv; *argv != nullptr; ++argv) {
    const char* word = *argv;
    if (std::strcmp(word, "--") == 0) only_others = true;
    bool own = false;
    if (!only_others && word[0] == '-' && word[1] == '-') {
      const std::string_view text = word + 2;
      const std::string_view name = text.substr(0, text.find('='));
      for (const SwitchRow& row : switch_rows()) {
        if (!row.has(SwitchRow::kOwn) || name != row.name) continue;
        own = true;
        const bool separate = row.argument == ArgumentKind::kRequired && name == text;
        if (separate && argv[1] != nullptr) ++argv;
      }
    }
    if (!own) arguments.push_back(word);
  }
  arguments.push_back(nullptr);
  return arguments;
}

}  // namespace umake
