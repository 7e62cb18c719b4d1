#include "parser/exported_environment.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "graph/reference_order.h"

namespace umake {

namespace {

constexpr std::string_view kJobserverOption = "--jobserver-auth=";
// What recipes without a recursive line find after the true jobserver: descriptors that no make
// will open.
constexpr std::string_view kNoJobserver = " --jobserver-auth=-2,-2";

bool from_environment(Origin origin) {
  return origin == Origin::kEnvironment || origin == Origin::kEnvironmentOverride;
}

// A value out of the environment goes back as it came; others are expanded when they are recursive.
// With -e, MAKEFLAGS counts as from the environment, but make composed it (`own`).
bool needs_expansion(const Variable& variable, bool own) {
  if (variable.append || variable.compute != nullptr) return true;
  return variable.recursive && (own || !from_environment(variable.origin)) &&
         variable.value.find('$') != std::string::npos;
}

// In MAKEFLAGS, "--jobserver-auth=R,W" names descriptors that only recursive lines inherit.
void revoke_jobserver(std::string& text) {
  const size_t option = text.find(kJobserverOption);
  if (option == std::string::npos) return;
  if (std::string_view(text).substr(option + kJobserverOption.size()).starts_with("fifo:")) return;
  const size_t overrides = text.find(" -- ");
  text.insert(overrides == std::string::npos ? text.size() : overrides, kNoJobserver);
}

}  // namespace

void import_environment(Variables& variables, const char* const* entries) {
  // Under -e as well: Variables raises the origin when something tries to replace the variable.
  for (; *entries != nullptr; ++entries) {
    const char* equals = std::strchr(*entries, '=');
    if (equals == nullptr || equals == *entries) continue;
    const std::string_view name(*entries, static_cast<size_t>(equals - *entries));
    if (name == "SHELL") continue;
    const bool restarts = name == "MAKE_RESTARTS";
    std::string_view value = equals + 1;
    if (restarts && value.starts_with('-')) value.remove_prefix(1);
    Variable& variable = variables.define(name, value, Origin::kEnvironment, true);
    variable.from_environment = true;
    // A sub-make counts its own.
    variable.export_state = restarts ? ExportState::kNoExport : ExportState::kExport;
  }
}

void export_terminals(Variables& variables, std::string_view stdout_name,
                      std::string_view stderr_name) {
  const auto define = [&](std::string_view name, std::string_view value) {
    if (value.empty() || variables.find(name) != nullptr) return;
    variables.define(name, value, Origin::kDefault, false).export_state = ExportState::kExport;
  };
  define("MAKE_TERMOUT", stdout_name);
  define("MAKE_TERMERR", stderr_name);
}

ExportedEnvironment::ExportedEnvironment(Expander& expander, const char* const* original,
                                         unsigned level)
    : expander_(expander),
      level_(fmt::format("MAKELEVEL={}", level + 1)),
      makelevel_(expander.symbols().intern("MAKELEVEL")),
      shell_(expander.symbols().intern("SHELL")),
      makeflags_(expander.symbols().intern("MAKEFLAGS")),
      mflags_(expander.symbols().intern("MFLAGS")) {
  for (; original != nullptr && *original != nullptr; ++original) {
    if (std::strncmp(*original, "SHELL=", 6) == 0) original_shell_ = *original;
  }
}

bool ExportedEnvironment::is_exported(const Entry& entry) const {
  const Variable& variable = *entry.variable;
  switch (entry.state) {
    case ExportState::kExport:
      return true;
    case ExportState::kNoExport:
      return false;
    case ExportState::kIfSet:
      return variable.origin != Origin::kDefault;
    case ExportState::kDefault:
      break;
  }
  if (variable.origin == Origin::kDefault || variable.origin == Origin::kAutomatic) return false;
  // SHELL is for make alone unless a makefile says `export` (manual, "Choosing the Shell").
  if (!variable.exportable || variable.name == shell_) return false;
  return export_all_ || variable.origin == Origin::kCommandLine ||
         from_environment(variable.origin);
}

// Brings the list of exported global variables up to date.
void ExportedEnvironment::refresh() {
  Variables& variables = expander_.variables();
  const bool export_all = expander_.database().export_all;
  if (fresh_ && changes_ == variables.changes() && export_all_ == export_all) return;
  fresh_ = true;
  changes_ = variables.changes();
  export_all_ = export_all;
  globals_.clear();
  shared_[0].reset();
  shared_[1].reset();
  all_fixed_ = true;
  for (Variable* variable :
       listed_variables(expander_.symbols(), variables.global().variables(), kReferenceSlots)) {
    const Entry entry{variable, variable->export_state};
    if (!is_exported(entry)) continue;
    globals_.push_back(exported(*variable));
    all_fixed_ &= !globals_.back().text.empty();
  }
}

ExportedEnvironment::Exported ExportedEnvironment::exported(Variable& variable) const {
  const std::string_view name = expander_.symbols().text(variable.name);
  Exported made{&variable, {}, reference_variable_hash(name)};
  if (variable.name == makelevel_) {
    made.text = level_;
  } else if (!needs_expansion(variable, variable.name == makeflags_)) {
    made.text.reserve(name.size() + variable.value.size() + 1);
    made.text.append(name).append(1, '=').append(variable.value);
  }
  return made;
}

// The variables of the sets between `scope` and the global one, each name once. Private ones of a
// parent are out of sight.
// Returns whether the way to the global set hides private variables.
bool ExportedEnvironment::collect_locals(VariableScope* scope, std::vector<Entry>& locals) {
  VariableScope* const global = &expander_.variables().global();
  bool through_parent = false;
  for (; scope != nullptr && scope != global; scope = scope->parent()) {
    for (Variable* variable :
         listed_variables(expander_.symbols(), scope->variables(), kReferenceTargetSlots)) {
      if (variable->origin == Origin::kAutomatic) continue;
      // To recipes a target's pattern-specific variables are like inherited ones.
      if ((through_parent || scope->is_of_patterns()) && variable->is_private) continue;
      auto known = std::find_if(locals.begin(), locals.end(), [&](const Entry& entry) {
        return entry.variable->name == variable->name;
      });
      if (known == locals.end()) {
        locals.push_back({variable, variable->export_state});
      } else if (known->state == ExportState::kDefault) {
        known->state = variable->export_state;
      }
    }
    through_parent |= scope->parent_is_target();
  }
  for (Entry& entry : locals) {
    if (entry.state != ExportState::kDefault) continue;
    const Variable* variable = global->find_local(entry.variable->name);
    if (variable == nullptr || (through_parent && variable->is_private)) continue;
    entry.state = variable->export_state;
  }
  return through_parent;
}

// All that is exported, in the order in which GNU make fills the table that it then goes through:
// the innermost set first.
std::vector<ExportedEnvironment::Exported> ExportedEnvironment::merged(
    bool hides_private, const std::vector<Entry>& locals) const {
  std::vector<Exported> all;
  all.reserve(globals_.size() + locals.size());
  for (const Entry& entry : locals) {
    if (entry.variable->name == makelevel_) continue;
    if (is_exported(entry)) all.push_back(exported(*entry.variable));
  }
  for (const Exported& global : globals_) {
    if (hides_private && global.variable->is_private) continue;
    const bool shadowed = std::any_of(locals.begin(), locals.end(), [&](const Entry& entry) {
      return entry.variable->name == global.variable->name;
    });
    if (!shadowed || global.variable->name == makelevel_) all.push_back(global);
  }
  return all;
}

Status ExportedEnvironment::expand(Variable& variable, VariableScope* scope, std::string& text) {
  text.append(expander_.symbols().text(variable.name)).append(1, '=');
  // While makefiles are read, messages name the reader's place; for a recipe, the definition.
  ScopeGuard guard(expander_, scope, expander_.where() ? expander_.where() : variable.where);
  return expander_.expand_variable(variable, text);
}

Status ExportedEnvironment::fill(VariableScope* scope, bool hides_private, bool recursive,
                                 const std::vector<Entry>& locals, Environment& out) {
  // A copy: expansion may define variables ($(eval)) and with it change globals_.
  std::vector<Exported> all = merged(hides_private, locals);
  std::vector<uint32_t> hashes;
  hashes.reserve(all.size());
  for (const Exported& entry : all) hashes.push_back(entry.hash);
  out.reserve(all.size() + 2);
  bool has_shell = original_shell_.empty(), has_level = false;
  for (const uint32_t index : reference_order(hashes, kReferenceSlots)) {
    Exported& entry = all[index];
    const Symbol name = entry.variable->name;
    has_shell |= name == shell_;
    has_level |= name == makelevel_;
    if (entry.text.empty()) TRY(expand(*entry.variable, scope, entry.text));
    if (!recursive && (name == makeflags_ || name == mflags_)) revoke_jobserver(entry.text);
    out.push_back(std::move(entry.text));
  }
  if (!has_shell) out.push_back(original_shell_);
  if (!has_level) out.push_back(level_);
  return Status::kOk;
}

Status ExportedEnvironment::for_recipe(VariableScope* scope, bool recursive,
                                       std::shared_ptr<const Environment>& out) {
  refresh();
  std::vector<Entry> locals;
  const bool hides_private = collect_locals(scope, locals);
  // Variables of the target that neither are exported nor hide an exported one make no difference.
  std::erase_if(locals, [&](const Entry& entry) {
    if (is_exported(entry)) return false;
    const Variable* global = expander_.variables().global().find_local(entry.variable->name);
    return global == nullptr || !is_exported({const_cast<Variable*>(global), global->export_state});
  });
  std::shared_ptr<const Environment>& shared = shared_[recursive ? 1 : 0];
  const bool shareable = all_fixed_ && locals.empty();
  if (shareable && shared != nullptr) {
    out = shared;
    return Status::kOk;
  }
  auto made = std::make_shared<Environment>();
  ScopeGuard nowhere(expander_, scope, {});
  TRY(fill(scope, hides_private, recursive, locals, *made));
  out = std::move(made);
  if (shareable) shared = out;
  return Status::kOk;
}

Status ExportedEnvironment::build(VariableScope* scope, Environment& out) {
  // While makefiles are read, variables change in ways that are not counted.
  fresh_ = false;
  refresh();
  if (scope == nullptr) scope = &expander_.variables().global();
  std::vector<Entry> locals;
  const bool hides_private = collect_locals(scope, locals);
  return fill(scope, hides_private, false, locals, out);
}

}  // namespace umake
