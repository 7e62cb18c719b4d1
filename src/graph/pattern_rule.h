// Pattern rules and the suffix rules turned into them (manual, "Defining and Redefining Pattern
// Rules").
#pragma once

#include <string_view>
#include <vector>

#include "graph/recipe.h"
#include "graph/target.h"

namespace umake {

struct PatternPrerequisite {
  Symbol text;  // one name with its %, or unexpanded text when deferred
  bool order_only = false;
  bool wait_before = false;
  bool deferred = false;  // holds $: secondary expansion needed (the whole list is one such text)
};

struct PatternRule {
  struct Pattern {
    Symbol text;           // as written, one unescaped %
    uint32_t percent = 0;  // where the % is
  };
  std::vector<Pattern> targets;
  std::vector<PatternPrerequisite> prerequisites;
  const Recipe* recipe = nullptr;  // null: the rule cancels those equal to it
  bool terminal = false;           // "::"
  bool builtin = false;
  Location where;
};

// In the order of definition; a later rule with the same targets and prerequisites replaces or
// cancels.
class PatternRules {
 public:
  explicit PatternRules(const SymbolTable& symbols) : symbols_(symbols) {}

  // Adds `rule`; `override_existing` false (built-in and suffix rules): an equal rule that exists
  // stays.
  void add(PatternRule rule, bool override_existing);
  // Adds `rule` unless one of the first `among` rules is equal to it; for those, such as the built-in
  // ones, that are known to differ from the rest.
  void add_unless_among(PatternRule rule, size_t among);
  void reserve(size_t more) { rules_.reserve(rules_.size() + more); }
  const std::vector<PatternRule>& all() const { return rules_; }
  // Grows with each change of the rules.
  uint32_t version() const { return version_; }
  // Drops the rules marked builtin (when a makefile sets -r in MAKEFLAGS).
  void drop_builtin();

  // One target pattern of a rule, with what a search asks of each.
  struct Candidate {
    uint32_t rule = 0;
    uint32_t pattern = 0;  // by position in the rule
    std::string_view prefix;
    std::string_view suffix;
    bool match_anything = false;      // "%"
    bool any_match_anything = false;  // it, or another target of the rule
    bool terminal = false;
    bool whole = false;             // has a slash: is matched against whole names
    bool no_recipe = false;         // the rule has none: with prerequisites it cancels others ...
    bool no_prerequisites = false;  // ... without, it only tells that such names are ordinary

    size_t fixed() const { return prefix.size() + suffix.size(); }
    // `empty_stem`: the % may stand for nothing.
    bool matches(std::string_view text, bool empty_stem = false) const {
      return text.size() + (empty_stem ? 1 : 0) > fixed() && text.starts_with(prefix) &&
             text.ends_with(suffix);
    }
  };
  // The patterns that a name ending in `last` may match, in the order of definition.
  const std::vector<const Candidate*>& candidates(char last) const;
  // All patterns.
  const std::vector<Candidate>& candidates() const;

 private:
  struct CandidateList {
    bool made = false;
    std::vector<const Candidate*> candidates;
  };
  void changed();
  Candidate candidate(uint32_t rule, uint32_t pattern) const;

  const SymbolTable& symbols_;
  std::vector<PatternRule> rules_;
  uint32_t version_ = 1;
  // By the last character of the name; each list is made when it is first asked for, and holds the
  // patterns that end in % too.
  mutable std::vector<CandidateList> by_last_;
  mutable std::vector<Candidate> every_;  // made when first asked for
};

// "%" matched: `text` starts and ends as `pattern` does around its percent; sets `stem`, which may
// be empty.
bool match_pattern(std::string_view pattern, size_t percent, std::string_view text,
                   std::string_view& stem);

}  // namespace umake
