// Variables that belong to targets: target-specific and pattern-specific assignments, and the chain
// of scopes in which a target's recipe is expanded (manual, "Target-specific Variable Values",
// "Pattern-specific Variable Values", "Suppressing Inheritance").
//
// A target without variables of its own has no scope: scope_of() then gives its parent's. The chain
// is
//   target's own -> pattern-specific -> parent's own -> parent's pattern-specific -> ... -> global
// and every step to a parent or to the global set hides private variables. Coordinator thread only.
#pragma once

#include <string_view>

#include "base/location.h"
#include "base/status.h"
#include "graph/database.h"
#include "parser/expander.h"
#include "parser/variables.h"

namespace umake {

// "TARGET: [private] [override] [export] NAME OP VALUE" as read, nothing expanded: NAME is
// expanded where VALUE would be, so that a target's own variables can be part of it.
struct TargetAssignment {
  std::string_view name;
  Assignment assignment = Assignment::kRecursive;
  std::string_view value;
  Origin origin = Origin::kFile;                     // kOverride with `override`
  ExportState export_state = ExportState::kDefault;  // kExport, kNoExport with `export`, `unexport`
  bool is_private = false;
  Location where;
};

// Defines the variable in the target's own scope, made when it has none. A double-colon target's
// variables stand with its first rule. Honours -e and the command line: a variable set there keeps
// that value, unless the assignment says `override`.
Status assign_target_variable(Expander& expander, TargetId target,
                              const TargetAssignment& assignment);

// The same for every target that `pattern` (one unescaped %) matches; := is expanded now, in the
// current scope.
Status assign_pattern_variable(Expander& expander, std::string_view pattern, size_t percent,
                               const TargetAssignment& assignment);

// Links the target's scope to its parent's (Target::parent) and, once, looks up the
// pattern-specific variables that match. `again`: the parent may have changed since. Ancestors are
// prepared first.
Status prepare_target_scope(Expander& expander, TargetId target, bool again);

// Where references in the target's recipe are looked up, automatic variables aside; the global
// scope when neither the target nor its ancestors have variables. `hides_private`: private
// variables of that scope are not the target's own.
VariableScope* scope_of(Expander& expander, TargetId target, bool& hides_private);

// The scope of a file that is no target: its pattern-specific variables, else the global scope.
Status scope_of_name(Expander& expander, Symbol name, VariableScope*& scope);

}  // namespace umake
