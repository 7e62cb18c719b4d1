// Which umake this is: its mode, its number of jobs when nobody says, and whether to step aside for
// the real make.
//
// Settings come from the command line, else from the environment (UMAKE_MODE, UMAKE_JOBS), else
// from the configuration file, else from the name umake was called by. Coordinator thread only;
// nothing is cached.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/output.h"
#include "base/status.h"
#include "options.h"
#include "parser/variables.h"

namespace umake {

// The value of NAME in a null-terminated list of NAME=VALUE; null when it is not set.
const char* environment_value(char* const* environment, std::string_view name);

// True when the program's base name is make or gmake: then jobs stay 1 unless -j or UMAKE_JOBS says
// otherwise.
bool is_make_personality(std::string_view program);

// "standard", "fast" or "ultra".
std::string_view mode_name(Mode mode);

// Sets switches.mode: the command line's mode_word, else UMAKE_MODE, else `mode` of the
// configuration, else fast; and default_jobs: 1 in standard mode, else UMAKE_JOBS, else `jobs` of
// the configuration, else 1 as make, else auto. kFailed: a bad value, reported with the good ones.
Status settle_personality(Invocation& invocation, char* const* environment, Output& output);

// Makes `mode` the mode of this build and of the makes below it (an ultra goal was asked for).
void choose_mode(Invocation& invocation, Mode mode);

// Sub-makes hear of a mode that was chosen on this make's command line through the environment:
// defines UMAKE_MODE, exported. To be called after the environment was imported; does nothing when
// the mode came from elsewhere.
// The same for umake's other switches, through UMAKE_FLAGS.
void export_mode(const Invocation& invocation, Variables& variables);

// The value of `key` in a configuration text: lines of "key = value", # begins a comment, the last
// one counts; keys that are not known mean nothing. Empty when it is not there.
std::string configuration_value(std::string_view text, std::string_view key);

// --- personality_posix.cc
// ----------------------------------------------------------------------------

// The text of $XDG_CONFIG_HOME/umake/config, else of ~/.config/umake/config; empty when there is
// none.
std::string read_configuration(char* const* environment);

// UMAKE_DISABLE (set, and neither empty nor 0): replaces this process by the real make, with
// umake's own switches left out. kOk: not asked for. kFailed: none was found or it could not be run
// (reported); exit 2.
Status step_aside_if_disabled(char* const* argv, char* const* environment, Output& output);

// What UMAKE_DISABLE runs: UMAKE_FALLBACK, else the first make or gmake on PATH that is not this
// very program. Empty when there is none.
std::string find_real_make(char* const* environment);

// argv for the real make: `program` in place of argv[0], umake's own switches left out. Views argv.
std::vector<const char*> arguments_for_real_make(const char* program, char* const* argv);

}  // namespace umake
