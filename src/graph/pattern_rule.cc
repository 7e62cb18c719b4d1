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

const std::vector<PatternRules::Candidate>& PatternRules::candidates(char last) const {
  if (by_last_.empty()) by_last_.resize(kLastCharacters);
  CandidateList& list = by_last_[static_cast<unsigned char>(last)];
  if (list.made) return list.candidates;
  list.made = true;
  for (uint32_t rule = 0; rule < rules_.size(); ++rule) {
    const std::vector<PatternRule::Pattern>& patterns = rules_[rule].targets;
    for (uint32_t pattern = 0; pattern < patterns.size(); ++pattern) {
      const std::string_view text = symbols_.text(patterns[pattern].text);
      const bool open_ended = patterns[pattern].percent + 1 == text.size();
      if (open_ended || text.back() == last) list.candidates.push_back({rule, pattern});
    }
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
