#include "goals.h"

#include <algorithm>

#include "base/messages.h"
#include "graph/name_list.h"
#include "personality.h"
#include "runtime/cpu_limits.h"
#include "ultra_goals.h"

namespace umake {

Goals::Goals(const Dependencies& dependencies)
    : invocation_(dependencies.invocation),
      switches_(dependencies.invocation.switches),
      evaluator_(dependencies.evaluator),
      variables_(dependencies.variables),
      database_(dependencies.database),
      diagnostics_(dependencies.diagnostics) {}

Status Goals::choose(std::vector<Goal>& goals) {
  std::vector<std::string> names = invocation_.goals;
  TRY(choose_ultra(names));
  if (names.empty()) {
    TRY(evaluator_.resolve_default_goal());
    if (!database_.default_goal) {
      const bool found = std::any_of(database_.makefiles.begin(), database_.makefiles.end(),
                                     [](const Makefile& makefile) { return makefile.found; });
      return diagnostics_.fatal({}, found ? msg::kNoTargets : msg::kNoMakefile);
    }
    goals.push_back({database_.default_goal, false, false, {}, 0});
    return Status::kOk;
  }
  bool wait = false;
  for (const std::string& name : names) {
    if (name == ".WAIT") {
      wait = true;
      continue;
    }
    const TargetId id = enter(name);
    goals.push_back({id, false, wait || in_order_, {}, 0});
    wait = false;
  }
  return Status::kOk;
}

TargetId Goals::enter(std::string_view name) {
  name = without_dot_slash(name);
  const TargetId id = database_.targets.enter(database_.symbols.intern(name));
  database_.targets[id].command_target = true;
  return id;
}

void Goals::mark_targets() {
  for (const std::string& name : invocation_.goals) {
    if (name != ".WAIT") enter(name);
  }
}

// `umake ultra-fast`, `umake NAME-ultra`: goals that stand for others in ultra mode, unless the
// makefile has them.
Status Goals::choose_ultra(std::vector<std::string>& names) {
  if (!has_ultra_goal(names) || switches_.mode == Mode::kStandard) return Status::kOk;
  TRY(evaluator_.resolve_default_goal());
  const auto has_rule = [&](std::string_view name) {
    const TargetId id = database_.targets.find(database_.symbols.find(name));
    return id && database_.targets[id].is_target;
  };
  const std::string_view default_goal =
      database_.default_goal
          ? database_.symbols.text(database_.targets[database_.default_goal].name)
          : "";
  const UltraChoice choice = choose_ultra_goals(names, has_rule, default_goal);
  names = choice.goals;
  in_order_ = choice.in_order;
  if (choice.ultra) {
    choose_mode(invocation_, Mode::kUltra);
    export_mode(invocation_, variables_);
    export_ultra_settings();
  }
  if (!choice.line.empty()) diagnostics_.message(choice.line);
  return Status::kOk;
}

void Goals::export_ultra_settings() {
  const auto is_set = [this](std::string_view name) { return variables_.find(name) != nullptr; };
  for (const std::string& setting :
       ultra_environment(is_set, switches_.jobs, cgroup_memory_limit())) {
    const size_t equals = setting.find('=');
    const std::string_view text = setting;
    variables_.define(text.substr(0, equals), text.substr(equals + 1), Origin::kEnvironment, false)
        .export_state = ExportState::kExport;
  }
}

}  // namespace umake
