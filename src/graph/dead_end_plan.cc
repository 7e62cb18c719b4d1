#include "graph/dead_end_plan.h"

#include <algorithm>

namespace umake {

namespace {
// A search that goes on for longer is not followed.
constexpr size_t kMaxSteps = 20'000;
constexpr size_t kMaxStepsBack = 20;

std::string key_of(std::string_view left, std::string_view right) {
  std::string key;
  key.reserve(left.size() + right.size() + 1);
  key.append(left).push_back('\0');
  return key.append(right);
}

// The length of the directory in front, with its slash.
size_t directory_length(std::string_view path) { return path.rfind('/') + 1; }

bool has_dot(std::string_view text) { return text.find('.') != std::string_view::npos; }
bool has_slash(std::string_view text) { return text.find('/') != std::string_view::npos; }
}  // namespace

void DeadEndPlanner::reset() {
  common_.clear();
  chained_.clear();
  whole_prefixes_.clear();
  const std::vector<PatternRule>& rules = database_.patterns.all();
  is_common_.assign(rules.size(), false);
  for (const PatternRules::Candidate& candidate : database_.patterns.candidates()) {
    if (candidate.whole) whole_prefixes_.push_back(candidate.prefix);
    if (!candidate.terminal || !candidate.match_anything || candidate.no_recipe) continue;
    const PatternRule& rule = rules[candidate.rule];
    if (rule.targets.size() != 1 || rule.prerequisites.empty() || rule.prerequisites[0].deferred)
      continue;
    const std::string_view text = database_.symbols.text(rule.prerequisites[0].text);
    const size_t percent = text.find('%');
    if (percent == std::string_view::npos || text.find('/', percent) != std::string_view::npos ||
        text.find_first_of("*?[") != std::string_view::npos || text.starts_with("./")) {
      continue;
    }
    const size_t split = directory_length(text.substr(0, percent));
    common_.push_back({std::string(text.substr(0, split)),
                       std::string(text.substr(split, percent - split)),
                       std::string(text.substr(percent + 1))});
    is_common_[candidate.rule] = true;
  }
  const std::vector<PatternRules::Candidate>& candidates = database_.patterns.candidates();
  rule_steps_.clear();
  names_keep_base_ =
      std::all_of(candidates.begin(), candidates.end(),
                  [this](const PatternRules::Candidate& each) { return keeps_base(each); });
}

bool DeadEndPlanner::keeps_base(const PatternRules::Candidate& candidate) {
  if (candidate.no_recipe || is_common_[candidate.rule]) return true;
  if (candidate.prefix.starts_with('(')) return true;  // an archive's member, which no name here is
  if (candidate.whole || !candidate.prefix.empty()) return false;
  if (!candidate.suffix.empty() && candidate.suffix[0] != '.') return false;
  const PatternRule& rule = database_.patterns.all()[candidate.rule];
  if (rule.prerequisites.empty() || rule.prerequisites[0].deferred) return false;
  const std::string_view text = database_.symbols.text(rule.prerequisites[0].text);
  if (!text.starts_with('%') || text.find_first_of("/*?[") != std::string_view::npos) return false;
  rule_steps_.push_back({candidate.suffix, text.substr(1)});
  return true;
}

bool DeadEndPlanner::may_lead_back(std::string_view name) {
  steps_ = 0;
  return leads_to(std::string(name), name);
}

// Backwards from `name`: whether any chain to it begins at `start`.
bool DeadEndPlanner::leads_to(const std::string& name, std::string_view start) {
  for (Step& step : rule_steps_) {
    if (step.in_use || !name.ends_with(step.to)) continue;
    if (++steps_ > kMaxStepsBack) return true;
    const std::string before = name.substr(0, name.size() - step.to.size()).append(step.from);
    if (before == start) return true;
    step.in_use = true;
    const bool leads = leads_to(before, start);
    step.in_use = false;
    if (leads) return true;
  }
  return false;
}

DeadEndPlan DeadEndPlanner::plan_for_any(std::string_view suffix, bool dotless, bool relative,
                                         bool without_common) {
  plan_ = DeadEndPlan();
  plan_.dotless = dotless;
  plan_.without_common = without_common;
  anchored_ = true;
  relative_ = relative;
  return run({}, suffix);
}

DeadEndPlan DeadEndPlanner::plan_for(std::string_view directory, std::string_view suffix,
                                     bool dotless, bool without_common) {
  plan_ = DeadEndPlan();
  plan_.dotless = dotless;
  plan_.without_common = without_common;
  anchored_ = false;
  relative_ = !directory.starts_with('/');
  return run(directory, suffix);
}

bool DeadEndPlanner::touches(std::string_view directory) const {
  return std::any_of(whole_prefixes_.begin(), whole_prefixes_.end(), [&](std::string_view prefix) {
    const size_t length = std::min(prefix.size(), directory.size());
    return prefix.substr(0, length) == directory.substr(0, length);
  });
}

DeadEndPlan DeadEndPlanner::run(std::string_view directory, std::string_view suffix) {
  steps_ = 0;
  in_use_.assign(database_.patterns.all().size(), false);
  impossible_.clear();
  listed_.clear();
  plan_.usable = search({std::string(directory), std::string(suffix)}, 0);
  return std::move(plan_);
}

// As ImplicitSearch::search_pass does it when nothing is found. False: it may find something.
bool DeadEndPlanner::search(const Name& name, unsigned recursions) {
  if (plan_.without_common) {
    const uint32_t home =
        place_of({}, std::string_view(name.left).substr(0, directory_length(name.left)));
    if (std::find(plan_.searched.begin(), plan_.searched.end(), home) == plan_.searched.end()) {
      plan_.searched.push_back(home);
    }
  }
  std::vector<Match> matches;
  if (!match_all(name, recursions, matches)) return false;
  for (const bool chains : {false, true}) {
    for (Match& match : matches) {
      if (++steps_ > kMaxSteps) return false;
      if (match.rejected) continue;
      if (chains && match.terminal) continue;
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
  bool specific = false;
  if (name.right.empty()) {
    for (const PatternRules::Candidate& candidate : database_.patterns.candidates()) {
      if (!consider(candidate, name, recursions, out, specific)) return false;
    }
  } else {
    const char last = name.right.back();
    const bool chained = recursions > 0 && plan_.without_common;
    for (const PatternRules::Candidate* candidate :
         chained ? chained_candidates(last) : database_.patterns.candidates(last)) {
      if (!consider(*candidate, name, recursions, out, specific)) return false;
    }
  }
  if (specific) {
    std::erase_if(out, [](const Match& match) { return match.match_anything; });
  }
  const auto longer = [](const Match& a, const Match& b) { return a.fixed > b.fixed; };
  if (!std::is_sorted(out.begin(), out.end(), longer)) {
    std::stable_sort(out.begin(), out.end(), longer);
  }
  return true;
}

const std::vector<const PatternRules::Candidate*>& DeadEndPlanner::chained_candidates(char last) {
  const auto [found, is_new] = chained_.try_emplace(last);
  if (!is_new) return found->second;
  for (const PatternRules::Candidate& candidate : database_.patterns.candidates()) {
    if (!candidate.suffix.empty() && candidate.suffix.back() != last) continue;
    if (candidate.match_anything && !candidate.terminal) continue;
    if (!is_common_[candidate.rule]) found->second.push_back(&candidate);
  }
  return found->second;
}

bool DeadEndPlanner::consider(const PatternRules::Candidate& candidate, const Name& name,
                              unsigned recursions, std::vector<Match>& out, bool& specific) {
  if (candidate.no_recipe && !candidate.no_prerequisites) return true;
  if (in_use_[candidate.rule]) return true;
  if (recursions > 0 && candidate.match_anything && !candidate.terminal) return true;
  if (plan_.without_common && is_common_[candidate.rule]) return true;
  Match match;
  const Fit result = fit(candidate, name, match);
  if (result != Fit::kYes) return result == Fit::kNo;
  if (!candidate.match_anything) specific = true;
  if (candidate.no_prerequisites && candidate.no_recipe) return true;
  match.rule = candidate.rule;
  match.fixed = candidate.fixed();
  match.terminal = candidate.terminal;
  match.match_anything = !candidate.terminal && candidate.any_match_anything;
  out.push_back(match);
  return true;
}

// Whether the pattern matches, whatever the stem. Where that depends on the stem, such stems become
// an exception, and for all others it does not match.
DeadEndPlanner::Fit DeadEndPlanner::fit(const PatternRules::Candidate& candidate, const Name& name,
                                        Match& match) {
  if (candidate.whole && anchored_) return Fit::kNo;  // what touches() found
  std::string_view left = name.left;
  match.directory = candidate.whole ? 0 : directory_length(left);
  left.remove_prefix(match.directory);
  const std::string_view prefix = candidate.prefix;
  const std::string_view suffix = candidate.suffix;
  const size_t front = std::min(prefix.size(), left.size());
  const size_t back = std::min(suffix.size(), name.right.size());
  if (prefix.substr(0, front) != left.substr(0, front)) return Fit::kNo;
  if (!std::string_view(name.right).ends_with(suffix.substr(suffix.size() - back))) return Fit::kNo;
  match.left = match.directory + front;
  match.right = name.right.size() - back;
  if (front == prefix.size() && back == suffix.size()) return Fit::kYes;
  // A stem without a dot needs one beside it to make up for a pattern's.
  const bool fixed_dot = has_dot(left) || has_dot(name.right);
  return except(prefix.substr(front), suffix.substr(0, suffix.size() - back), fixed_dot);
}

DeadEndPlanner::Fit DeadEndPlanner::except(std::string_view prefix, std::string_view suffix,
                                           bool fixed_dot) {
  if (has_slash(prefix)) return Fit::kNo;  // the stem has none
  if (plan_.dotless && !fixed_dot && (has_dot(prefix) || has_dot(suffix))) return Fit::kNo;
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
    if (text.starts_with("./")) return false;  // left out of names, in front only
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
  const uint32_t place = place_of(lead, std::string_view(name.left).substr(0, split));
  plan_.files.push_back({place, name.left.substr(split), name.right, false, known_only, 0});
}

uint32_t DeadEndPlanner::place_of(std::string_view lead, std::string_view tail) {
  const auto same = [&](const DeadEndPlan::Place& place) {
    return place.lead == lead && place.tail == tail;
  };
  const auto found = std::find_if(plan_.places.begin(), plan_.places.end(), same);
  const auto place = static_cast<uint32_t>(found - plan_.places.begin());
  if (found == plan_.places.end()) {
    plan_.places.push_back({std::string(lead), std::string(tail), anchored_});
  }
  return place;
}

}  // namespace umake
