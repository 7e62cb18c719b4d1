#include "parser/target_variables.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/messages.h"
#include "graph/pattern_rule.h"

namespace umake {

namespace {

// The rule of a double-colon target that holds the variables of all of them.
TargetId holder(const Targets& targets, TargetId id) {
  id = targets.resolve(id);
  const TargetId first = targets[id].first_double_colon;
  return first ? first : id;
}

// The innermost scope that belongs to the target itself; null when it has none.
VariableScope* local_scope(const Target& target) {
  return target.scope != nullptr ? target.scope : target.pattern_scope;
}

TargetId parent_of(const Targets& targets, TargetId id) {
  const TargetId parent = targets[id].parent;
  return parent ? holder(targets, parent) : parent;
}

// The scope that a target inherits from: that of the nearest ancestor that has one, or the global
// one. The graph has no cycles once circular dependencies were dropped; the count guards against a
// parent that was recorded before.
VariableScope* inherited_scope(Expander& expander, TargetId id) {
  const Targets& targets = expander.database().targets;
  uint32_t steps = expander.variables().has_scopes() ? targets.count() : 0;
  for (TargetId at = parent_of(targets, id); at && steps > 0;
       at = parent_of(targets, at), --steps) {
    VariableScope* scope = local_scope(targets[at]);
    if (scope != nullptr && at != id) return scope;
  }
  return &expander.variables().global();
}

void link(Expander& expander, TargetId id) {
  Target& target = expander.database().targets[id];
  if (local_scope(target) == nullptr) return;
  VariableScope* inherited = inherited_scope(expander, id);
  if (target.scope != nullptr && target.pattern_scope != nullptr) {
    target.scope->set_parent(target.pattern_scope, false);
    target.pattern_scope->set_parent(inherited, true);
  } else {
    local_scope(target)->set_parent(inherited, true);
  }
}

// What the command line or -e says of a variable wins over makefiles that do not say `override`.
Variable* command_line_variable(Variables& variables, Symbol name) {
  Variable* variable = variables.global().find_local(name);
  if (variable == nullptr) return nullptr;
  const bool wins =
      variable->origin == Origin::kCommandLine || variable->origin == Origin::kEnvironmentOverride;
  return wins ? variable : nullptr;
}

// Carries the modifiers of `from` over to the variable that an assignment left.
void set_modifiers(Variable& variable, ExportState export_state, bool is_private) {
  variable.per_target = true;
  variable.is_private = is_private;
  if (export_state != ExportState::kDefault) variable.export_state = export_state;
}

// A pattern's := was expanded when it was read, so its value is put in as it stands.
void define_expanded(const PatternVariable& pattern, std::string_view value, Origin origin,
                     VariableScope* scope) {
  const Variable& from = pattern.variable;
  const Variable* before = scope->find_local(from.name);
  if (before != nullptr && before->origin > origin) return;
  Variable& variable = scope->enter(from.name);
  variable.set_value(value);
  variable.origin = origin;
  variable.recursive = false;
  variable.append = false;
  variable.where = from.where;
  set_modifiers(variable, from.export_state, from.is_private);
}

// What a ?= found defined elsewhere takes the modifiers all the same, as in GNU make: a private
// global variable is no longer private.
void set_modifiers_outside(Expander& expander, Symbol name, ExportState export_state,
                           bool is_private) {
  Variable* variable = expander.variables().find_for_pattern(expander, name);
  if (variable == nullptr) return;
  if (export_state == variable->export_state && is_private == variable->is_private) return;
  variable->is_private = is_private;
  variable->export_state = export_state;
  expander.variables().note_change();
}

// Where the command line wins, its value stands in the assignment in place of the makefile's: GNU
// make appends it with +=, runs it with !=, and leaves it unexpanded with :=.
Status apply_pattern(Expander& expander, const PatternVariable& pattern, VariableScope* scope) {
  Variables& variables = expander.variables();
  const Variable& from = pattern.variable;
  const Variable* winner =
      from.origin == Origin::kOverride ? nullptr : command_line_variable(variables, from.name);
  const std::string value(winner != nullptr ? winner->value : from.value);
  const Origin origin = winner != nullptr ? winner->origin : from.origin;
  if (pattern.assignment == Assignment::kSimple) {
    define_expanded(pattern, value, origin, scope);
    return Status::kOk;
  }
  // The name's text stays put while the assignment runs: pattern variables are only added.
  TRY(variables.assign(expander, variables.symbols().text(from.name), pattern.assignment, value,
                       origin, AssignmentScope::kPattern, scope, from.where));
  // A ?= may have left the variable undefined here.
  Variable* variable = scope->find_local(from.name);
  if (variable != nullptr) {
    set_modifiers(*variable, from.export_state, from.is_private);
  } else {
    // A pattern's takes over that there are none as well.
    set_modifiers_outside(expander, from.name, from.export_state, from.is_private);
  }
  return Status::kOk;
}

// Makes a scope of the pattern-specific variables whose pattern matches `name`; null when none
// does. They are applied from the longest stem to the shortest, so that the most specific pattern
// has the last word; those of one length in the order of the makefile. While they are applied, ?=,
// != and :::= see the global variables but not those that the target inherits.
Status matching_pattern_scope(Expander& expander, Symbol target_name, VariableScope*& scope) {
  SymbolTable& symbols = expander.symbols();
  const std::string_view name = symbols.text(target_name);
  std::vector<const PatternVariable*> matches;
  for (const PatternVariable& pattern : expander.variables().pattern_variables()) {
    const std::string_view text = symbols.text(pattern.pattern);
    std::string_view stem;
    // The stem must not be empty.
    if (name.size() < text.size() || !match_pattern(text, pattern.percent, name, stem)) continue;
    matches.push_back(&pattern);
  }
  scope = nullptr;
  if (matches.empty()) return Status::kOk;
  std::stable_sort(matches.begin(), matches.end(),
                   [&](const PatternVariable* a, const PatternVariable* b) {
                     return symbols.text(a->pattern).size() < symbols.text(b->pattern).size();
                   });
  scope = expander.variables().new_scope();
  scope->set_of_patterns();
  scope->set_parent(&expander.variables().global(), true);
  ScopeGuard guard(expander, scope, expander.where());
  for (const PatternVariable* pattern : matches) TRY(apply_pattern(expander, *pattern, scope));
  return Status::kOk;
}

Status prepare_one(Expander& expander, TargetId id) {
  Target& target = expander.database().targets[id];
  if (!target.scope_ready) {
    target.scope_ready = true;
    if (!expander.variables().pattern_variables().empty()) {
      TRY(matching_pattern_scope(expander, target.name, target.pattern_scope));
    }
  }
  link(expander, id);
  return Status::kOk;
}

// Expands the name of an assignment in the current scope.
Status expand_name(Expander& expander, const TargetAssignment& assignment, std::string& name) {
  TRY(expander.expand(assignment.name, name));
  if (!name.empty()) return Status::kOk;
  return expander.diagnostics().fatal(assignment.where, msg::kEmptyVariableName);
}

}  // namespace

Status assign_target_variable(Expander& expander, TargetId id, const TargetAssignment& assignment) {
  Targets& targets = expander.database().targets;
  id = holder(targets, id);
  Target& target = targets[id];
  if (target.scope == nullptr) target.scope = expander.variables().new_scope();
  link(expander, id);
  ScopeGuard guard(expander, target.scope, assignment.where);
  std::string name;
  TRY(expand_name(expander, assignment, name));
  TRY(expander.variables().assign(expander, name, assignment.assignment, assignment.value,
                                  assignment.origin, AssignmentScope::kTarget, target.scope,
                                  assignment.where));
  // A ?= may have left the variable undefined here.
  const Symbol symbol = expander.symbols().intern(name);
  Variable* variable = target.scope->find_local(symbol);
  if (variable != nullptr) {
    set_modifiers(*variable, assignment.export_state, assignment.is_private);
  } else if (assignment.export_state != ExportState::kDefault || assignment.is_private) {
    const Variable* const outside = expander.find(symbol);
    const bool keeps = assignment.export_state == ExportState::kDefault && outside != nullptr;
    set_modifiers_outside(expander, symbol, keeps ? outside->export_state : assignment.export_state,
                          assignment.is_private);
  }
  return Status::kOk;
}

Status assign_pattern_variable(Expander& expander, std::string_view pattern, size_t percent,
                               const TargetAssignment& assignment) {
  std::string name;
  TRY(expand_name(expander, assignment, name));
  PatternVariable entry;
  entry.pattern = expander.symbols().intern(pattern);
  entry.percent = static_cast<uint32_t>(percent);
  entry.assignment = assignment.assignment;
  entry.variable.name = expander.symbols().intern(name);
  entry.variable.where = assignment.where;
  entry.variable.origin = assignment.origin;
  entry.variable.export_state = assignment.export_state;
  entry.variable.is_private = assignment.is_private;
  entry.variable.per_target = true;
  std::string value;
  if (assignment.assignment == Assignment::kSimple) {
    TRY(expander.expand(assignment.value, value));
    entry.variable.recursive = false;
  } else {
    // A :::= too is expanded only when a target takes it.
    value = assignment.value;
  }
  entry.variable.set_value(value);
  expander.variables().pattern_variables().push_back(std::move(entry));
  return Status::kOk;
}

Status prepare_target_scope(Expander& expander, TargetId id, bool again) {
  Targets& targets = expander.database().targets;
  id = holder(targets, id);
  if (!again && targets[id].scope_ready) return Status::kOk;
  const bool patterns = !expander.variables().pattern_variables().empty();
  if (!patterns && !expander.variables().has_scopes()) {
    // Nothing to link. In a long chain all that is above is ready from the first target on.
    for (TargetId at = id; at && !targets[at].scope_ready; at = parent_of(targets, at)) {
      targets[at].scope_ready = true;
    }
    return Status::kOk;
  }
  bool all_ready = true;
  uint32_t steps = targets.count();
  for (TargetId at = id; at && steps > 0; at = parent_of(targets, at), --steps) {
    all_ready &= targets[at].scope_ready;
    if (!patterns || targets[at].scope_ready) TRY(prepare_one(expander, at));
  }
  if (all_ready || !patterns) return Status::kOk;
  // Ancestors first: a scope is linked to the nearest ancestor that has one.
  std::vector<TargetId> path;
  for (TargetId at = id; at && path.size() <= targets.count(); at = parent_of(targets, at)) {
    path.push_back(at);
  }
  for (auto at = path.rbegin(); at != path.rend(); ++at) TRY(prepare_one(expander, *at));
  return Status::kOk;
}

VariableScope* scope_of(Expander& expander, TargetId id, bool& hides_private) {
  const Targets& targets = expander.database().targets;
  id = holder(targets, id);
  VariableScope* scope = local_scope(targets[id]);
  hides_private = scope == nullptr;
  return scope != nullptr ? scope : inherited_scope(expander, id);
}

Status scope_of_name(Expander& expander, Symbol name, VariableScope*& scope) {
  VariableScope* global = &expander.variables().global();
  scope = nullptr;
  if (!expander.variables().pattern_variables().empty()) {
    TRY(matching_pattern_scope(expander, name, scope));
  }
  if (scope == nullptr) scope = global;
  return Status::kOk;
}

}  // namespace umake
