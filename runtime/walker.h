// Walks the graph from the goals and remakes what must be remade (manual, "How make Processes a
// Makefile", "Instead of Executing Recipes", "Errors in Recipes").
//
// The order of visits, messages and recipes is GNU make's: depth first, prerequisites from left to
// right, each target's implicit rule and modification time looked up when it is reached, as recipes
// may have made files by then. Coordinator thread only.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/diagnostics.h"
#include "base/switches.h"
#include "graph/database.h"
#include "graph/implicit_search.h"
#include "graph/recipe_expander.h"
#include "runtime/executor.h"
#include "runtime/freshness/freshness.h"
#include "runtime/target_times.h"
#include "runtime/visit.h"

namespace umake {

// A goal, or a makefile that may have to be remade.
struct Goal {
  TargetId target;
  bool dont_care = false;    // its failure is no error (-include)
  bool wait_before = false;  // .WAIT stood before it
  // For an included makefile that could not be read: shown before an error about remaking it.
  Location where;
  int error = 0;
};

class Walker {
 public:
  struct Dependencies {
    Database& database;
    RecipeExpander& expander;
    Executor& executor;
    ImplicitSearch& implicit;
    TargetTimes& times;
    Diagnostics& diagnostics;
    FileSystem& files;
    const Switches& switches;
    Freshness* freshness = nullptr;                // null: standard mode
    std::function<void(const Goal&)> before_goal;  // called when a goal's turn comes; may be empty
  };
  enum class Purpose : uint8_t { kGoals, kMakefiles };
  struct Result {
    Outcome outcome = Outcome::kNone;  // the worst of the goals'; kNone: there was nothing to do
    bool fatal = false;                // an error that stops make at once was reported
  };

  Walker(const Dependencies& dependencies, Purpose purpose);
  ~Walker();

  // Updates the goals. On return no visit is under way; recipes may still run when it was fatal
  // (Executor::drain).
  Result build(const std::vector<Goal>& goals);

  // Before leaving early: waits for the recipes that still run, and takes in what came of them.
  void drain();

  // How many targets were kept, for the closing summary.
  unsigned fresh() const { return fresh_; }

 private:
  // A prerequisite that was begun: where it stands in its owner's list, its time before, who makes
  // it.
  struct Begun {
    TargetId owner;
    size_t index = 0;
    FileTime before;
    Visit::Handle visit;       // null: it was up to date, and needed no visit
    bool is_check = false;     // an intermediate file: only looked at so far
    bool is_needed = false;    // an intermediate file: made, as its dependant must be
    bool is_forgiven = false;  // its failure does not count: see failed_later()

    bool over() const { return !visit || visit.promise().over; }
    Outcome outcome() const { return visit ? visit.promise().outcome : Outcome::kSuccess; }
  };
  // One target being updated.
  struct Pass {
    explicit Pass(Walker& of) : walker(of), next(of.passes_), learned_begins(of.learned_begins_) {
      if (next != nullptr) next->previous = this;
      walker.passes_ = this;
    }
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;
    ~Pass() {
      (previous != nullptr ? previous->next : walker.passes_) = next;
      if (next != nullptr) next->previous = previous;
    }

    Walker& walker;
    Pass* previous = nullptr;  // all passes that are under way form a list
    Pass* next;
    // The walker's, as it last began to go through its prerequisites.
    unsigned learned_begins;
    TargetId id;
    TargetId visited;  // the same, before VPATH search gave it another name
    unsigned depth = 0;
    FileTime time;          // the target's, before
    bool checking = false;  // nothing is made but what tells whether the target is stale
    bool missing = false;   // it does not exist (or one of its group)
    bool must_make = false;
    bool content_decided = false;
    std::string why;       // with --explain: what content_decided says
    bool gave_up = false;  // a prerequisite failed and -k is off: the rest was not begun
    Outcome worst = Outcome::kSuccess;  // of its prerequisites
    std::vector<Begun> begun;
    TargetId owner;  // whose prerequisites are being begun: the target or one of its group
    std::vector<size_t> order;  // their places, in the order to begin them
    size_t quick = 0;           // prerequisites that begin_quick_ones() took
    size_t settled = 0;         // of `begun`: their results are in
    std::vector<Visit> checks;  // owns the checks in `begun`
  };

  Visit& visit_of(TargetId target, unsigned depth);
  Visit visit_double_colon(TargetId first, unsigned depth);
  Visit visit_goal(const Goal& goal);
  Visit visit_goals(const std::vector<Goal>& goals);
  bool ends_goals(const Visit& visit) const;
  void finish_goal(TargetId target, Outcome outcome, bool changed);
  bool made_just_now(TargetId target, FileTime time) const;

  // walker_update.cc
  Visit update(TargetId target, unsigned depth);
  bool is_sure_to_be_made(Pass& pass);
  bool any_under_way(const Pass& pass) const;
  Visit make_intermediates(Pass& pass);
  bool is_to_be_remade(Pass& pass, Outcome& outcome);
  Outcome already_updated(TargetId target, unsigned depth);
  Status look_over(Pass& pass);
  void round_up_low_resolution(Pass& pass);
  Status find_recipe(TargetId target, unsigned depth);
  Status add_extra_prerequisites(TargetId target);
  Status expand_prerequisites(TargetId target);
  bool decide(Pass& pass);
  bool judge_prerequisites(Pass& pass);
  void trace_prerequisite(const Pass& pass, const Prerequisite& prerequisite, FileTime time) const;
  bool content_may_decide(const Pass& pass);
  void ask_content(Pass& pass);
  void keep(const Pass& pass);
  void give_up(const Pass& pass);
  bool remake(const Pass& pass);
  bool start_recipe(TargetId target, std::string_view why);
  std::string explain(const FreshnessDecision& decision) const;

