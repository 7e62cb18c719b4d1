// The search for an implicit rule (manual, "Implicit Rule Search Algorithm").
//
// Considers a target that has no recipe, finds the pattern rule whose prerequisites exist, ought to
// exist, or can be made by further pattern rules, and applies it, with the rest of its chain
// (rule_chain.h). Coordinator thread only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/switches.h"
#include "graph/database.h"
#include "graph/dead_ends.h"
#include "graph/recipe_expander.h"

namespace umake {

struct ChainLink;

class ImplicitSearch {
 public:
  ImplicitSearch(Database& database, RecipeExpander& expander, Diagnostics& diagnostics,
                 const Switches& switches);

  enum class Result : uint8_t { kFound, kNotFound, kFailed };
  // `depth` indents what -d prints. kFailed: a fatal error was reported.
  Result find(TargetId target, unsigned depth);
  // True: find() would find nothing, and need not be called. False: it may find something.
  bool finds_nothing(TargetId target);

 private:
  // What a search is for: a target, or the name of a would-be intermediate file that is no target
  // yet.
  struct Subject {
    TargetId target;
    Symbol name;
  };
  struct Match;
  struct Attempt;
  struct Candidate;

  Result search(const Subject& subject, bool archive_member, unsigned depth, unsigned recursions,
                ChainLink& found);
  Result search_twice(const Subject& subject, bool archive_member, unsigned depth,
                      unsigned recursions, ChainLink& found);
  Result search_pass(Attempt& attempt, std::vector<Match>& matches);
  std::vector<Match> matching_rules(std::string_view name, size_t last_slash, unsigned depth,
                                    unsigned recursions);
  Result try_rule(Attempt& attempt, Match& match);
  Result judge_prerequisites(Attempt& attempt, Match& match);
  void list_plain(const PatternPrerequisite& prerequisite, const ChainLink& link,
                  std::vector<Candidate>& out);
  Status list_deferred(const Attempt& attempt, std::string_view& words, bool& order_only,
                       std::vector<Candidate>& out);
  Result judge(Attempt& attempt, Match& match, Candidate& candidate);
  Result judge_chain(Attempt& attempt, Match& match, Candidate& candidate);
  bool is_prerequisite_of(const Subject& subject, TargetId prerequisite) const;
  std::string describe(uint32_t rule) const;
  // Asked before a trace whose arguments cost something.
  bool tracing() const { return switches_.debugging(kDebugImplicit); }

  template <typename... Arguments>
  void trace(unsigned depth, fmt::format_string<Arguments...> text,
             Arguments&&... arguments) const {
    if (!switches_.debugging(kDebugImplicit)) return;
    diagnostics_.aside(fmt::format("{:{}}{}\n", "", depth,
                                   fmt::format(text, std::forward<Arguments>(arguments)...)));
  }

  Database& database_;
  RecipeExpander& expander_;
  Diagnostics& diagnostics_;
  const Switches& switches_;
  DeadEnds dead_ends_;
  bool compatible_ = false;   // any mention in the makefile counts as "ought to exist"
  bool saw_mention_ = false;  // a compatible search could make a difference
  std::vector<bool> in_use_;  // by rule: being tried further up the chain
};

}  // namespace umake
