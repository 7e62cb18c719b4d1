#include "parser/variables.h"

#include <algorithm>

#include "graph/reference_order.h"
#include "parser/expander.h"
#include "parser/scratch.h"
#include "parser/words.h"

namespace umake {

namespace {

constexpr std::string_view kSpecialNames[] = {"MAKEFLAGS", ".RECIPEPREFIX"};

// The names of all global variables.
Status append_variable_names(Expander& expander, const Variable&, void*, std::string& out) {
  WordAppender words(out);
  for (const Variable* variable : listed_variables(
           expander.symbols(), expander.variables().global().variables(), kReferenceSlots)) {
    words.add(expander.symbols().text(variable->name));
  }
  return Status::kOk;
}

bool is_exportable(std::string_view name) {
  const auto is_letter = [](char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return !name.empty() && is_letter(name[0]) && std::all_of(name.begin(), name.end(), [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9');
  });
}

}  // namespace

std::vector<Variable*> listed_variables(const SymbolTable& symbols,
                                        const std::vector<Variable*>& variables, uint32_t slots) {
  std::vector<uint32_t> hashes;
  hashes.reserve(variables.size());
  for (const Variable* variable : variables) {
    hashes.push_back(reference_variable_hash(symbols.text(variable->name)));
  }
  std::vector<Variable*> listed;
  listed.reserve(variables.size());
  for (const uint32_t index : reference_order(hashes, slots)) listed.push_back(variables[index]);
  return listed;
}

Variables::Variables(SymbolTable& symbols, const Switches& switches)
    : symbols_(symbols),
      switches_(switches),
      global_(nullptr, false, VariableScope::Kind::kGlobal) {
  for (std::string_view name : kSpecialNames) special_.push_back(symbols.intern(name));
  define(".VARIABLES", {}, Origin::kDefault, false).compute = append_variable_names;
}

VariableScope* Variables::new_scope() { return &scopes_.emplace_back(&global_, true); }

bool Variables::is_special(Symbol name) const {
  return std::find(special_.begin(), special_.end(), name) != special_.end();
}

Variable* Variables::look_up(Symbol name, VariableScope* scope) {
  return (scope != nullptr ? scope : &global_)->find(name);
}

Variable* Variables::find(std::string_view name, VariableScope* scope) {
  const Symbol symbol = symbols_.find(name);
  return symbol ? look_up(symbol, scope) : nullptr;
}

Variable& Variables::define(std::string_view name, std::string_view value, Origin origin,
                            bool recursive, VariableScope* scope, Location where) {
  return define_symbol(symbols_.intern(name), value, origin, recursive,
                       scope != nullptr ? *scope : global_, where);
}

// A weaker origin does not replace a stronger one. What came from the environment is raised to
// "environment override" when something tries to replace it under -e, not before: $(origin) tells.
Variable& Variables::define_symbol(Symbol name, std::string_view value, Origin origin,
                                   bool recursive, VariableScope& scope, Location where) {
  Variable& variable = scope.enter(name);
  if (variable.origin == Origin::kUndefined) {
    variable.exportable = is_exportable(symbols_.text(name));
    variable.special = &scope == &global_ && is_special(name);
  } else {
    if (switches_.environment_overrides && variable.origin == Origin::kEnvironment) {
      variable.origin = Origin::kEnvironmentOverride;
    }
    if (origin < variable.origin) return variable;
  }
  variable.set_value(value);
  variable.origin = origin;
  variable.recursive = recursive;
  variable.where = where;
  if (&scope == &global_) ++changes_;
  return variable;
}

Status Variables::undefine(std::string_view name, Origin origin, VariableScope* scope) {
  const Symbol symbol = symbols_.find(name);
  VariableScope& set = scope != nullptr ? *scope : global_;
  Variable* variable = symbol ? set.find_local(symbol) : nullptr;
  if (variable == nullptr) return Status::kOk;
  if (switches_.environment_overrides && variable->origin == Origin::kEnvironment) {
    variable->origin = Origin::kEnvironmentOverride;
  }
  if (origin < variable->origin) return Status::kOk;
  set.remove(symbol);
  ++changes_;
  // In GNU make a variable that is defined anew has no effect of its own.
  if (variable->special) std::erase(special_, symbol);
  return Status::kOk;
}

// An assignment on its way to a definition.
struct Variables::Definition {
  Symbol name;
  Assignment assignment;
  std::string_view text;  // as written
  Origin origin;
  AssignmentScope kind;
  VariableScope* own;  // where the variable is defined
  Location where;

