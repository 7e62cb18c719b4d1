// The variables in `make -p`'s text (manual, "Summary of Options", -p): the global ones and the
// pattern-specific ones, and for the list of files those of a target. Layout and order are GNU
// make's.
#pragma once

#include <string>

#include "graph/database.h"
#include "parser/automatic_variables.h"
#include "parser/variables.h"

namespace umake {

// Appends "# Variables" and "# Pattern-specific Variable Values".
void print_variables(const Variables& variables, std::string& out);
// Appends "TARGET: NAME = VALUE" for each of the target's own variables.
void print_target_variables(const SymbolTable& symbols, const Target& target, std::string& out);
// Appends the automatic variables a target had when its recipe or its prerequisites were expanded,
// as comments, and the statistics of its table of variables, when it has any. `automatic`: null
// when it had none.
void print_automatic_variables(const SymbolTable& symbols, const Target& target,
                               const AutomaticValues* automatic, std::string& out);

}  // namespace umake