  // walker_quick.cc
  bool plain_file(TargetId target);
  bool up_to_date(TargetId target);
  void begin_quick_ones(Pass& pass);
  void settle_over(Pass& pass);

  // walker_scan.cc
  Visit begin_prerequisites(Pass& pass);
  void shuffle(std::vector<size_t>& order);
  std::vector<size_t> order_of(TargetId owner, bool may_shuffle);
  Visit begin_intermediates(Pass& pass);
  Visit settle_all(Pass& pass);
  void settle(Pass& pass, const Begun& begun);
  bool failed_later(TargetId id);
  bool begin_one(Pass& pass, TargetId owner, size_t index, Begun& begun);
  Visit check_intermediate(TargetId target, unsigned depth, FileTime dependant_time);
  bool is_circular(TargetId target, TargetId prerequisite);
  bool reached_by_learning(TargetId prerequisite) const;
  void drop(TargetId owner, size_t index);
  bool drop_if_circular(TargetId target, TargetId owner, size_t index);
  bool waits_for(TargetId target, TargetId prerequisite);
  void set_updating(TargetId target, bool on);
  bool unfinished(TargetId target) const;

  // walker_learned.cc
  bool learns() const;
  Visit wait_for_learned(Pass& pass);
  Visit wait_for_end(Visit::Handle visit);
  std::vector<Visit::Handle> rivals_under_way(TargetId id);
  Visit wait_for_rivals(TargetId id, std::vector<Visit::Handle> rivals);
  bool wake_learned(bool all);
  uint32_t archive_of(TargetId target);
  void note_member(TargetId visited, TargetId target);
  Visit wait_for_earlier_members(Pass& pass);
  bool is_wanted(TargetId target);

  // walker_finish.cc
  void collect_results(bool block);
  void finish_job(const JobResult& result);
  void finish_target(TargetId target, bool ran, bool touched, bool alone = false);
  void finish_double_colon(TargetId target);
  void finish_peers(TargetId target);
  void leave_peers(TargetId target);
  void warn_of_missing_peers(TargetId target);
  bool touch_if_asked(TargetId target);
  void set_progress(TargetId target, Progress progress);
  std::vector<Visit::Handle>& waiting_for_job(TargetId target);
  void complain(TargetId target);
  void show_include_error();
  void stop(TargetId target);

  Target& target(TargetId id) { return database_.targets[id]; }
  std::string_view name(TargetId id) const {
    return database_.symbols.text(database_.targets[id].name);
  }
  template <typename... Arguments>
  void trace(DebugFlag flag, unsigned depth, fmt::format_string<Arguments...> text,
             Arguments&&... arguments) const {
    if (!switches_.debugging(flag)) return;
    diagnostics_.aside(fmt::format("{:{}}{}\n", "", depth,
                                   fmt::format(text, std::forward<Arguments>(arguments)...)));
  }

  Database& database_;
  RecipeExpander& expander_;
  Executor& executor_;
  ImplicitSearch& implicit_;
  TargetTimes& times_;
  Diagnostics& diagnostics_;
  FileSystem& files_;
  const Switches& switches_;
  Freshness* freshness_;
  const Purpose purpose_;
  const std::function<void(const Goal&)> before_goal_;
  const Symbol extra_symbol_;  // of ".EXTRA_PREREQS"; none when the makefiles do not speak of it

  const bool quick_;  // nothing is traced or shuffled: plain files need no visit
  std::optional<std::mt19937> shuffle_;
  Pass* passes_ = nullptr;  // before the visits, that hold the passes
  Schedule schedule_;
  // Visits that wait for what their recipes were seen to use.
  struct LearnedWait {
    Visit::Handle until;
    std::vector<Visit::Handle> self;
    bool gone_on = false;  // without
  };
  std::vector<LearnedWait*> learned_waits_;
  std::unordered_map<uint32_t, std::vector<TargetId>> members_;  // by archive, as they began
  unsigned learned_begins_ = 0;  // of the visits on the stack, those begun for what was learned
  const std::vector<Goal>* goals_ = nullptr;  // of the build under way
  std::vector<bool> wanted_;                  // by target: see is_wanted(); empty: not asked yet
  std::vector<Visit> visits_;                 // by target
  std::unordered_set<uint32_t> made_;  // of the makefiles: whose recipes ran, or were put back
  std::unordered_map<uint32_t, std::vector<Visit::Handle>> waiting_for_job_;  // by target
  const Goal* goal_ = nullptr;                         // the one being walked, for messages
  std::unordered_set<uint32_t> include_errors_shown_;  // of which targets
  uint32_t failed_line_ = 0;  // of the recipe that ended last: where it failed
  bool answered_ = false;     // -q: by a sub-make's exit status
  bool stopping_ = false;     // a fatal error: nothing is started any more
  Result result_;
  unsigned fresh_ = 0;
};

}  // namespace umake
