// What each switch does when it is read, from argv or from MAKEFLAGS; the rows of switch_table.cc
// name these functions.
//
// `argument` is null when there is none. False: a bad argument, reported.
#pragma once

#include "options.h"

namespace umake {

bool ignore_switch(SwitchReading& reading, const char* argument);
bool set_directory(SwitchReading& reading, const char* argument);
bool set_makefile(SwitchReading& reading, const char* argument);
bool set_old_file(SwitchReading& reading, const char* argument);
bool set_new_file(SwitchReading& reading, const char* argument);
bool set_include_dir(SwitchReading& reading, const char* argument);
bool set_eval(SwitchReading& reading, const char* argument);
bool set_debug_all(SwitchReading& reading, const char* argument);
bool set_debug(SwitchReading& reading, const char* argument);
bool set_jobs(SwitchReading& reading, const char* argument);
bool set_load(SwitchReading& reading, const char* argument);
bool set_keep_going(SwitchReading& reading, const char* argument);
bool set_no_keep_going(SwitchReading& reading, const char* argument);
bool set_silent(SwitchReading& reading, const char* argument);
bool set_no_silent(SwitchReading& reading, const char* argument);
bool set_print_directory(SwitchReading& reading, const char* argument);
bool set_no_print_directory(SwitchReading& reading, const char* argument);
bool set_output_sync(SwitchReading& reading, const char* argument);
bool set_shuffle(SwitchReading& reading, const char* argument);
bool set_jobserver_style(SwitchReading& reading, const char* argument);
bool set_jobserver(SwitchReading& reading, const char* argument);
bool set_sync_mutex(SwitchReading& reading, const char* argument);
bool set_mode(SwitchReading& reading, const char* argument);
bool set_standard(SwitchReading& reading, const char* argument);
bool set_no_observe(SwitchReading& reading, const char* argument);
bool set_no_cache(SwitchReading& reading, const char* argument);
bool set_fresh(SwitchReading& reading, const char* argument);
bool set_audit(SwitchReading& reading, const char* argument);
bool set_cache(SwitchReading& reading, const char* argument);

}  // namespace umake
