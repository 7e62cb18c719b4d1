#include "parser/special_targets.h"

#include "base/messages.h"

namespace umake {

namespace {

using ReadAction = void (*)(SpecialTargets& context);
using SettleAction = Status (*)(SpecialTargets& context, TargetId first);

// Calls `apply` on every target that the special target names, each rule of double-colon ones.
// Returns whether it names any.
template <typename Apply>
bool for_each_named(SpecialTargets& context, TargetId first, Apply apply) {
  Targets& targets = context.database.targets;
  bool any = false;
  for (TargetId rule = first; rule; rule = targets[rule].next_double_colon) {
    for (const Prerequisite& prerequisite : targets[rule].prerequisites) {
      any = true;
      for (TargetId at = prerequisite.target; at; at = targets[at].next_double_colon) {
        apply(targets[at]);
      }
    }
  }
  return any;
}

// The usual form: a flag of the targets it names, or one of the data base when it stands alone.
template <bool Database::*everything, typename Apply>
Status flag_or_all(SpecialTargets& context, TargetId first, Apply apply) {
  const bool any = for_each_named(context, first, apply);
  if (!any && context.database.targets[first].is_target) context.database.*everything = true;
  return Status::kOk;
}

void read_posix(SpecialTargets& context) {
  // POSIX's own defaults; whatever the makefile or the environment set stands.
  static constexpr struct {
    const char* name;
    const char* value;
  } kDefaults[] = {
      {".SHELLFLAGS", "-ec"}, {"ARFLAGS", "-rv"}, {"CC", "c99"},          {"CFLAGS", "-O1"},
      {"FC", "fort77"},       {"FFLAGS", "-O1"},  {"SCCSGETFLAGS", "-s"},
  };
  context.database.posix = true;
  for (const auto& entry : kDefaults) {
    context.variables.define(entry.name, entry.value, Origin::kDefault, false);
  }
}

void read_second_expansion(SpecialTargets& context) { context.database.second_expansion = true; }
void read_one_shell(SpecialTargets& context) { context.database.one_shell = true; }

Status settle_precious(SpecialTargets& context, TargetId first) {
  for_each_named(context, first, [](Target& target) { target.precious = true; });
  return Status::kOk;
}

Status settle_low_resolution(SpecialTargets& context, TargetId first) {
  for_each_named(context, first, [](Target& target) { target.low_resolution_time = true; });
  return Status::kOk;
}

Status settle_phony(SpecialTargets& context, TargetId first) {
  for_each_named(context, first, [](Target& target) {
    target.phony = true;
    target.is_target = true;
    target.mtime = FileTime::nonexistent();
    target.mtime_before = FileTime::nonexistent();
  });
  return Status::kOk;
}

Status settle_not_intermediate(SpecialTargets& context, TargetId first) {
  return flag_or_all<&Database::no_intermediates>(
      context, first, [](Target& target) { target.not_intermediate = true; });
}

// .INTERMEDIATE and .SECONDARY: not together with .NOTINTERMEDIATE.
Status check_exclusive(SpecialTargets& context, TargetId first, std::string_view special) {
  Symbol conflict;
  for_each_named(context, first, [&](Target& target) {
    if (target.not_intermediate && !conflict) conflict = target.name;
  });
  if (!conflict) return Status::kOk;
  return context.diagnostics.fatal(
      {}, fmt::format(msg::kBothSpecial, context.database.symbols.text(conflict), special));
}

Status settle_intermediate(SpecialTargets& context, TargetId first) {
  TRY(check_exclusive(context, first, ".INTERMEDIATE"));
  for_each_named(context, first, [](Target& target) { target.intermediate = true; });
  return Status::kOk;
}

Status settle_secondary(SpecialTargets& context, TargetId first) {
  TRY(check_exclusive(context, first, ".SECONDARY"));
  TRY(flag_or_all<&Database::all_secondary>(context, first, [](Target& target) {
    target.intermediate = true;
    target.secondary = true;
  }));
  if (context.database.all_secondary && context.database.no_intermediates) {
    return context.diagnostics.fatal({}, msg::kNoIntermediatesAndSecondary);
  }
  return Status::kOk;
}

Status settle_ignore(SpecialTargets& context, TargetId first) {
  return flag_or_all<&Database::ignore_all>(context, first,
                                            [](Target& target) { target.ignore_errors = true; });
}

Status settle_silent(SpecialTargets& context, TargetId first) {
  return flag_or_all<&Database::silent_all>(context, first,
                                            [](Target& target) { target.silent = true; });
}

Status settle_not_parallel(SpecialTargets& context, TargetId first) {
  return flag_or_all<&Database::not_parallel>(context, first,
                                              [](Target& target) { target.wait = true; });
}

Status settle_export_all(SpecialTargets& context, TargetId first) {
  if (context.database.targets[first].is_target) context.database.export_all = true;
  return Status::kOk;
}

Status settle_delete_on_error(SpecialTargets& context, TargetId first) {
  if (context.database.targets[first].is_target) context.database.delete_on_error = true;
  return Status::kOk;
}

// umake's own: recipes that the observer leaves alone, and those whose results are not kept.
Status settle_unobserved(SpecialTargets& context, TargetId first) {
  return flag_or_all<&Database::unobserved_all>(context, first,
                                                [](Target& target) { target.unobserved = true; });
}

Status settle_not_cached(SpecialTargets& context, TargetId first) {
  return flag_or_all<&Database::not_cached_all>(context, first,
                                                [](Target& target) { target.not_cached = true; });
}

Status settle_default(SpecialTargets& context, TargetId first) {
  context.database.default_recipe = context.database.targets[first].recipe;
  return Status::kOk;
}

struct SpecialTarget {
  std::string_view name;
  ReadAction read = nullptr;
  SettleAction settle = nullptr;
};

// Settled in this order: .NOTINTERMEDIATE before those that exclude it.
constexpr SpecialTarget kSpecialTargets[] = {
    {".POSIX", read_posix, nullptr},
    {".SECONDEXPANSION", read_second_expansion, nullptr},
    {".ONESHELL", read_one_shell, nullptr},
    {".PRECIOUS", nullptr, settle_precious},
    {".LOW_RESOLUTION_TIME", nullptr, settle_low_resolution},
    {".PHONY", nullptr, settle_phony},
    {".NOTINTERMEDIATE", nullptr, settle_not_intermediate},
    {".INTERMEDIATE", nullptr, settle_intermediate},
    {".SECONDARY", nullptr, settle_secondary},
    {".EXPORT_ALL_VARIABLES", nullptr, settle_export_all},
    {".IGNORE", nullptr, settle_ignore},
    {".SILENT", nullptr, settle_silent},
    {".NOTPARALLEL", nullptr, settle_not_parallel},
    {".DELETE_ON_ERROR", nullptr, settle_delete_on_error},
    {".DEFAULT", nullptr, settle_default},
    {".UMAKE_UNOBSERVED", nullptr, settle_unobserved},
    {".UMAKE_NOCACHE", nullptr, settle_not_cached},
};

}  // namespace

bool is_special_target(std::string_view name) {
  if (name == ".SUFFIXES" || name == ".WAIT") return true;
  // umake's own are targets like any other where GNU make's messages are at stake.
  if (name.starts_with(".UMAKE_")) return false;
  for (const SpecialTarget& special : kSpecialTargets) {
    if (special.name == name) return true;
  }
  return false;
}

void SpecialTargets::read(Symbol target) {
  const std::string_view name = database.symbols.text(target);
  if (name.size() < 2 || name[0] != '.') return;
  for (const SpecialTarget& special : kSpecialTargets) {
    if (special.read != nullptr && special.name == name) special.read(*this);
  }
}

Status SpecialTargets::settle() {
  for (const SpecialTarget& special : kSpecialTargets) {
    if (special.settle == nullptr) continue;
    const TargetId id = database.targets.find(database.symbols.find(special.name));
    if (id) TRY(special.settle(*this, id));
  }
  return Status::kOk;
}

}  // namespace umake
