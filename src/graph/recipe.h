// A recipe as it stands in the makefile, before expansion (manual, "Recipe Syntax").
#pragma once

#include <string_view>

#include "base/location.h"

namespace umake {

// The text of all its lines. Each logical line ends in '\n', its leading recipe prefix is removed;
// backslash-newlines inside a line stand as they are, with whatever prefix the next line has. Lives in the
// session's arena; shared by all targets of a rule. Immutable once made.
struct Recipe {
  std::string_view text;
  Location where;        // of the first line
  char prefix = '\t';    // .RECIPEPREFIX when it was read

  // A rule whose recipe is there but blank ("target: ;") has a recipe that runs nothing.
  bool empty() const { return text.empty(); }
};

}  // namespace umake
