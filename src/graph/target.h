// Targets: everything that has a name in the makefile or was looked for on its behalf, with what
// the makefile says of it and how far this run has come with it. Dense ids over one vector.
//
// Owned by Session (Database); coordinator thread only. The fields are filled by parser/ (what
// rules say), graph/implicit_search (what pattern rules add) and runtime/walker (state).
#pragma once

#include <cstdint>
#include <vector>

#include "base/file_time.h"
#include "base/stable_vector.h"
#include "base/symbol.h"
#include "graph/recipe.h"

namespace umake {

class VariableScope;  // parser/variable.h; opaque to this layer

struct TargetId {
  uint32_t id = 0;

  explicit operator bool() const { return id != 0; }
  bool operator==(const TargetId&) const = default;
};

// One prerequisite of a target or pattern rule.
struct Prerequisite {
  enum Flag : uint16_t {
    kOrderOnly = 1 << 0,   // after '|'
    kWaitBefore = 1 << 1,  // .WAIT stood before it
    kExplicit = 1 << 2,    // named in the makefile (not through a pattern's %): not intermediate
    kChanged = 1 << 3,     // newer than the target: belongs in $?
    kIgnoreAutomatic = 1 << 4,  // implied, left out of the automatic variables ($^ and so on)
    kDeferred = 1 << 5,         // `text` awaits secondary expansion, no target yet
    kNeedsStem = 1 << 6,        // deferred text of a static pattern rule: % stands for `stem`
  };
  TargetId target;
  Symbol text;  // kDeferred: the text as read
  Symbol stem;  // kNeedsStem: the stem
  uint16_t flags = 0;

  bool has(Flag flag) const { return (flags & flag) != 0; }
  void set(Flag flag, bool on = true) {
    flags = static_cast<uint16_t>(on ? flags | flag : flags & ~flag);
  }
};

// How far the current run has come with a target (GNU make's command state).
enum class Progress : uint8_t { kNotStarted, kDepsRunning, kRunning, kFinished };
// How it ended.
enum class Outcome : uint8_t {
  kSuccess,   // up to date, or updated
  kNone,      // not looked at yet
  kQuestion,  // -q: it needs updating
  kFailed,    // could not be made
};

struct Target {
  Symbol name;                 // its current name; VPATH search may have replaced it
  Symbol hash_name;            // the name it was entered under
  Symbol vpath;                // where VPATH search found it, while the makefile's name is kept
  Symbol stem;                 // $*: of the implicit or static pattern rule
  TargetId renamed;            // merged into this one by VPATH search
  TargetId next_double_colon;  // next rule of a double-colon target; the first is the one looked up
  TargetId first_double_colon;  // set on every rule of a double-colon target, the first included
  TargetId parent;  // whose prerequisite it was when it was last considered (variables inherit)

  std::vector<Prerequisite> prerequisites;
  std::vector<TargetId> also_make;  // the other targets of a grouped or multi-target pattern rule
  const Recipe* recipe = nullptr;
  VariableScope* scope = nullptr;          // target-specific variables, null when none yet
  VariableScope* pattern_scope = nullptr;  // pattern-specific ones that match

  FileTime mtime = FileTime::unknown();
  FileTime mtime_before = FileTime::unknown();  // before its recipe ran

  // What the makefile says.
  bool is_target : 1 = false;  // stands left of a colon
  bool is_double_colon : 1 = false;
  bool is_explicit : 1 = false;  // mentioned in the makefile: never intermediate by accident
  bool phony : 1 = false;
  bool precious : 1 = false;
  bool intermediate : 1 = false;
  bool secondary : 1 = false;
  bool not_intermediate : 1 = false;
  bool low_resolution_time : 1 = false;
  bool builtin : 1 = false;         // its rule is built in
  bool dont_care : 1 = false;       // made only because of -include: no error when it can't be
  bool command_target : 1 = false;  // a goal of the command line
  bool loaded : 1 = false;          // an object of a load directive
  bool wait : 1 = false;  // .NOTPARALLEL names it: its prerequisites run one after the other
  bool no_diagnostics : 1 = false;
  bool silent : 1 = false;              // a prerequisite of .SILENT
  bool ignore_errors : 1 = false;       // a prerequisite of .IGNORE
  bool unobserved : 1 = false;          // a prerequisite of .UMAKE_UNOBSERVED
  bool not_cached : 1 = false;          // a prerequisite of .UMAKE_NOCACHE
  bool grouped : 1 = false;  // also_make comes from an explicit grouped rule (&:)

  // How far this run has come.
  bool tried_implicit : 1 = false;
  bool updating : 1 = false;      // on the current path: a second visit is a circular dependency
  bool updated : 1 = false;       // its update is over, whatever came of it
  bool kept : 1 = false;          // it was up to date: not deleted in the end, if intermediate
  bool ignore_vpath : 1 = false;  // rebuilt in place: the VPATH name is dropped
  bool scope_ready : 1 = false;   // pattern-specific variables were looked up
  bool shuffled : 1 = false;
  bool deferred_expanded : 1 = false;  // secondary expansion is done
  bool peer : 1 = false;               // a further target of a pattern rule that was found for another
  bool extra_added : 1 = false;        // .EXTRA_PREREQS was looked at
  bool automatic_ready : 1 = false;    // automatic variables were set for its recipe
  Progress progress = Progress::kNotStarted;
  Outcome outcome = Outcome::kNone;
};

// The table of all targets, in the order they were first named.
class Targets {
 public:
  explicit Targets(SymbolTable& symbols) : symbols_(symbols) { all_.emplace_back(); }
  Targets(const Targets&) = delete;
  Targets& operator=(const Targets&) = delete;

  // The target called `name`, made on first sight. "./" in front is not stripped here.
  TargetId enter(Symbol name);
  // None when there is no target of that name. Follows renames.
  TargetId find(Symbol name) const;
  // A further rule of a double-colon target: a new Target of the same name, at the end of the
  // chain.
  TargetId add_double_colon(TargetId first);
  // The last rule of a double-colon target, when no makefile's; else one that is added. GNU make
  // adds such a rule where it enters the target's name again.
  TargetId rule_of_nobody(TargetId first);
  // VPATH search found `id` at path `to`. Later look-ups of either name give the result: `id`
  // itself with that hash_name (its name stays until it is known not to be remade), or the target
  // that already had that name, merged with it (`id` is then renamed to it).
  TargetId rehash(TargetId id, Symbol to);
  // The same, and the name changes at once (GPATH).
  TargetId rename(TargetId id, Symbol to);
  // Follows `renamed`.
  TargetId resolve(TargetId id) const {
    while (all_[id.id].renamed) id = all_[id.id].renamed;
    return id;
  }

  Target& operator[](TargetId id) { return all_[id.id]; }
  const Target& operator[](TargetId id) const { return all_[id.id]; }
  // Ids are 1 .. count(); iteration order is the order of entering.
  uint32_t count() const { return static_cast<uint32_t>(all_.size() - 1); }
  SymbolTable& symbols() const { return symbols_; }

 private:
  SymbolTable& symbols_;
  void merge(TargetId from, TargetId into);

  StableVector<Target> all_;         // references stay valid while targets are added
  std::vector<TargetId> by_symbol_;  // indexed by symbol id
};

}  // namespace umake
