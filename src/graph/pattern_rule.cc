#include "graph/pattern_rule.h"

#include <algorithm>

namespace umake {

namespace {
constexpr size_t kLastCharacters = 256;

// Whether a new rule takes an older one's place. GNU make compares each of its targets with all of
// the other's: with several different ones the older stays.
bool replaces(const PatternRule& rule, const PatternRule& older) {
  const auto same_text = [](const auto& x, const auto& y) { return x.text == y.text; };
  const auto covers = [&](const PatternRule::Pattern& pattern) {
    return std::all_of(
        older.targets.begin(), older.targets.end(),
        [&](const PatternRule::Pattern& other) { return same_text(pattern, other); });
  };
  return std::any_of(rule.targets.begin(), rule.targets.end(), covers) &&
         std::equal(rule.prerequisites.begin(), rule.prerequisites.end(),
                    older.prerequisites.begin(), older.prerequisites.end(), same_text);
}
}  // namespace

void PatternRules::changed() {
  by_last_.clear();
  every_.clear();
  ++version_;
}

void PatternRules::add(PatternRule rule, bool override_existing) {
  const auto equal = std::find_if(rules_.begin(), rules_.end(),
                                  [&](const PatternRule& other) { return replaces(rule, other); });
  if (equal != rules_.end()) {
    if (!override_existing) return;
    // The new rule counts as defined now, so it goes to the end.
    rules_.erase(equal);
  }
  rules_.push_back(std::move(rule));
  changed();
}

void PatternRules::add_unless_among(PatternRule rule, size_t among) {
  const auto end = rules_.begin() + static_cast<std::ptrdiff_t>(among);
  if (std::any_of(rules_.begin(), end,
                  [&](const PatternRule& other) { return replaces(rule, other); })) {
    return;
  }
  rules_.push_back(std::move(rule));
  changed();
}

void PatternRules::drop_builtin() {
  std::erase_if(rules_, [](const PatternRule& rule) { return rule.builtin; });
  changed();
}

PatternRules::Candidate PatternRules::candidate(uint32_t index, uint32_t pattern) const {
  const PatternRule& rule = rules_[index];
  const std::string_view text = symbols_.text(rule.targets[pattern].text);
  Candidate made;
  made.rule = index;
  made.pattern = pattern;
  made.prefix = text.substr(0, rule.targets[pattern].percent);
  made.suffix = text.substr(made.prefix.size() + 1);
  made.match_anything = text.size() == 1;
  made.any_match_anything = std::any_of(
      rule.targets.begin(), rule.targets.end(),
      [&](const PatternRule::Pattern& other) { return symbols_.text(other.text).size() == 1; });
  made.terminal = rule.terminal;
  made.whole = text.find('/') != std::string_view::npos;
  made.no_recipe = rule.recipe == nullptr;
  made.no_prerequisites = rule.prerequisites.empty();
  return made;
}

const std::vector<PatternRules::Candidate>& PatternRules::candidates() const {
  if (!every_.empty()) return every_;
  every_.reserve(rules_.size() + rules_.size() / 4);
  for (uint32_t rule = 0; rule < rules_.size(); ++rule) {
    for (uint32_t pattern = 0; pattern < rules_[rule].targets.size(); ++pattern) {
      every_.push_back(candidate(rule, pattern));
    }
  }
  return every_;
}

const std::vector<const PatternRules::Candidate*>& PatternRules::candidates(char last) const {
  if (by_last_.empty()) by_last_.resize(kLastCharacters);
  CandidateList& list = by_last_[static_cast<unsigned char>(last)];
  if (list.made) return list.candidates;
  list.made = true;
  for (const Candidate& one : candidates()) {
    if (one.suffix.empty() || one.suffix.back() == last) list.candidates.push_back(&one);
  }
  return list.candidates;
}

bool match_pattern(std::string_view pattern, size_t percent, std::string_view text,
                   std::string_view& stem) {
  const std::string_view prefix = pattern.substr(0, percent);
  const std::string_view suffix = pattern.substr(percent + 1);
  if (text.size() < prefix.size() + suffix.size()) return false;
  if (!text.starts_with(prefix) || !text.ends_with(suffix)) return false;
  stem = text.substr(prefix.size(), text.size() - prefix.size() - suffix.size());
  return true;
}

}  // namespace umake
