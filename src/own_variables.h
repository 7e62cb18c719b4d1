// The variables by which make tells makefiles about itself (manual, "Other Special Variables").
#pragma once

#include <string_view>

#include "options.h"
#include "parser/variables.h"

namespace umake {

struct OwnVariables {
  std::string_view program;    // $(MAKE_COMMAND)
  std::string_view directory;  // the working directory
  unsigned restarts = 0;       // how often makefiles were remade before
};

// To be called after the environment's and the command line's were defined: a weaker origin does
// not replace a stronger one.
void define_own_variables(const OwnVariables& values, const Invocation& invocation,
                          Variables& variables);

}  // namespace umake
