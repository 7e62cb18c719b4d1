// One reading of the makefiles and what is built from it: evaluate, remake makefiles, build the
// goals.
//
// Owned by Session, one at a time; everything in it goes when a makefile was remade. Coordinator
// thread only.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/diagnostics.h"
#include "base/symbol.h"
#include "goals.h"
#include "graph/database.h"
#include "graph/implicit_search.h"
#include "guile.h"
#include "options.h"
#include "parser/evaluator.h"
#include "parser/expander.h"
#include "parser/exported_environment.h"
#include "parser/recipe_expansion.h"
#include "parser/variables.h"
#include "plugins.h"
#include "runtime/cache/action_cache.h"
#include "runtime/executor.h"
#include "runtime/freshness/content_freshness.h"
#include "runtime/jobserver.h"
#include "runtime/load_average.h"
#include "runtime/memory_guard.h"
#include "runtime/observe/observer.h"
#include "runtime/posix_output.h"
#include "runtime/processes_posix.h"
#include "runtime/shell_capture.h"
#include "runtime/signals_posix.h"
#include "runtime/target_times.h"
#include "runtime/temporary_files.h"
#include "runtime/walker.h"
#include "runtime/worker_pool.h"
#include "session.h"

namespace umake {

struct RoundResult {
  enum class Next : uint8_t { kDone, kReadAgain } next = Next::kDone;
  ExitCode code = ExitCode::kSuccess;
  int signal = 0;  // a fatal signal ended the build
};

// "Entering directory" lines: in sub-makes and with -C, unless -s; or as -w and
// --no-print-directory say.
void print_directory_lines(PosixOutput& output, const Invocation& invocation,
                           std::string_view program, std::string_view directory);

class Round {
 public:
  struct Dependencies {
    PosixOutput& output;
    Signals& signals;
    PosixProcessRunner& processes;
    FileSystem& files;
    WorkerPool& workers;
    Invocation& invocation;
    char** environment;
    const std::string& directory;       // the working directory
    std::string program;                // $(MAKE_COMMAND)
    const std::string& stdin_makefile;  // the temporary file that "-f -" was saved to; empty: none
    unsigned restarts = 0;              // how often makefiles were remade before
    std::unordered_set<std::string>& remade;  // targets whose recipes have run, from round to round
  };
  explicit Round(Dependencies dependencies);
  ~Round();

  RoundResult run();
  // The process ends now: what only takes memory is left for the system to clear away, which knows
  // how to do it at once.
  void leave_memory();

 private:
  // round.cc: the pipeline.
  Status read_makefiles();
  Status settle_database();
  void mark_all_intermediate();
  Status define_variables();
  Status define_variables_of_command();
  void define_terminals();
  Status obey_makeflags(Variable& makeflags);
  Plugins& plugins();
  Status run_guile(std::string_view text, std::string& out);
  Status set_up_jobs();
  void set_up_recipes();
  Status join_jobserver();
  void prepare_jobserver();
  Status set_up_freshness();
  void set_up_executor();
  bool expand_for_check(TargetId target, std::string& text);
  void recipe_starts(TargetId target);
  void print_data_base_text();
  Outcome build_goals();
  RoundResult finish(ExitCode code);
  void print_summary();
  void print_audit();
  bool print_rerun();
  Walker::Dependencies walker_dependencies();

  // remake_makefiles.cc
  enum class Remade : uint8_t { kNo, kYes, kFailed };
  Remade remake_makefiles();
  bool might_loop(TargetId makefile) const;
  Outcome build_makefiles(const std::vector<Goal>& goals);
  Remade look_at_makefiles(const std::vector<FileTime>& before,
                           const std::vector<const Makefile*>& makefiles, bool ran);
  void mark_files(const std::vector<std::string>& names, FileTime time);
  void mark_old_and_new_files();
  void mark_stdin_makefile();

  // What was read, and what serves to look it up: memory, and nothing else.
  struct Knowledge {
    Knowledge(const Dependencies& dependencies);

    SymbolTable symbols;
    Diagnostics diagnostics;
    Variables variables;
    Database database;
    Expander expander;
    ExportedEnvironment exported;
    RecipeExpansion recipes;
    Evaluator evaluator;
    ImplicitSearch implicit;
  };

  Dependencies dependencies_;
  PosixOutput& output_;
  Invocation& invocation_;
  Switches& switches_;
  FileSystem& files_;
  std::unique_ptr<Knowledge> knowledge_;
  SymbolTable& symbols_;
  Diagnostics& diagnostics_;
  Variables& variables_;
  Database& database_;
  Expander& expander_;
  ExportedEnvironment& exported_;
  RecipeExpansion& recipes_;
  Evaluator& evaluator_;
  std::unique_ptr<Plugins> plugins_;  // null: no makefile loads any
  std::unique_ptr<Guile> guile_;      // null: not called yet
  ImplicitSearch& implicit_;
  Goals goals_;
  TemporaryFiles temporary_;
  std::optional<ShellCapture> shell_;
  std::unique_ptr<Jobserver> jobserver_;
  LoadAverage load_;
  MemoryGuard memory_;
  std::unique_ptr<ActionCache>
      cache_;  // null: no results are kept, as are the two below in standard mode
  std::unique_ptr<Observer> observer_;
  std::vector<AuditFinding> audit_;
  RerunReport rerun_;
  std::unique_ptr<ContentFreshness> freshness_;
  std::optional<TargetTimes> times_;
  std::optional<Executor> executor_;
  const std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  bool fatal_ = false;  // the build stopped at an error: what runs is waited for
  unsigned fresh_ = 0;  // targets kept, for the summary
};

}  // namespace umake
