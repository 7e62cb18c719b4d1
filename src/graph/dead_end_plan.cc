#include "graph/dead_end_plan.h"

#include <algorithm>

namespace umake {

namespace {
// A search that goes on for longer is not followed.
constexpr size_t kMaxSteps = 20'000;

std::string key_of(std::string_view left, std::string_view right) {
  std::string key;
  key.reserve(left.size() + right.size() + 1);
  key.append(left).push_back('\0');
  return key.append(right);
}

// The length of the directory in front, with its slash.
size_t directory_length(std::string_view path) { return path.rfind('/') + 1; }

bool has_slash(std::string_view text) { return text.find('/') != std::string_view::npos; }
}  // namespace

DeadEndPlan DeadEndPlanner::plan_for_any(std::string_view suffix, bool relative) {
  return run({}, suffix, true, relative);
}

DeadEndPlan DeadEndPlanner::plan_for(std::string_view directory, std::string_view suffix) {
  return run(directory, suffix, false, !directory.starts_with('/'));
}

bool DeadEndPlanner::touches(std::string_view directory) const {
  const auto may_match = [&](const PatternRule::Pattern& pattern) {
    const std::string_view text = database_.symbols.text(pattern.text);
    if (!has_slash(text)) return false;
    const size_t length = std::min<size_t>(pattern.percent, directory.size());
    return text.substr(0, length) == directory.substr(0, length);
  };
  const std::vector<PatternRule>& rules = database_.patterns.all();
  return std::any_of(rules.begin(), rules.end(), [&](const PatternRule& rule) {
    return std::any_of(rule.targets.begin(), rule.targets.end(), may_match);
  });
}

DeadEndPlan DeadEndPlanner::run(std::string_view directory, std::string_view suffix, bool anchored,
                                bool relative) {
  plan_ = DeadEndPlan();
  anchored_ = anchored;
  relative_ = relative;
  steps_ = 0;
  in_use_.assign(database_.patterns.all().size(), false);
  impossible_.clear();
  listed_.clear();
  plan_.usable = search({std::string(directory), std::string(suffix)}, 0);
  return std::move(plan_);
}

// As ImplicitSearch::search_pass does it when nothing is found. False: it may find something.
bool DeadEndPlanner::search(const Name& name, unsigned recursions) {
  std::vector<Match> matches;
  if (!match_all(name, recursions, matches)) return false;
  for (const bool chains : {false, true}) {
    for (Match& match : matches) {
      if (++steps_ > kMaxSteps) return false;
      if (match.rejected) continue;
      if (chains && database_.patterns.all()[match.rule].terminal) continue;
      Name wanted;
      if (!first_open(match, name, wanted)) return false;
      const std::string key = key_of(wanted.left, wanted.right);
      if (impossible_.contains(key)) {
        match.rejected = true;
        continue;
      }
      const bool is_new = listed_.try_emplace(key, plan_.files.size()).second;
      if (is_new && !look_for(wanted)) return false;
      if (!chains) continue;
      in_use_[match.rule] = true;
      const bool dead = search(wanted, recursions + 1);
      in_use_[match.rule] = false;
      if (!dead) return false;
      impossible_.insert(key);
      plan_.files[listed_[key]].chained = true;
    }
  }
  return true;
}

// As ImplicitSearch::matching_rules.
bool DeadEndPlanner::match_all(const Name& name, unsigned recursions, std::vector<Match>& out) {
  const std::vector<PatternRule>& rules = database_.patterns.all();
  bool specific = false;
  const auto consider = [&](uint32_t index, const PatternRule::Pattern& pattern) {
    const PatternRule& rule = rules[index];
    if (rule.recipe == nullptr && !rule.prerequisites.empty()) return true;
    if (in_use_[index]) return true;
    const std::string_view text = database_.symbols.text(pattern.text);
    const bool match_anything = text.size() == 1;
    if (recursions > 0 && match_anything && !rule.terminal) return true;
    Match match;
    match.rule = index;
    match.fixed = text.size() - 1;
    const Fit result = fit(pattern, name, match);
    if (result != Fit::kYes) return result == Fit::kNo;
    if (!match_anything) specific = true;
    if (!rule.prerequisites.empty() || rule.recipe != nullptr) out.push_back(match);
    return true;
  };
  if (!name.right.empty()) {
    for (const PatternRules::Candidate& candidate :
         database_.patterns.candidates(name.right.back())) {
      if (!consider(candidate.rule, rules[candidate.rule].targets[candidate.pattern])) return false;
    }
  } else {
    for (uint32_t index = 0; index < rules.size(); ++index) {
      for (const PatternRule::Pattern& pattern : rules[index].targets) {
        if (!consider(index, pattern)) return false;
      }
    }
  }
  if (specific) {
    std::erase_if(out, [&](const Match& match) {
      const PatternRule& rule = rules[match.rule];
      return !rule.terminal &&
             std::any_of(rule.targets.begin(), rule.targets.end(), [&](const auto& pattern) {
               return database_.symbols.text(pattern.text).size() == 1;
             });
    });
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Match& a, const Match& b) { return a.fixed > b.fixed; });
  return true;
}

