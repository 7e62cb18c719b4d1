// MAKEFLAGS, MFLAGS and MAKEOVERRIDES: what sub-makes and makefiles see of the switches (manual,
// "Communicating Options to a Sub-make", "Communicating Variables to a Sub-make").
//
// Flow in Session: parse_invocation; built-in and environment variables defined;
// define_command_variables; define_makeflags; makefiles are read (each assignment to MAKEFLAGS:
// Variables::on_special calls makefile_assigned_makeflags); finish_makeflags; recipes run.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "base/status.h"
#include "options.h"
#include "parser/expander.h"
#include "parser/variables.h"

namespace umake {

// Appends the value of MAKEFLAGS for the switches in force, without the part that follows " --".
// `reading`: makefiles are still being read (-r is not yet shown for -R).
void compose_makeflags(const Invocation& invocation, std::string& out);

// Defines the variables of the command line and of MAKEFLAGS's " --" part (origin "command line"),
// then
// -*-command-variables-*- and MAKEOVERRIDES. Kept current when called again with more definitions.
Status define_command_variables(Invocation& invocation, Expander& expander);

// Sets MAKEFLAGS, MFLAGS and -*-eval-flags-*- from the switches. Call again whenever they changed
// (-R settled, the jobserver set up).
void define_makeflags(const Invocation& invocation, Variables& variables);

// A makefile assigned MAKEFLAGS (`value` as it stands, unexpanded): obeys it and defines MAKEFLAGS
// anew. kFailed: bad switch or value, already reported.
Status makefile_assigned_makeflags(Invocation& invocation, Variable& makeflags, Expander& expander,
                                   Output& output);

// Splits MAKEFLAGS text to words as a sub-make reads them and obeys them.
Status decode_makeflags(Invocation& invocation, std::string_view text, SwitchSource source,
                        Output& output);

}  // namespace umake
