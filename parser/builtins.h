// The built-in variables, suffixes and rules of GNU make 4.4.1 on a POSIX system (manual, "Catalogue of Built-In
// Rules", "Variables Used by Implicit Rules"): static tables, not text parsed at each start.
#pragma once

#include "graph/database.h"
#include "parser/variables.h"

namespace umake {

// CC, CFLAGS, COMPILE.c, OUTPUT_OPTION, .LIBPATTERNS, ... with origin "default".
void define_builtin_variables(Variables& variables);
// The default .SUFFIXES list.
void add_builtin_suffixes(Database& database);
// Built-in suffix rules as targets (".c.o") and the built-in pattern rules ("%: %,v", "(%): %", ...).
void add_builtin_rules(Database& database);

}  // namespace umake
