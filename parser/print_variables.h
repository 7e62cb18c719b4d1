// The variables in `make -p`'s text (manual, "Summary of Options", -p): the global ones and the
// pattern-specific ones, and for the list of files those of a target. Same layout as GNU make's; in
// the order of definition, where GNU make has that of its hash tables.
#pragma once

#include <string>

#include "graph/database.h"
#include "parser/variables.h"

namespace umake {

// Appends "# Variables" and "# Pattern-specific Variable Values".
void print_variables(const Variables& variables, std::string& out);
// Appends "TARGET: NAME = VALUE" for each of the target's own variables.
void print_target_variables(const SymbolTable& symbols, const Target& target, std::string& out);

}  // namespace umake