  std::string_view value;  // what it becomes: `text`, or what is in `buffer`
  std::string* buffer = nullptr;
  bool recursive = true;
  bool append = false;       // the variable's append flag
  Variable* done = nullptr;  // not null: nothing is to be defined, this one stands
};

// += pastes to the old value; a simple variable has the new text expanded at once. In a target's
// scope only the target's own definition is pasted to: what it inherits comes first whenever it is
// expanded, unless the own one does not append.
Status Variables::append(Expander& expander, Definition& definition) {
  Variable* old = nullptr;
  if (definition.kind == AssignmentScope::kGlobal) {
    old = expander.find(definition.name);
  } else {
    old = definition.own->find_local(definition.name);
    definition.append = old == nullptr || old->append;
  }
  if (old == nullptr) return Status::kOk;
  definition.recursive = old->recursive;
  BufferLease added(expander.scratch());
  std::string_view text = definition.text;
  if (!old->recursive) {
    TRY(expander.expand(text, added.text()));
    text = added.text();
  }
  if (text.empty()) {
    definition.done = old;
    return Status::kOk;
  }
  const bool in_place = old == definition.own->find_local(definition.name) &&
                        definition.origin >= old->origin && old->compute == nullptr &&
                        !(switches_.environment_overrides && old->origin == Origin::kEnvironment);
  if (!in_place) {
    if (!old->value.empty()) *definition.buffer += old->value + " ";
    *definition.buffer += text;
    definition.value = *definition.buffer;
    return Status::kOk;
  }
  // The usual case: the value grows where it is, so that a list built word by word is not copied
  // each time.
  if (!old->value.empty()) old->value += ' ';
  old->value += text;
  old->compiled.reset();
  old->origin = definition.origin;
  old->where = definition.where;
  old->append = definition.append;
  if (definition.own == &global_) ++changes_;
  definition.done = old;
  return Status::kOk;
}

Variable* Variables::find_for_pattern(Expander& expander, Symbol name) {
  Variable* variable = expander.find(name);
  return variable != nullptr ? variable : global_.find_local(name);
}

// Finds the value and flavor that the assignment gives.
Status Variables::evaluate(Expander& expander, Definition& definition) {
  std::string& buffer = *definition.buffer;
  definition.value = definition.text;
  switch (definition.assignment) {
    case Assignment::kRecursive:
      return Status::kOk;
    case Assignment::kConditional:
      definition.done = definition.kind == AssignmentScope::kPattern
                            ? find_for_pattern(expander, definition.name)
                            : expander.find(definition.name);
      return Status::kOk;
    case Assignment::kAppend:
      return append(expander, definition);
    case Assignment::kSimple:
      TRY(expander.expand(definition.text, buffer));
      definition.recursive = false;
      break;
    case Assignment::kImmediate: {
      BufferLease expanded(expander.scratch());
      TRY(expander.expand(definition.text, expanded.text()));
      text_substitute("$", "$$", expanded.text(), false, buffer);
      break;
    }
    case Assignment::kShell: {
      BufferLease command(expander.scratch());
      TRY(expander.expand(definition.text, command.text()));
      TRY(expander.run_shell(command.text(), buffer));
      fold_lines(buffer, 0, TrailingLines::kDropOne);
      break;
    }
  }
  definition.value = buffer;
  return Status::kOk;
}

// The command line's (and -e's) global definition wins over a target's, unless that one is an
// override.
void Variables::obey_command_line(Variable& variable) {
  if (variable.origin == Origin::kOverride) return;
  const Variable* global = global_.find_local(variable.name);
  if (global == nullptr || global == &variable) return;
  if (global->origin != Origin::kEnvironmentOverride && global->origin != Origin::kCommandLine) {
    return;
  }
  variable.set_value(global->value);
  variable.origin = global->origin;
  variable.recursive = global->recursive;
  variable.append = false;
}

Status Variables::assign(Expander& expander, std::string_view name, Assignment assignment,
                         std::string_view value, Origin origin, AssignmentScope kind,
                         VariableScope* scope, Location where, Variable** result) {
  BufferLease buffer(expander.scratch());
  Definition definition;
  definition.name = symbols_.intern(name);
  definition.assignment = assignment;
  definition.text = value;
  definition.origin = origin;
  definition.kind = kind;
  definition.own = kind == AssignmentScope::kGlobal || scope == nullptr ? &global_ : scope;
  definition.where = where;
  definition.buffer = &buffer.text();
  TRY(evaluate(expander, definition));
  Variable* variable = definition.done;
  if (variable == nullptr) {
    variable = &define_symbol(definition.name, definition.value, origin, definition.recursive,
                              *definition.own, where);
    variable->append = definition.append;
    variable->conditional = assignment == Assignment::kConditional;
  }
  if (kind != AssignmentScope::kGlobal && definition.own->find_local(definition.name) == variable) {
    variable->per_target = true;
    if (kind == AssignmentScope::kTarget) obey_command_line(*variable);
  }
  if (result != nullptr) *result = variable;
  if (kind == AssignmentScope::kGlobal && variable->special && on_special) {
    return on_special(*variable);
  }
  return Status::kOk;
}

}  // namespace umake
