// Keeps what the commands of $(shell) and != printed, in the action cache, and finds it again when
// all that they used is as it was.
//
// Stricter than for recipes. Files of the system count in fast mode too; so do all names in a
// directory (for some programs in their order), and all permissions of a file that was only asked
// about. What a recipe may do without harm makes an answer be forgotten here: to leave a file or
// remove one, to ask the kernel (/proc, /sys), to look at the time zone, and to run a program of
// which nobody knows whether its answer is in files (shell_programs.h). Owned by ContentFreshness;
// coordinator thread only.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/switches.h"
#include "graph/database.h"
#include "runtime/cache/action_cache.h"
#include "runtime/freshness/file_states.h"
#include "runtime/freshness/footprint.h"
#include "runtime/freshness/persistent_state.h"
#include "runtime/freshness/places.h"
#include "runtime/freshness/rerun_report.h"
#include "runtime/shell_actions.h"

namespace umake {

class ShellResults final : public ShellActions {
 public:
  struct Dependencies {
    Database& database;
    PersistentState& store;
    FileStates& files;
    Places& places;
    const Switches& switches;
    ActionCache* cache;          // null: nothing is kept
    RerunReport* rerun;          // --rerun: all commands run; null: not asked
    std::function<bool()> open;  // makes `files` usable; false: it can't be
  };
  explicit ShellResults(Dependencies dependencies) : needs_(std::move(dependencies)) {}

  bool usable() override;
  KnownShell find(const Digest& weak_key, std::string& output) override;
  void observed(ObservedShell shell) override;
  void unseen() override { needs_.files.world_changed(); }
  int64_t now_ns() override { return needs_.database.files.now().ns; }

 private:
  // What the programs that ran allow.
  struct Verdict {
    bool keep = true;
    bool never = false;        // nor will it be another time, as far as one can tell
    bool minds_times = false;  // some program compares times of files it only asks about
    bool minds_order = false;  // some program uses the names in a directory as they come
    bool makes_files = false;  // for itself: they are gone again
    bool runs_files = false;   // a file that was read may be a script
    bool perl = false;
    bool perl_script = false;
  };

  bool excluded() const;
  Symbol name_of(const TraceEntry& entry);
  void forget_changes(const Trace& trace);
  bool may_keep(const ObservedShell& shell, Verdict& verdict);
  bool harmless(const TraceEntry& entry, Verdict& verdict);
  void judge_program(const TraceEntry& entry, Verdict& verdict);
  bool scripts_may_repeat(const Trace& trace);
  Footprint footprint(const Trace& trace);
  bool take_inputs(const ObservedShell& shell, Verdict& verdict, CacheEntry& entry);
  bool add_input(Symbol name, InputKind kind, int64_t started, CacheEntry& entry);
  bool is_steady(Symbol name, InputKind kind, int64_t started);
  bool is_same(const ActionInput& input);
  void mark_never_kept(const Digest& weak_key);

  Dependencies needs_;
  std::optional<std::string> expected_;  // with --rerun: what the command printed before
};

}  // namespace umake
