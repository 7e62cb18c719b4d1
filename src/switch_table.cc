#include "switch_table.h"

#include <fmt/format.h>

#include <cstdio>
#include <iterator>

#include "switch_acts.h"

namespace umake {
namespace {

using enum ArgumentKind;

// --- what MAKEFLAGS shows
// ----------------------------------------------------------------------------

bool is_debug_all(const Invocation& invocation) { return invocation.debug_all; }
bool is_no_keep_going(const Invocation& invocation) { return invocation.no_keep_going; }
bool is_no_silent(const Invocation& invocation) { return invocation.no_silent; }
bool is_print_directory(const Invocation& invocation) {
  return invocation.switches.print_directory == Switches::PrintDirectory::kYes;
}
bool is_no_print_directory(const Invocation& invocation) {
  return invocation.switches.print_directory == Switches::PrintDirectory::kNo;
}

void show_quoted(std::string_view spelling, std::string_view value, std::string& out) {
  out += spelling;
  quote_for_makeflags(value, out);
}

void show_include_dirs(const Invocation& invocation, std::string& out) {
  for (const std::string& dir : invocation.switches.include_dirs) show_quoted(" -I", dir, out);
}

void show_jobs(const Invocation& invocation, std::string& out) {
  const Switches& switches = invocation.switches;
  if (!switches.jobs_given && switches.jobserver_auth.empty()) return;
  out += " -j";
  if (switches.jobs > 0) fmt::format_to(std::back_inserter(out), "{}", switches.jobs);
}

void show_load(const Invocation& invocation, std::string& out) {
  if (invocation.switches.max_load < 0) return;
  char text[32];
  std::snprintf(text, sizeof text, " -l%g", invocation.switches.max_load);
  out += text;
}

void show_output_sync(const Invocation& invocation, std::string& out) {
  if (!invocation.output_sync_word.empty()) show_quoted(" -O", invocation.output_sync_word, out);
}

void show_debug(const Invocation& invocation, std::string& out) {
  for (const std::string& word : invocation.debug_words) show_quoted(" --debug=", word, out);
}

void show_jobserver(const Invocation& invocation, std::string& out) {
  const std::string& auth = invocation.switches.jobserver_auth;
  if (!auth.empty()) show_quoted(" --jobserver-auth=", auth, out);
}

void show_sync_mutex(const Invocation& invocation, std::string& out) {
  const std::string& mutex = invocation.switches.sync_mutex;
  if (!mutex.empty()) show_quoted(" --sync-mutex=", mutex, out);
}

void show_shuffle(const Invocation& invocation, std::string& out) {
  if (!invocation.shuffle_word.empty()) show_quoted(" --shuffle=", invocation.shuffle_word, out);
}

// --eval texts are shown behind all others, through a variable: makeflags.cc.
void show_nothing(const Invocation&, std::string&) {}

// --- the table
// ---------------------------------------------------------------------------------------

constexpr uint8_t kTravels = SwitchRow::kTravels;
constexpr uint8_t kNotInMakefile = SwitchRow::kNotInMakefile;
constexpr uint8_t kHidden = SwitchRow::kHidden;
constexpr uint8_t kOwn = SwitchRow::kOwn | SwitchRow::kNotInMakefile;
constexpr uint8_t kMayBeEmpty = SwitchRow::kMayBeEmpty;

// A switch that only raises a flag.
constexpr SwitchRow plain(char letter, const char* name, uint8_t flags, bool Switches::*flag,
                          const char* help) {
  return {letter, name, kNone, flags, flag, nullptr, nullptr, nullptr, nullptr, help};
}
// One without argument that does more.
constexpr SwitchRow acting(char letter, const char* name, uint8_t flags,
                           bool (*set)(SwitchReading&, const char*),
                           bool (*is_set)(const Invocation&), const char* help) {
  return {letter, name, kNone, flags, nullptr, set, is_set, nullptr, nullptr, help};
}
// One with an argument.
constexpr SwitchRow taking(char letter, const char* name, ArgumentKind argument, uint8_t flags,
                           bool (*set)(SwitchReading&, const char*),
                           void (*show)(const Invocation&, std::string&), const char* argument_name,
                           const char* help) {
  return {letter, name, argument, flags, nullptr, set, nullptr, show, argument_name, help};
}

constexpr SwitchRow kRows[] = {
    acting('b', nullptr, 0, ignore_switch, nullptr, "Ignored for compatibility."),
    plain('B', "always-make", kTravels, &Switches::always_make,
          "Unconditionally make all targets."),
    taking('C', "directory", kRequired, kNotInMakefile, set_directory, nullptr, "DIRECTORY",
           "Change to DIRECTORY before doing anything."),
    acting('d', nullptr, kTravels, set_debug_all, is_debug_all,
           "Print lots of debugging information."),
    plain('e', "environment-overrides", kTravels, &Switches::environment_overrides,
          "Environment variables override makefiles."),
    taking('E', "eval", kRequired, kTravels, set_eval, show_nothing, "STRING",
           "Evaluate STRING as a makefile statement."),
    taking('f', "file", kRequired, kNotInMakefile, set_makefile, nullptr, "FILE",
           "Read FILE as a makefile."),
    plain('h', "help", kNotInMakefile, &Switches::print_help, "Print this message and exit."),
    plain('i', "ignore-errors", kTravels, &Switches::ignore_errors, "Ignore errors from recipes."),
    taking('I', "include-dir", kRequired, kTravels, set_include_dir, show_include_dirs, "DIRECTORY",
           "Search DIRECTORY for included makefiles."),
    taking('j', "jobs", kOptionalInteger, kTravels | kMayBeEmpty, set_jobs, show_jobs, "N",
           "Allow N jobs at once; infinite jobs with no arg."),
    acting(
        'k', "keep-going", kTravels, set_keep_going,
        [](const Invocation& invocation) { return invocation.switches.keep_going; },
        "Keep going when some targets can't be made."),
    taking('l', "load-average", kOptionalNumber, kTravels | kMayBeEmpty, set_load, show_load, "N",
           "Don't start multiple jobs unless load is below N."),
    plain('L', "check-symlink-times", kTravels, &Switches::check_symlink_times,
          "Use the latest mtime between symlinks and target."),
    plain('n', "just-print", kTravels, &Switches::just_print,
          "Don't actually run any recipe; just print them."),
    taking('o', "old-file", kRequired, kNotInMakefile, set_old_file, nullptr, "FILE",
           "Consider FILE to be very old and don't remake it."),
    taking('O', "output-sync", kOptional, kTravels, set_output_sync, show_output_sync, "TYPE",
           "Synchronize output of parallel jobs by TYPE."),
    plain('p', "print-data-base", kTravels, &Switches::print_data_base,
          "Print make's internal database."),
    plain('q', "question", kTravels, &Switches::question,
          "Run no recipe; exit status says if up to date."),
    plain('r', "no-builtin-rules", kTravels, &Switches::no_builtin_rules,
          "Disable the built-in implicit rules."),
    plain('R', "no-builtin-variables", kTravels, &Switches::no_builtin_variables,
          "Disable the built-in variable settings."),
    acting(
        's', "silent", kTravels, set_silent,
        [](const Invocation& invocation) { return invocation.switches.silent; },
        "Don't echo recipes."),
    acting('S', "no-keep-going", kTravels, set_no_keep_going, is_no_keep_going, "Turns off -k."),
    plain('t', "touch", kTravels, &Switches::touch, "Touch targets instead of remaking them."),
    plain('v', "version", kNotInMakefile, &Switches::print_version,
          "Print the version number of make and exit."),
    acting('w', "print-directory", kTravels, set_print_directory, is_print_directory,
           "Print the current directory."),
    taking('W', "what-if", kRequired, kNotInMakefile, set_new_file, nullptr, "FILE",
           "Consider FILE to be infinitely new."),
    taking(0, "debug", kOptional, kTravels, set_debug, show_debug, "FLAGS",
           "Print various types of debugging information."),
    taking(0, "jobserver-auth", kRequired, kTravels | kHidden, set_jobserver, show_jobserver,
           "AUTH", ""),
    taking(0, "jobserver-fds", kRequired, kHidden, set_jobserver, nullptr, "AUTH", ""),
    taking(0, "jobserver-style", kRequired, 0, set_jobserver_style, nullptr, "STYLE",
           "Select the style of jobserver to use."),
    plain(0, "trace", kTravels, &Switches::trace, "Print tracing information."),
    acting(0, "no-print-directory", kTravels, set_no_print_directory, is_no_print_directory,
           "Turn off -w, even if it was turned on implicitly."),
    plain(0, "warn-undefined-variables", kTravels, &Switches::warn_undefined_variables,
          "Warn when an undefined variable is referenced."),
    taking(0, "sync-mutex", kRequired, kTravels | kHidden, set_sync_mutex, show_sync_mutex, "ID",
           ""),
    acting(0, "no-silent", kTravels, set_no_silent, is_no_silent,
           "Echo recipes (disable --silent mode)."),
    taking(0, "shuffle", kOptional, kTravels, set_shuffle, show_shuffle,
           "{SEED|random|reverse|none}", "Perform shuffle of prerequisites and goals."),
    // GNU make hands a copy of standard input to itself with it; umake reads its makefiles anew in
    // one process.
    taking(0, "temp-stdin", kRequired, kHidden | kNotInMakefile, ignore_switch, nullptr, "FILE",
           ""),

    taking(0, "mode", kRequired, kOwn, set_mode, nullptr, "MODE",
           "Work in MODE: standard, fast or ultra."),
    acting(0, "standard", kOwn, set_standard, nullptr,
           "Same as --mode=standard: exactly GNU make."),
    plain(0, "recipe-check", kOwn, &Switches::recipe_check,
          "Remake a target when its recipe's text has changed."),
    plain(0, "explain", kOwn, &Switches::explain, "Say why each recipe is run."),
    plain(0, "auto-jobs", kOwn | kHidden, &Switches::auto_jobs, ""),
    taking(0, "fresh", kRequired, kOwn, set_fresh, nullptr, "TARGET",
           "Run TARGET's recipe whatever is known of it."),
    plain(0, "rerun", kOwn, &Switches::rerun,
          "Run recipes whatever is known of them; compare what they make with the cache."),
    taking(0, "audit", kOptional, kOwn, set_audit, nullptr, "FORM",
           "List what recipes use and make without the makefiles saying so: text, json."),
    acting(0, "no-observe", kOwn, set_no_observe, nullptr,
           "Don't watch which files recipes read and write."),
    acting(0, "no-cache", kOwn, set_no_cache, nullptr, "Don't use the action cache."),
    taking(0, "cache", kRequired, kOwn, set_cache, nullptr, "COMMAND",
           "Look after the action cache and exit: status, clean, gc, verify."),
};

constexpr uint8_t row_of(std::string_view name) {
  for (uint8_t i = 0; i < std::size(kRows); ++i) {
    if (kRows[i].name != nullptr && name == kRows[i].name) return i;
    if (name.size() == 1 && kRows[i].letter == name[0]) return i;
  }
  return UINT8_MAX;
}

constexpr SwitchAlias kAliases[] = {
    {'m', nullptr, row_of("b")},          {0, "quiet", row_of("silent")},
    {0, "stop", row_of("no-keep-going")}, {0, "new-file", row_of("what-if")},
    {0, "assume-new", row_of("what-if")}, {0, "assume-old", row_of("old-file")},
    {0, "max-load", row_of("l")},         {0, "dry-run", row_of("just-print")},
    {0, "recon", row_of("just-print")},   {0, "makefile", row_of("file")},
};

constexpr uint8_t kHelpOrder[] = {
    row_of("b"),
    row_of("B"),
    row_of("C"),
    row_of("d"),
    row_of("debug"),
    row_of("e"),
    row_of("E"),
    row_of("f"),
    row_of("h"),
    row_of("i"),
    row_of("I"),
    row_of("j"),
    row_of("jobserver-style"),
    row_of("k"),
    row_of("l"),
    row_of("L"),
    row_of("n"),
    row_of("o"),
    row_of("O"),
    row_of("p"),
    row_of("q"),
    row_of("r"),
    row_of("R"),
    row_of("shuffle"),
    row_of("s"),
    row_of("no-silent"),
    row_of("S"),
    row_of("t"),
    row_of("trace"),
    row_of("v"),
    row_of("w"),
    row_of("no-print-directory"),
    row_of("W"),
    row_of("warn-undefined-variables"),
    // umake's own
    row_of("mode"),
    row_of("standard"),
    row_of("recipe-check"),
    row_of("explain"),
    row_of("fresh"),
    row_of("rerun"),
    row_of("audit"),
    row_of("no-observe"),
    row_of("no-cache"),
    row_of("cache"),
};

}  // namespace

std::span<const SwitchRow> switch_rows() { return kRows; }
std::span<const SwitchAlias> switch_aliases() { return kAliases; }
std::span<const uint8_t> switch_help_order() { return kHelpOrder; }

std::string switch_usage(uint8_t index) {
  const SwitchRow& row = kRows[index];
  const std::string argument = row.argument_name != nullptr ? row.argument_name : "";
  std::string short_form, long_form;
  if (row.argument == kRequired) {
    short_form = " " + argument;
    long_form = "=" + argument;
  } else if (row.argument != kNone) {
    short_form = (row.argument == kOptional ? "[" : " [") + argument + "]";
    long_form = "[=" + argument + "]";
  }
  std::string usage;
  const auto add = [&](char letter, const char* name) {
    if (letter != 0) usage += fmt::format("{}-{}{}", usage.empty() ? "" : ", ", letter, short_form);
    if (name != nullptr)
      usage += fmt::format("{}--{}{}", usage.empty() ? "" : ", ", name, long_form);
  };
  add(row.letter, row.name);
  for (const SwitchAlias& alias : kAliases) {
    if (alias.row == index) add(alias.letter, alias.name);
  }
  return usage;
}

void quote_for_makeflags(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (c == '$') out += '$';
    if (c == ' ' || c == '\t' || c == '\\') out += '\\';
    out += c;
  }
}

}  // namespace umake