// Whether the pattern matches, whatever the stem. Where that depends on the stem, such stems become
// an exception, and for all others it does not match.
DeadEndPlanner::Fit DeadEndPlanner::fit(const PatternRule::Pattern& pattern, const Name& name,
                                        Match& match) {
  const std::string_view text = database_.symbols.text(pattern.text);
  const bool whole = has_slash(text);
  if (whole && anchored_) return Fit::kNo;  // what touches() found
  std::string_view left = name.left;
  match.directory = whole ? 0 : directory_length(left);
  left.remove_prefix(match.directory);
  const std::string_view prefix = text.substr(0, pattern.percent);
  const std::string_view suffix = text.substr(pattern.percent + 1);
  const size_t front = std::min(prefix.size(), left.size());
  const size_t back = std::min(suffix.size(), name.right.size());
  if (prefix.substr(0, front) != left.substr(0, front)) return Fit::kNo;
  if (!std::string_view(name.right).ends_with(suffix.substr(suffix.size() - back))) return Fit::kNo;
  match.left = match.directory + front;
  match.right = name.right.size() - back;
  if (front == prefix.size() && back == suffix.size()) return Fit::kYes;
  return except(prefix.substr(front), suffix.substr(0, suffix.size() - back));
}

DeadEndPlanner::Fit DeadEndPlanner::except(std::string_view prefix, std::string_view suffix) {
  if (has_slash(prefix)) return Fit::kNo;  // the stem has none
  if (has_slash(suffix)) {
    suffix.remove_prefix(directory_length(suffix));
    if (suffix.empty()) return Fit::kUnclear;
  }
  const auto same = [&](const DeadEndPlan::Exception& known) {
    return known.prefix == prefix && known.suffix == suffix;
  };
  if (std::none_of(plan_.exceptions.begin(), plan_.exceptions.end(), same)) {
    plan_.exceptions.push_back({std::string(prefix), std::string(suffix)});
  }
  return Fit::kNo;
}

// The first of the rule's prerequisites that is not the same for all stems and surely found. False:
// there is none, or nobody can tell.
bool DeadEndPlanner::first_open(const Match& match, const Name& name, Name& out) {
  for (const PatternPrerequisite& prerequisite :
       database_.patterns.all()[match.rule].prerequisites) {
    const std::string_view text = database_.symbols.text(prerequisite.text);
    if (prerequisite.deferred || text.find_first_of("*?[") != std::string_view::npos) return false;
    const size_t percent = text.find('%');
    if (percent == std::string_view::npos) {
      if (database_.directories.is_impossible(text) || database_.builtin_mentions(text)) {
        return false;
      }
      const TargetId known = database_.targets.find(prerequisite.text);
      if (known ? !database_.targets[known].is_target : !database_.directories.exists(text))
        return false;
      continue;
    }
    out.left = name.left.substr(0, match.directory);
    out.left.append(text.substr(0, percent)).append(name.left, match.left);
    out.right = name.right.substr(0, match.right);
    out.right.append(text.substr(percent + 1));
    return !has_slash(out.right);
  }
  return false;
}

bool DeadEndPlanner::look_for(const Name& name) {
  add_file({}, name, false);
  return !relative_ || name.left.starts_with('/') || look_in_vpaths(name);
}

// False: it depends on the stem which directories are searched.
bool DeadEndPlanner::look_in_vpaths(const Name& name) {
  const auto add = [&](const VpathSearch::Entry& entry) {
    for (const std::string& directory : entry.directories) {
      std::string lead = directory;
      if (lead.back() != '/') lead.push_back('/');
      add_file(lead, name, false);
      std::string_view plain = lead;
      while (plain.starts_with("./")) plain.remove_prefix(2);
      if (plain.size() != lead.size()) add_file(plain, name, true);
    }
  };
  for (const VpathSearch::Entry& entry : database_.vpaths.selective()) {
    if (entry.percent == std::string::npos) return false;
    const std::string_view suffix = std::string_view(entry.pattern).substr(entry.percent + 1);
    const size_t back = std::min(suffix.size(), name.right.size());
    const std::string_view right = name.right;
    if (right.substr(right.size() - back) != suffix.substr(suffix.size() - back)) continue;
    if (entry.percent != 0 || back != suffix.size()) return false;
    add(entry);
  }
  if (const VpathSearch::Entry* general = database_.vpaths.general()) add(*general);
  return true;
}

void DeadEndPlanner::add_file(std::string_view lead, const Name& name, bool known_only) {
  const size_t split = directory_length(name.left);
  const std::string_view tail = std::string_view(name.left).substr(0, split);
  const auto same = [&](const DeadEndPlan::Place& place) {
    return place.lead == lead && place.tail == tail;
  };
  const auto found = std::find_if(plan_.places.begin(), plan_.places.end(), same);
  const auto place = static_cast<uint32_t>(found - plan_.places.begin());
  if (found == plan_.places.end()) {
    plan_.places.push_back({std::string(lead), std::string(tail), anchored_});
  }
  plan_.files.push_back({place, name.left.substr(split), name.right, false, known_only});
}

}  // namespace umake
