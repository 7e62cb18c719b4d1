// MAKEFLAGS, MFLAGS and MAKEOVERRIDES: what sub-makes and makefiles see of the switches and of the
// command line's variables (manual, "Communicating Options to a Sub-make", "Communicating Variables
// to a Sub-make").
//
// Flow in Session: parse_invocation; the environment becomes variables; define_command_variables;
// define_makeflags (kFirst); built-in variables; makefiles are read, and each assignment to
// MAKEFLAGS (Variables::on_special) goes to makefile_assigned_makeflags; finish_makeflags; the
// jobserver is made; define_makeflags (kSettled); recipes run. Coordinator thread only.
#pragma once

#include <string>
#include <string_view>

#include "base/output.h"
#include "base/status.h"
#include "options.h"
#include "parser/expander.h"
#include "parser/variables.h"

namespace umake {

enum class MakeflagsStage : uint8_t {
  kFirst,    // also marks MAKEFLAGS exported, once: a makefile may unexport it
  kReading,  // makefiles are being read
  kSettled,  // for recipes
};

// Appends the switches in force as MAKEFLAGS shows them: letters in one word without a dash, the
// others after it, each with a blank before it; neither --eval texts nor variables. $ is doubled.
void compose_makeflags(const Invocation& invocation, std::string& out);

// Defines the variables of the command line and of the environment's MAKEFLAGS, then
// -*-command-variables-*- and MAKEOVERRIDES when there are any. To be called before built-in
// variables are defined: GNU make's := on the command line does not see them. kFailed: reported.
Status define_command_variables(Invocation& invocation, Expander& expander);

// Sets MAKEFLAGS and MFLAGS, at first also -*-eval-flags-*-, and empties GNUMAKEFLAGS. `posix`:
// .POSIX was seen, so a makefile's own MAKEOVERRIDES does not count.
void define_makeflags(const Invocation& invocation, Variables& variables, MakeflagsStage stage,
                      bool posix);

// A makefile assigned MAKEFLAGS: obeys its switches, defines the variables in it (as the makefile's
// own), and gives MAKEFLAGS its proper form again. What follows from changed switches (include
// directories, built-in rules dropped) is Session's. kFailed: a bad value, reported.
Status makefile_assigned_makeflags(Invocation& invocation, const Variable& makeflags,
                                   Expander& expander, Output& output, bool posix);

// All makefiles were read: a makefile's GNUMAKEFLAGS is obeyed and emptied, the command line's -j takes over again, -R brings -r, and a MAKEFLAGS=
// of the command line is obeyed, which GNU make does not before. kFailed: a bad switch in it,
// reported.
Status finish_makeflags(Invocation& invocation, Expander& expander, Output& output);

}  // namespace umake
