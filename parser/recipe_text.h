// The text of recipes between the makefile and the shell: how it falls into lines, what its first
// characters ask for, and what becomes of backslash-newlines (manual, "Recipe Syntax", "Splitting
// Recipe Lines"). Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace umake {

// Takes the first line, without its newline, off `text`; a newline after an odd number of
// backslashes does not end it. False when nothing is left.
bool next_recipe_line(std::string_view& text, std::string_view& line);

struct RecipeFlags {
  bool recursive = false;  // +, or $(MAKE) or ${MAKE} anywhere
  bool silent = false;     // @
  bool ignore = false;     // -
};
// What the unexpanded line asks for.
RecipeFlags recipe_flags(std::string_view line);

// Makes one blank of each backslash-newline inside a $(...) or ${...}, with the blanks around it;
// functions must not see it. Those outside stay for the shell. As in GNU make, `$$(` counts as a
// reference here. Returns `line` itself when there is nothing to do, else a view of `buffer`.
std::string_view fold_references(std::string_view line, std::string& buffer);

// Drops `prefix` characters after each newline of an expanded line: one after the first, and one
// more for each command that ended before, unless the whole is `one_command`.
void drop_line_prefixes(std::string& line, char prefix, bool one_command);

}  // namespace umake
