// What the user asked for: argv, MAKEFLAGS, GNUMAKEFLAGS and the table of switches that both are
// read by (manual, "How to Run make", "Communicating Options to a Sub-make").
//
// One table (switch_table()) drives the parsing of argv and of MAKEFLAGS, the composing of
// MAKEFLAGS, --help and, by a test, the manual page and the shell completions. Owned by Session;
// coordinator thread only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/output.h"
#include "base/status.h"
#include "base/switches.h"
#include "parser/variable.h"

namespace umake {

// What follows a switch.
enum class ArgumentKind : uint8_t {
  kNone,            // nothing
  kRequired,        // a non-empty text: -f FILE, --file=FILE
  kOptional,        // a text, only when attached: -OTYPE, --debug=FLAGS
  kOptionalNumber,  // attached or the next word when it begins like a number: -j 4, -l2.5
};

struct Invocation;

// One switch. Spellings that mean the same are further rows with the same `id` (table order).
struct SwitchRow {
  uint8_t id = 0;              // dense; where its state is kept
  char letter = 0;             // its short form; 0: none
  const char* name = nullptr;  // its long form; null: none
  ArgumentKind argument = ArgumentKind::kNone;
  bool in_makeflags = false;  // travels to sub-makes
  bool in_makefile = true;    // obeyed when a makefile assigns MAKEFLAGS
  bool own = false;           // umake's own: never in MAKEFLAGS
  Status (*set)(Invocation&, const char* argument) = nullptr;
};

// All switches in the order in which MAKEFLAGS lists them.
std::span<const SwitchRow> switch_table();

// A NAME=VALUE argument, or one that came through MAKEFLAGS.
struct CommandDefinition {
  std::string name;   // unexpanded
  std::string value;  // unexpanded
  Assignment assignment = Assignment::kRecursive;
};

// Where a switch was given. A weaker source does not undo a stronger one; both the environment's
// MAKEFLAGS and argv count as the user, and argv is read last.
enum class SwitchSource : uint8_t { kDefault, kMakefile, kUser };

// Everything that the command line and the environment said. Filled by parse_invocation, changed by
// decode_makeflags when a makefile assigns MAKEFLAGS.
struct Invocation {
  std::string path;     // argv[0]
  std::string program;  // its base name: what messages start with
  unsigned level = 0;   // MAKELEVEL
  Switches switches;
  std::vector<std::string> goals;              // in order; `umake` alone: none
  std::vector<CommandDefinition> definitions;  // in the order they were given
  bool usage_error = false;  // a bad switch: its message and the usage were printed, exit 2

  // What only MAKEFLAGS shows.
  SwitchSource keep_going_source = SwitchSource::kDefault;
  SwitchSource silent_source = SwitchSource::kDefault;
  SwitchSource print_directory_source = SwitchSource::kDefault;
  SwitchSource environment_source = SwitchSource::kDefault;
  SwitchSource jobs_source = SwitchSource::kDefault;
  SwitchSource load_source = SwitchSource::kDefault;
  SwitchSource sync_source = SwitchSource::kDefault;
  bool no_keep_going = false;            // -S was given
  bool no_silent = false;                // --no-silent was given
  std::vector<std::string> debug_words;  // of --debug=, in order
  bool debug_all = false;                // -d
  std::string output_sync_word;          // of -O
  std::string shuffle_word;              // of --shuffle
  std::string jobserver_style_word;
  std::string mode_word;  // of --mode, UMAKE_MODE or the configuration
};

// Reads the environment's GNUMAKEFLAGS and MAKEFLAGS, then argv, then umake's own settings
// (personality.h). `environment` is a null-terminated list of NAME=VALUE. kFailed: a message was
// printed (with the usage for a bad switch); exit 2.
// --help and --version are only noted in `switches`.
Status parse_invocation(int argc, char* const* argv, char* const* environment, Output& output,
                        Invocation& invocation);

// Splits "NAME=VALUE" (any assignment operator) into its parts; false when it is not an assignment,
// so a goal.
bool parse_definition(std::string_view text, CommandDefinition& out);

}  // namespace umake
