// Which umake this is: mode, default number of jobs, and whether to step aside for the real make.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/output.h"
#include "base/status.h"
#include "options.h"

namespace umake {

// The environment as the process got it: a null-terminated list of NAME=VALUE. Null when NAME is
// not set.
const char* environment_value(char* const* environment, std::string_view name);

// True when the program's base name is make or gmake.
bool is_make_personality(std::string_view program);

// Sets switches.mode: `--mode`/`--standard` (invocation.mode_word), else UMAKE_MODE, else `mode` of
// the configuration file, else fast. kFailed: a bad value, reported with the valid ones.
Status choose_mode(Invocation& invocation, char* const* environment, Output& output);

// The number of jobs when neither the user nor a parent make gave -j: 0 means "as many as the
// machine has for us" (auto: the session asks cpu_limits), else the number.
int default_jobs(const Invocation& invocation, char* const* environment);

// UMAKE_DISABLE=1: replaces this process by the real make. Returns only when it is not set (kOk) or
// when no other make was found or it could not be executed (kFailed, reported).
Status step_aside_if_disabled(char* const* argv, char* const* environment, Output& output);
// The make that UMAKE_DISABLE execs; empty when there is none.
std::string find_real_make(char* const* environment);

// Reads `key` of the configuration file ($XDG_CONFIG_HOME/umake/config, else
// ~/.config/umake/config); empty when not there.
std::string configuration_value(char* const* environment, std::string_view key);

}  // namespace umake
