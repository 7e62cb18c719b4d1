// What the user asked for: argv, GNUMAKEFLAGS and MAKEFLAGS, read by one table of switches (manual,
// "How to Run make", "Summary of Options", "Communicating Options to a Sub-make").
//
// The table (switch_table.h) drives the parsing of argv and of MAKEFLAGS, the composing of
// MAKEFLAGS, --help and, by a test, the manual page and the shell completions. Owned by Session;
// coordinator thread only.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/output.h"
#include "base/status.h"
#include "base/switches.h"
#include "parser/variable.h"

namespace umake {

// A NAME=VALUE argument, of argv or in MAKEFLAGS.
struct CommandDefinition {
  std::string name;   // unexpanded
  std::string value;  // unexpanded
  Assignment assignment = Assignment::kRecursive;
  bool warns = false;  // --warn-undefined-variables came before it
};

// Where a switch was given, weakest first: a makefile's -k does not undo the user's -S. The
// environment's MAKEFLAGS and argv are the user both, and argv is read last. A MAKEFLAGS=... among
// argv's variables is weaker than either.
enum class SwitchSource : uint8_t { kDefault, kMakefile, kCommandVariable, kUser };

// Everything that the command line and the environment said. Filled by parse_invocation; changed
// when a makefile assigns MAKEFLAGS (makeflags.h). To read the makefiles again from the start, keep
// a copy from before.
struct Invocation {
  std::string path;     // argv[0]
  std::string program;  // its base name: what messages start with
  unsigned level = 0;   // MAKELEVEL
  Switches switches;
  std::vector<std::string> goals;  // in order; those in the environment's MAKEFLAGS come first
  std::vector<CommandDefinition> definitions;  // in order
  bool jobs_on_command_line =
      false;  // argv has -j: it beats a makefile's, and a parent's jobserver is left

  // What MAKEFLAGS must show as it was given.
  int command_line_jobs = 1;             // of argv's -j
  bool no_keep_going = false;            // -S
  bool no_silent = false;                // --no-silent
  bool debug_all = false;                // -d
  std::vector<std::string> debug_words;  // of each --debug, in order
  std::string output_sync_word;          // of -O
  std::string shuffle_word;              // of --shuffle, "random" replaced by its seed
  SwitchSource keep_going_source = SwitchSource::kDefault;
  SwitchSource silent_source = SwitchSource::kDefault;
  SwitchSource print_directory_source = SwitchSource::kDefault;

  std::string jobserver_style_word;  // of --jobserver-style; checked when a jobserver is made
  std::string mode_word;   // of --mode and --standard, or an ultra goal's; empty: nobody on this
                           // command line
  std::string cache_word;  // of --cache: to do that, and nothing else
  int default_jobs = 1;    // when nobody gave -j; 0: as many as the machine has for us (auto)
};

// Appends the expansion of the text of an environment's MAKEFLAGS that has a reference in it.
using ExpandText = std::function<Status(std::string_view text, std::string& out)>;

// The variable that hands umake's own switches to sub-makes: MAKEFLAGS is for GNU make's.
inline constexpr char kOwnFlags[] = "UMAKE_FLAGS";

// Reads UMAKE_FLAGS, GNUMAKEFLAGS and MAKEFLAGS of the environment (null-terminated, NAME=VALUE), then argv, and
// settles the mode (personality.h). kFailed: the message was printed, with the usage for a bad
// switch; the exit status is 2.
// --help and --version are only noted. Without `expand`, references in MAKEFLAGS see environment
// variables only.
Status parse_invocation(int argc, char* const* argv, char* const* environment, Output& output,
                        Invocation& invocation, const ExpandText& expand = nullptr);

// Splits "NAME=VALUE", with any assignment operator, into its parts; false when `text` is none, so
// a goal.
bool parse_definition(std::string_view text, CommandDefinition& out);

// What one reading of switches is about.
struct SwitchReading {
  Invocation& invocation;
  Output& output;
  SwitchSource source;
  std::string_view getopt_name;  // what messages about unknown switches start with; argv[0], or
                                 // empty for MAKEFLAGS
  bool from_argv = false;
  bool bad = false;  // a switch was not understood
  std::vector<CommandDefinition>* definitions;
};

// Reads `words` as getopt_long(3) would with GNU make's switches, switches and other words in any
// order. From a makefile unknown switches and goals are passed over. kFailed: fatal, reported.
Status read_switches(std::span<const char* const> words, SwitchReading& reading);

// Splits the text of MAKEFLAGS to words: blanks separate, a backslash takes what follows as it is;
// a first word that is neither a switch nor a definition gets a dash. The words view `storage`.
void split_makeflags(std::string_view text, std::string& storage, std::vector<const char*>& words);

}  // namespace umake
