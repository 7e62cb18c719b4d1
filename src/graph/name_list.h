// Splitting expanded text into file names, as for targets, prerequisites, include lists and
// $(wildcard) (manual, "Types of Prerequisites", "Using Wildcard Characters", "Archive Members as
// Targets").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/symbol.h"

namespace umake {

struct NameListContext {
  SymbolTable& symbols;
  FileSystem& files;
  std::string_view home;  // $(HOME), for ~
};

struct NameListOptions {
  bool glob = true;            // expand wildcards; a pattern that matches nothing stands for itself
  bool existing_only = false;  // $(wildcard): drop names that do not exist
  bool strip_dot_slash = true;  // "./x" -> "x"
  bool split_archives = true;   // "lib.a(x y)" -> "lib.a(x)" "lib.a(y)"
  bool tilde = true;
  bool unescape = true;  // "\ " , "\:" , "\#" ... lose their backslash
};

struct ParsedName {
  Symbol name;
  bool wait_before = false;  // .WAIT stood before it (only when the caller asked for waits)
};

// Splits `text` at blanks that no backslash escapes. Names come in order, wildcards replaced by
// their sorted matches.
void parse_names(std::string_view text, const NameListContext& context,
                 const NameListOptions& options, std::vector<Symbol>& out);

// The same for a prerequisite list: ".WAIT" words become marks on the name after them (a trailing
// .WAIT is dropped).
void parse_prerequisite_names(std::string_view text, const NameListContext& context,
                              const NameListOptions& options, std::vector<ParsedName>& out);

// A single name as makefiles spell it: "./x" is "x"; of "./" and ".//" nothing is taken.
std::string_view without_dot_slash(std::string_view name);

}  // namespace umake
