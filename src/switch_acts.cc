#include "switch_acts.h"

#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <cstdint>
#include <cstdlib>

#include "base/glob.h"
#include "base/messages.h"
#include "runtime/cache/maintenance.h"

namespace umake {

namespace {

void report(const SwitchReading& reading, std::string_view text) {
  reading.output.err(fmt::format("{}: {}\n", reading.invocation.program, text));
}

// "~" and "~user" as the shell has them.
std::string expand_home(const char* argument) {
  if (argument[0] != '~') return argument;
  const char* home = std::getenv("HOME");
  return expand_tilde(argument, home != nullptr ? home : "");
}

// A file named on the command line, under the name that makefiles use for it: without "./" in
// front.
std::string clean_file_name(const char* argument) {
  const std::string expanded = expand_home(argument);
  std::string_view name = expanded;
  while (name.size() > 2 && name.substr(0, 2) == "./") {
    name.remove_prefix(2);
    while (name.size() > 1 && name.front() == '/') name.remove_prefix(1);
  }
  return std::string(name);
}

void append_once(std::vector<std::string>& list, std::string text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

// A later source of the same strength wins, a weaker one is passed over.
bool takes(SwitchSource& current, const SwitchReading& reading) {
  if (reading.source < current) return false;
  current = reading.source;
  return true;
}

// One of two switches that are each other's opposite.
bool choose(const SwitchReading& reading, SwitchSource& source, bool& chosen, bool& opposite) {
  if (!takes(source, reading)) return true;
  chosen = true;
  opposite = false;
  return true;
}

// The number, cut to 32 bits as GNU make's is: "4294967297" is 1, and "-1" the value that stands
// for no -j at all. 0: not a number, or none that -j takes.
uint32_t number_of_jobs(const char* text) {
  char* end = nullptr;
  const unsigned long value = std::strtoul(text, &end, 10);
  return end == text || *end != '\0' ? 0 : static_cast<uint32_t>(value);
}

}  // namespace

bool ignore_switch(SwitchReading&, const char*) { return true; }

bool set_directory(SwitchReading& reading, const char* argument) {
  append_once(reading.invocation.switches.directories, expand_home(argument));
  return true;
}

bool set_makefile(SwitchReading& reading, const char* argument) {
  reading.invocation.switches.makefiles.push_back(clean_file_name(argument));
  return true;
}

bool set_old_file(SwitchReading& reading, const char* argument) {
  append_once(reading.invocation.switches.old_files, clean_file_name(argument));
  return true;
}

bool set_new_file(SwitchReading& reading, const char* argument) {
  append_once(reading.invocation.switches.new_files, clean_file_name(argument));
  return true;
}

bool set_include_dir(SwitchReading& reading, const char* argument) {
  append_once(reading.invocation.switches.include_dirs, expand_home(argument));
  return true;
}

bool set_eval(SwitchReading& reading, const char* argument) {
  append_once(reading.invocation.switches.evals, argument);
  return true;
}

bool set_debug_all(SwitchReading& reading, const char*) {
  reading.invocation.debug_all = true;
  return true;
}

bool set_debug(SwitchReading& reading, const char* argument) {
  append_once(reading.invocation.debug_words, argument != nullptr ? argument : "basic");
  return true;
}

bool set_jobs(SwitchReading& reading, const char* argument) {
  constexpr uint32_t kNotGiven = UINT32_MAX;
  const uint32_t number = argument != nullptr ? number_of_jobs(argument) : 0;
  if (argument != nullptr && number == 0) {
    report(reading, fmt::format(msg::kPositiveInteger, "j"));
    return false;
  }
  const bool given = number != kNotGiven;
  Invocation& invocation = reading.invocation;
  invocation.switches.jobs = given ? static_cast<int>(std::min<uint32_t>(number, INT_MAX)) : 1;
  invocation.switches.jobs_given = given;
  if (reading.from_argv) {
    invocation.jobs_on_command_line = given;
    invocation.command_line_jobs = invocation.switches.jobs;
  }
  return true;
}

bool set_load(SwitchReading& reading, const char* argument) {
  reading.invocation.switches.max_load = argument != nullptr ? std::strtod(argument, nullptr) : -1;
  return true;
}

bool set_keep_going(SwitchReading& reading, const char*) {
  Invocation& invocation = reading.invocation;
  return choose(reading, invocation.keep_going_source, invocation.switches.keep_going,
                invocation.no_keep_going);
}

bool set_no_keep_going(SwitchReading& reading, const char*) {
  Invocation& invocation = reading.invocation;
  return choose(reading, invocation.keep_going_source, invocation.no_keep_going,
                invocation.switches.keep_going);
}

bool set_silent(SwitchReading& reading, const char*) {
  Invocation& invocation = reading.invocation;
  return choose(reading, invocation.silent_source, invocation.switches.silent,
                invocation.no_silent);
}

bool set_no_silent(SwitchReading& reading, const char*) {
  Invocation& invocation = reading.invocation;
  return choose(reading, invocation.silent_source, invocation.no_silent,
                invocation.switches.silent);
}

bool set_print_directory(SwitchReading& reading, const char*) {
  Invocation& invocation = reading.invocation;
  if (!takes(invocation.print_directory_source, reading)) return true;
  invocation.switches.print_directory = Switches::PrintDirectory::kYes;
  return true;
}

bool set_no_print_directory(SwitchReading& reading, const char*) {
  Invocation& invocation = reading.invocation;
  if (!takes(invocation.print_directory_source, reading)) return true;
  invocation.switches.print_directory = Switches::PrintDirectory::kNo;
  return true;
}

bool set_output_sync(SwitchReading& reading, const char* argument) {
  reading.invocation.output_sync_word = argument != nullptr ? argument : "target";
  return true;
}

bool set_shuffle(SwitchReading& reading, const char* argument) {
  reading.invocation.shuffle_word = argument != nullptr ? argument : "random";
  return true;
}

bool set_jobserver_style(SwitchReading& reading, const char* argument) {
  reading.invocation.jobserver_style_word = argument;
  return true;
}

// A makefile can't hand a jobserver to the make that reads it.
bool set_jobserver(SwitchReading& reading, const char* argument) {
  if (reading.source != SwitchSource::kMakefile)
    reading.invocation.switches.jobserver_auth = argument;
  return true;
}

bool set_sync_mutex(SwitchReading& reading, const char* argument) {
  reading.invocation.switches.sync_mutex = argument;
  return true;
}

bool set_mode(SwitchReading& reading, const char* argument) {
  reading.invocation.mode_word = argument;
  return true;
}

bool set_standard(SwitchReading& reading, const char*) {
  reading.invocation.mode_word = "standard";
  return true;
}

bool set_no_observe(SwitchReading& reading, const char*) {
  reading.invocation.switches.observe = false;
  return true;
}

bool set_no_cache(SwitchReading& reading, const char*) {
  reading.invocation.switches.cache = false;
  return true;
}

bool set_fresh(SwitchReading& reading, const char* argument) {
  append_once(reading.invocation.switches.fresh, clean_file_name(argument));
  return true;
}

bool set_audit(SwitchReading& reading, const char* argument) {
  const std::string_view form = argument != nullptr ? argument : "text";
  if (form != "text" && form != "json") {
    report(reading, fmt::format(msg::kUnknownAudit, form));
    return false;
  }
  reading.invocation.switches.audit =
      form == "json" ? Switches::Audit::kJson : Switches::Audit::kText;
  return true;
}

// An act, not a setting: what stands in MAKEFLAGS does not do it again in every sub-make.
bool set_cache(SwitchReading& reading, const char* argument) {
  if (!reading.from_argv) return true;
  CacheCommand command;
  if (!parse_cache_command(argument, command)) {
    report(reading, fmt::format(msg::kUnknownCacheCommand, argument));
    return false;
  }
  reading.invocation.cache_word = argument;
  return true;
}

}  // namespace umake
