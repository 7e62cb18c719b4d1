// What is known of programs and of shell text, for results of $(shell) that are kept between runs:
// whether an answer can depend on what no file, no argument and no environment variable holds.
//
// An observer sees files. It does not see a clock, a process number, a random number or how full a
// disk is: these come without a file. So only the answers of programs are kept that are known to
// give nothing of the kind (or that say so in their arguments when they do); all others run each
// time. Pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace umake {

// What a program's answer can depend on besides what it reads, lists and asks of files.
enum class ProgramKind : uint8_t {
  kUnknown,  // anything
  kPlain,    // nothing, as far as may_repeat() does not object to its arguments
  kWalks,    // the order of names in a directory
  kShell,    // nothing, as kPlain, and it runs scripts
  kCompiler,
  // The times of files it only asks about: it remembers them and takes a file with the same times
  // for unchanged (git's index).
  kMindsTimes,
  kPerl,        // anything, unless all that it runs are scripts of the next kind
  kPerlScript,  // nothing; runs in perl
};

// `name`: a program's file name without directories, symbolic links followed. Versions
// ("gcc-12") and targets ("arm-none-eabi-gcc") are passed over.
ProgramKind program_kind(std::string_view name);

// Whether the text of a command, or of a script that it runs, names nothing that differs from run
// to run: process numbers ($$), random numbers, times, and variables of the environment that are no
// part of an action's key.
bool may_repeat(std::string_view text);

// Whether the text may make a shell or an awk take its program from a file that it reads.
bool may_run_files(std::string_view text);

// Whether every command that the text names may be of a known kind: if not, watching it is not
// worth the trouble. A guess: what decides is what was seen to run.
bool names_known_programs(std::string_view text);

}  // namespace umake
