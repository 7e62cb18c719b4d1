// What the command line, MAKEFLAGS and the environment ask for: plain data that every layer reads.
//
// Filled by src/options; changed later only by Options when a makefile assigns MAKEFLAGS. Names are those
// of GNU make's long options (manual, "Summary of Options").
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace umake {

enum class Mode : uint8_t { kStandard, kFast, kUltra };
enum class OutputSync : uint8_t { kNone, kLine, kTarget, kRecurse };
enum class Shuffle : uint8_t { kNone, kRandom, kReverse, kIdentity };
enum class JobserverStyle : uint8_t { kDefault, kPipe, kFifo };

// Bits of --debug.
enum DebugFlag : uint32_t {
  kDebugBasic = 1u << 0,
  kDebugVerbose = 1u << 1,
  kDebugJobs = 1u << 2,
  kDebugImplicit = 1u << 3,
  kDebugPrint = 1u << 4,
  kDebugWhy = 1u << 5,
  kDebugMakefile = 1u << 6,
  kDebugAll = ~0u,
};

struct Switches {
  bool always_make = false;              // -B
  bool environment_overrides = false;    // -e
  bool ignore_errors = false;            // -i
  bool keep_going = false;               // -k
  bool just_print = false;               // -n
  bool question = false;                 // -q
  bool touch = false;                    // -t
  bool silent = false;                   // -s
  bool trace = false;                    // --trace
  bool print_data_base = false;          // -p
  bool no_builtin_rules = false;         // -r
  bool no_builtin_variables = false;     // -R (implies -r)
  bool check_symlink_times = false;      // -L
  bool warn_undefined_variables = false; // --warn-undefined-variables
  bool print_version = false;            // -v
  bool print_help = false;               // -h
  // -w / --no-print-directory; unset means automatic (on in sub-makes and with -C).
  enum class PrintDirectory : uint8_t { kAuto, kYes, kNo } print_directory = PrintDirectory::kAuto;

  uint32_t debug = 0;                    // DebugFlag bits (-d, --debug=)
  // -j: 0 means no limit. `jobs_given` tells whether the user (or a parent make) said anything.
  int jobs = 1;
  bool jobs_given = false;
  // The number of jobs is umake's choice: it is held back while memory is short, and a recipe that
  // failed beside others is tried once more alone.
  bool auto_jobs = false;
  double max_load = -1;                  // -l; negative: no limit
  OutputSync output_sync = OutputSync::kNone;
  std::string sync_mutex;                // --sync-mutex from a parent make
  Shuffle shuffle = Shuffle::kNone;
  uint32_t shuffle_seed = 0;
  JobserverStyle jobserver_style = JobserverStyle::kDefault;
  std::string jobserver_auth;            // --jobserver-auth from a parent make

  std::vector<std::string> makefiles;    // -f
  std::vector<std::string> directories;  // -C
  std::vector<std::string> include_dirs; // -I ("-" clears the default ones)
  std::vector<std::string> old_files;    // -o
  std::vector<std::string> new_files;    // -W
  std::vector<std::string> evals;        // -E, --eval

  // umake's own.
  Mode mode = Mode::kFast;
  bool recipe_check = false;             // --recipe-check: a changed command line counts in fast mode
  bool observe = true;                   // --no-observe
  bool cache = true;                     // --no-cache
  bool explain = false;                  // --explain: why each recipe runs
  enum class Audit : uint8_t { kNone, kText, kJson } audit = Audit::kNone;  // --audit
  std::vector<std::string> fresh;        // --fresh: targets that are made again whatever is known of them
  bool rerun = false;                    // --rerun: every recipe runs, and what it makes is compared with the cache

  bool debugging(uint32_t bits) const { return (debug & bits) != 0; }
};

}  // namespace umake
