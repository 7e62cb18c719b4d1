// Everything the makefiles define: what the parser fills and the runtime walks.
//
// One for each reading of the makefiles; when a makefile was remade, Session throws it away and
// reads again. Coordinator thread only.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "base/arena.h"
#include "base/directory_cache.h"
#include "base/file_system.h"
#include "base/symbol.h"
#include "graph/pattern_rule.h"
#include "graph/target.h"
#include "graph/vpath.h"

namespace umake {

// A makefile that was read or asked for.
struct Makefile {
  TargetId target;
  bool included = false;   // by an include directive
  bool dont_care = false;  // -include, sinclude, MAKEFILES, default names
  bool found = false;      // it could be opened
  bool changed = false;    // was remade in this round (its mtime moved)
  bool no_expand_tilde = false;
  int error = 0;   // errno of the failed open
  Location where;  // of the include directive
};

struct Database {
  Database(SymbolTable& symbol_table, FileSystem& file_system)
      : symbols(symbol_table),
        files(file_system),
        directories(file_system),
        targets(symbol_table),
        patterns(symbol_table),
        vpaths(file_system, directories, targets) {}

  SymbolTable& symbols;
  FileSystem& files;
  Arena arena;  // recipe texts and whatever lives as long as the data base
  DirectoryCache directories;
  Targets targets;
  PatternRules patterns;
  VpathSearch vpaths;
  std::deque<Recipe> recipes;       // stable addresses
  std::vector<Makefile> makefiles;  // in the order they were read
  std::vector<Symbol> suffixes;     // .SUFFIXES, in order

  std::vector<TargetId> made;  // targets whose recipe ran, in the order they were done
  TargetId default_goal;       // as .DEFAULT_GOAL resolves it after reading
  // .DEFAULT's recipe, null when it has none.
  const Recipe* default_recipe = nullptr;
  // The recipe of the built-in suffix rule of this name (".c.o"), null when there is none; unset
  // with -r. GNU make has a file of that name and recipe for each of them; here they become targets
  // only when somebody asks for one.
  const Recipe* (*find_builtin_suffix)(std::string_view name) = nullptr;
  const Recipe* builtin_suffix_recipe(std::string_view name) const {
    if (find_builtin_suffix == nullptr || !name.starts_with('.')) return nullptr;
    return find_builtin_suffix(name);
  }
  // Whether the default .SUFFIXES has it: GNU make knows of a file of that name. Unset with -r.
  bool (*is_default_suffix)(std::string_view name) = nullptr;
  // Whether GNU make's own rules speak of such a file, without making it a target.
  bool builtin_mentions(std::string_view name) const {
    return name.starts_with('.') &&
           (builtin_suffix_recipe(name) != nullptr || builtin_suffixes_have(name));
  }
  // Whether they mention it as a makefile would: as a prerequisite of .SUFFIXES.
  bool builtin_suffixes_have(std::string_view name) const {
    return name.starts_with('.') && is_default_suffix != nullptr && is_default_suffix(name);
  }
  // How often a function did more than expand: $(file) that writes, $(guile), a loaded object's.
  uint64_t function_acts = 0;
  bool second_expansion = false;  // .SECONDEXPANSION has been seen
  bool one_shell = false;         // .ONESHELL
  bool posix = false;             // .POSIX
  bool not_parallel = false;      // .NOTPARALLEL without prerequisites
  bool delete_on_error = false;   // .DELETE_ON_ERROR
  bool silent_all = false;        // .SILENT without prerequisites
  bool ignore_all = false;        // .IGNORE without prerequisites
  bool unobserved_all = false;    // .UMAKE_UNOBSERVED without prerequisites
  bool not_cached_all = false;    // .UMAKE_NOCACHE without prerequisites
  bool all_secondary = false;     // .SECONDARY without prerequisites
  bool no_intermediates = false;  // .NOTINTERMEDIATE without prerequisites
  bool export_all = false;        // .EXPORT_ALL_VARIABLES or bare `export`
  bool low_resolution_time = false;
};

}  // namespace umake
