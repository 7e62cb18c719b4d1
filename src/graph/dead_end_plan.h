// What a search for an implicit rule would look at for all names that differ only in one stem.
//
// A plan is made by going through the search once with the stem left open: DIRECTORY STEM SUFFIX,
// the stem without a slash. It lists every file the search would ask for when it finds none of
// them, so a name is a dead end (no rule makes it) when none of its plan's files is there or spoken
// of. Owned by DeadEnds; coordinator thread only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graph/database.h"

namespace umake {

struct DeadEndPlan {
  // A directory that is looked into: `lead` DIRECTORY `tail`, each empty or ending in a slash. When
  // the plan is for one directory only, `tail` holds it and `anchored` is false.
  struct Place {
    std::string lead;
    std::string tail;
    bool anchored = true;
  };
  // A file looked for: `prefix` STEM `suffix` in a place.
  struct File {
    uint32_t place = 0;
    std::string prefix;
    std::string suffix;
    bool chained = false;     // a rule to make it was looked for in vain: impossible from now on
    bool known_only = false;  // only a target of that name counts
    uint32_t extension = 0;   // DeadEnds' number for it; 0: it depends on the stem
  };
  // A name whose stem, with what stands around it, begins and ends so may match further patterns:
  // the plan does not hold for it.
  struct Exception {
    std::string prefix;
    std::string suffix;
  };

  bool dotless = false;  // made for stems without a dot
  bool usable = false;   // false: the search may find a rule, or is none that a plan can follow
  // Without those files that each search asks for (DeadEndPlanner::common); `searched` are the
  // directories in which it would.
  bool without_common = false;
  std::vector<uint32_t> searched;
  std::vector<Place> places;
  std::vector<File> files;
  std::vector<Exception> exceptions;
};

class DeadEndPlanner {
 public:
  explicit DeadEndPlanner(Database& database) : database_(database) {}

  // What terminal rules for "%" ask for (RCS, SCCS), whatever the name: `directory` `prefix` NAME
  // `suffix`. Such files are rare, and a directory without any is told at once.
  struct Common {
    std::string directory;  // with its slash
    std::string prefix;
    std::string suffix;
  };

  // To be called when the rules or the VPATH have changed.
  void reset();
  const std::vector<Common>& common() const { return common_; }
  // Whether every file that a search asks for, but for the common ones, lies beside the name and
  // begins with all that the name has before its first dot: rules only take off and put on what
  // stands behind a dot. So it is for the built-in rules.
  bool names_keep_base() const { return names_keep_base_; }
  // Where that is so: whether a chain of rules may lead from the name to itself.
  bool may_lead_back(std::string_view name);
  // For DIRECTORY STEM `suffix` with any directory that no pattern touches(); `relative`: it does
  // not begin with a slash. With or without the common files.
  // `dotless`: for stems without a dot only.
  DeadEndPlan plan_for_any(std::string_view suffix, bool dotless, bool relative,
                           bool without_common);
  // For names in this one.
  DeadEndPlan plan_for(std::string_view directory, std::string_view suffix, bool dotless,
                       bool without_common);
  // Whether a pattern with a slash may match names in the directory.
  bool touches(std::string_view directory) const;

 private:
  // `left` STEM `right`, behind the directory when that is left open.
  struct Name {
    std::string left;
    std::string right;
  };
  struct Match {
    uint32_t rule = 0;
    size_t fixed = 0;  // characters of the pattern without its %
    bool terminal = false;
    bool match_anything = false;  // not a terminal one
    size_t directory = 0;         // of `left`: what goes in front of the prerequisites
    size_t left = 0;              // of `left`: where the pattern's stem begins
    size_t right = 0;             // of `right`: where it ends
    bool rejected = false;
  };
  enum class Fit : uint8_t { kNo, kYes, kUnclear };

  DeadEndPlan run(std::string_view directory, std::string_view suffix);
  bool search(const Name& name, unsigned recursions);
  bool match_all(const Name& name, unsigned recursions, std::vector<Match>& out);
  bool consider(const PatternRules::Candidate& candidate, const Name& name, unsigned recursions,
                std::vector<Match>& out, bool& specific);
  Fit fit(const PatternRules::Candidate& candidate, const Name& name, Match& match);
  Fit except(std::string_view prefix, std::string_view suffix, bool fixed_dot);
  const std::vector<const PatternRules::Candidate*>& chained_candidates(char last);
  bool first_open(const Match& match, const Name& name, Name& out);
  bool look_for(const Name& name);
  bool look_in_vpaths(const Name& name);
  void add_file(std::string_view lead, const Name& name, bool known_only);
  uint32_t place_of(std::string_view lead, std::string_view tail);

  // A rule that turns what ends in `from` into what ends in `to`.
  struct Step {
    std::string_view from;
    std::string_view to;
    bool in_use = false;  // no rule comes twice in a chain
  };
  bool keeps_base(const PatternRules::Candidate& candidate);
  bool leads_to(const std::string& name, std::string_view start);

  Database& database_;
  std::vector<Common> common_;
  bool names_keep_base_ = false;
  std::vector<Step> rule_steps_;  // of the rules that are not common
  std::vector<bool> is_common_;   // by rule
  // By the last character of a name: the patterns that a chain may go on with, without the common
  // ones.
  std::unordered_map<char, std::vector<const PatternRules::Candidate*>> chained_;
  std::vector<std::string_view> whole_prefixes_;  // of the patterns with a slash
  DeadEndPlan plan_;
  bool anchored_ = false;
  bool relative_ = true;
  size_t steps_ = 0;
  std::vector<bool> in_use_;
  std::unordered_set<std::string> impossible_;
  std::unordered_map<std::string, size_t> listed_;  // where in plan_.files
};

}  // namespace umake
