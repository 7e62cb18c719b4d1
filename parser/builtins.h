// The built-in variables, suffixes and rules of GNU make 4.4.1 on a POSIX system (manual,
// "Catalogue of Built-In Rules", "Variables Used by Implicit Rules"): static tables, not text
// parsed at each start.
//
// Built-in suffix rules become pattern rules only when all makefiles are read, since what makefiles
// do to .SUFFIXES and to targets such as ".c.o" decides which ones there are; and they become
// targets of their own only when somebody wants to see them (-p).
#pragma once

#include <vector>

#include "base/diagnostics.h"
#include "graph/database.h"
#include "parser/variables.h"

namespace umake {

// CC, CFLAGS, COMPILE.c, OUTPUT_OPTION, .LIBPATTERNS, SUFFIXES ... with origin "default". With
// `always_only`: just those that -R leaves (SHELL, MAKE, .FEATURES ...).
void define_builtin_variables(Variables& variables, bool always_only);
// A makefile put -R, or -r, into MAKEFLAGS: once all makefiles are read, the variables above go
// (those that still are as built in), or SUFFIXES becomes empty.
void undefine_builtin_variables(Variables& variables);
void clear_suffixes_variable(Variables& variables);

// Appends the default suffixes to database.suffixes; returns how many they are.
size_t add_builtin_suffixes(Database& database);

// All suffix rules as pattern rules: those that `candidates` (targets of makefiles) define, and the
// built-in ones when `builtin`; then the other built-in pattern rules. `default_suffixes`:
// database.suffixes is the default list.
void add_implicit_rules(Database& database, Diagnostics& diagnostics,
                        const std::vector<TargetId>& candidates, bool builtin,
                        bool default_suffixes);

// The recipes of built-in suffix rules for those of their names (".c.o") that are targets already
// and have none.
void add_builtin_suffix_targets(Database& database);
// For -p: makes targets of all names that GNU make has without a makefile, and tells the order in
// which it enters all targets: .SUFFIXES with the suffixes as prerequisites, those, .DEFAULT; what
// the makefiles name; the built-in suffix rules.
std::vector<TargetId> enter_builtin_targets(Database& database);
// The recipe of the built-in suffix rule of that name, or null.
const Recipe* builtin_suffix_recipe(std::string_view name);

}  // namespace umake
