// The table of all switches: GNU make 4.4.1's and umake's own. Whatever deals with switches - argv,
// MAKEFLAGS, --help, and the tests of the manual page and the completions - reads it.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "options.h"

namespace umake {

// What follows a switch.
enum class ArgumentKind : uint8_t {
  kNone,
  kRequired,         // -f FILE, -fFILE, --file=FILE, --file FILE
  kOptional,         // -OTYPE, --debug=FLAGS
  kOptionalInteger,  // -j4, and -j 4 when the next word has digits alone
  kOptionalNumber,   // -l2.5, and -l 2.5 when the next word begins with a digit or a dot
};

struct SwitchRow {
  enum Flag : uint8_t {
    kTravels = 1,        // is shown in MAKEFLAGS
    kNotInMakefile = 2,  // too late when a makefile says it
    kHidden = 4,         // between makes; not in --help
    kOwn = 8,            // umake's own
    kMayBeEmpty = 16,    // an empty argument is for `set` to judge
  };
  char letter;       // 0: none
  const char* name;  // null: none
  ArgumentKind argument;
  uint8_t flags;
  bool Switches::*flag;  // set when the switch is seen; null: see `set`
  // Null: `flag` says it all. `argument` is null when there is none. False: a bad argument,
  // reported.
  bool (*set)(SwitchReading& reading, const char* argument);
  // Whether MAKEFLAGS has it (argument kNone); null: see `flag`.
  bool (*is_set)(const Invocation& invocation);
  // Appends " -X..." for MAKEFLAGS, quoted (an argument's); null for the others.
  void (*show)(const Invocation& invocation, std::string& out);
  const char* argument_name;
  const char* help;

  bool has(Flag bit) const { return (flags & bit) != 0; }
};

// Another spelling of a row. --help lists them after the row's own, in this order.
struct SwitchAlias {
  char letter;
  const char* name;
  uint8_t row;
};

// In the order in which MAKEFLAGS lists switches and getopt_long's messages name them.
std::span<const SwitchRow> switch_rows();
std::span<const SwitchAlias> switch_aliases();
// Rows in the order of --help, hidden ones left out; GNU make's first, umake's own after them.
std::span<const uint8_t> switch_help_order();
// The row's usage, as --help shows it: "-C DIRECTORY, --directory=DIRECTORY".
std::string switch_usage(uint8_t row);

// Appends `text` as MAKEFLAGS quotes it: blanks and backslashes behind a backslash, $ doubled.
void quote_for_makeflags(std::string_view text, std::string& out);

}  // namespace umake
