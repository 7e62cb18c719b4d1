#include "graph/implicit_search.h"

#include <algorithm>
#include <memory>

#include "base/archive.h"
#include "graph/name_list.h"
#include "graph/rule_chain.h"

namespace umake {

namespace {
constexpr size_t kNone = std::string_view::npos;
}  // namespace

// A pattern that matches the name looked for.
struct ImplicitSearch::Match {
  uint32_t rule = 0;
  uint32_t pattern = 0;
  size_t stem_length = 0;
  bool match_directory =
      false;  // the pattern has no slash: matched against what follows the name's last
  bool match_anything = false;  // not a terminal one
  bool rejected = false;
};

// A prerequisite of a rule being tried.
struct ImplicitSearch::Candidate {
  Prerequisite prerequisite;
  Symbol name;
  bool from_pattern = true;  // its text had a %
  bool exists = false;
  std::unique_ptr<ChainLink> chain;
};

// What one search carries from rule to rule.
struct ImplicitSearch::Attempt {
  const Subject& subject;
  std::string_view name;  // the part the patterns match: for a member "(member)"
  size_t last_slash = kNone;
  unsigned depth = 0;
  unsigned recursions = 0;
  bool intermediate_ok = false;  // second pass: chains are allowed
  ChainLink& found;
  // Of the rule tried last that has any. GNU make lets a rule without prerequisites inherit what
  // was found for the one that failed before it.
  std::vector<Candidate> candidates;
};

ImplicitSearch::ImplicitSearch(Database& database, RecipeExpander& expander,
                               Diagnostics& diagnostics, const Switches& switches)
    : database_(database),
      expander_(expander),
      diagnostics_(diagnostics),
      switches_(switches),
      dead_ends_(database) {}

// "%.o: %.c other.h", as messages name a rule.
std::string ImplicitSearch::describe(uint32_t index) const {
  const PatternRule& rule = database_.patterns.all()[index];
  std::string text;
  for (const PatternRule::Pattern& pattern : rule.targets) {
    if (!text.empty()) text += ' ';
    text += database_.symbols.text(pattern.text);
  }
  text += rule.terminal ? "::" : ":";
  bool order_only = false;
  for (const PatternPrerequisite& prerequisite : rule.prerequisites) {
    if (prerequisite.order_only && !order_only) text += " |";
    order_only = prerequisite.order_only;
    text += ' ';
    text += database_.symbols.text(prerequisite.text);
  }
  return text;
}

bool ImplicitSearch::finds_nothing(TargetId id) {
  dead_ends_.catch_up();
  // A trace and the printed data base show each step of a search and what it leaves behind.
  if (tracing() || switches_.print_data_base) return false;
  return dead_ends_.holds(database_.targets[id].name);
}

ImplicitSearch::Result ImplicitSearch::find(TargetId id, unsigned depth) {
  const Subject subject{id, database_.targets[id].name};
  const std::string_view name = database_.symbols.text(subject.name);
  if (finds_nothing(id)) return Result::kNotFound;
  in_use_.assign(database_.patterns.all().size(), false);
  ChainLink link;
  trace(depth, "Looking for an implicit rule for '{}'.", name);
  Result result = search_twice(subject, false, depth, 0, link);
  if (result == Result::kNotFound && is_archive_name(name)) {
    trace(depth, "Looking for archive-member implicit rule for '{}'.", name);
    result = search_twice(subject, true, depth, 0, link);
    if (result == Result::kNotFound) {
      trace(depth, "No archive-member implicit rule found for '{}'.", name);
    }
  }
  if (result == Result::kFound) {
    if (tracing()) trace(depth, "Found implicit rule '{}' for '{}'.", describe(link.rule), name);
    apply_chain(database_, id, link);
  } else {
    trace(depth, "No implicit rule found for '{}'.", name);
  }
  return result;
}

// By the strict notion of what ought to exist; then, if that could make a difference, by the old,
// looser one. Each link of a chain is looked for both ways before the next rule is tried.
ImplicitSearch::Result ImplicitSearch::search_twice(const Subject& subject, bool archive_member,
                                                    unsigned depth, unsigned recursions,
                                                    ChainLink& link) {
  const bool outer_compatible = compatible_;
  const bool outer_mention = saw_mention_;
  compatible_ = saw_mention_ = false;
  link = ChainLink();
  Result result = search(subject, archive_member, depth + 1, recursions, link);
  if (result == Result::kNotFound && saw_mention_) {
    trace(depth, "Searching for a compatibility rule for '{}'.",
          database_.symbols.text(subject.name));
    compatible_ = true;
    link = ChainLink();
    result = search(subject, archive_member, depth + 1, recursions, link);
  }
  compatible_ = outer_compatible;
  saw_mention_ = outer_mention;
  return result;
}

std::vector<ImplicitSearch::Match> ImplicitSearch::matching_rules(std::string_view name,
                                                                  size_t last_slash, unsigned depth,
                                                                  unsigned recursions) {
  std::vector<Match> matches;
  matches.reserve(16);
  bool specific = false;
  for (uint32_t rule = 0; tracing() && rule < in_use_.size(); ++rule) {
    if (in_use_[rule])
      trace(depth, "Avoiding implicit rule recursion for rule '{}'.", describe(rule));
  }
  const size_t directory = last_slash == kNone ? 0 : last_slash + 1;
  const std::string_view base = name.substr(directory);
  for (const PatternRules::Candidate* one : database_.patterns.candidates(name.back())) {
    const PatternRules::Candidate& candidate = *one;
    // A pattern with a slash is matched against the whole name; for others what follows the
    // directory may be as short as the pattern without its %.
    const bool empty_stem = directory > 0 && !candidate.whole;
    if (!candidate.matches(candidate.whole ? name : base, empty_stem)) continue;
    // A rule with prerequisites but no recipe cancels those equal to it.
    if (candidate.no_recipe && !candidate.no_prerequisites) continue;
    if (in_use_[candidate.rule]) continue;
    // An intermediate file made by "%" would let any file be made from any.
    if (recursions > 0 && candidate.match_anything && !candidate.terminal) continue;
    if (!candidate.match_anything) specific = true;
    // Stands there only to say that names like this are no match-anything's business.
    if (candidate.no_prerequisites && candidate.no_recipe) continue;
    const bool match_anything = !candidate.terminal && candidate.any_match_anything;
    if (specific && match_anything) continue;
    matches.push_back({candidate.rule, candidate.pattern, name.size() - candidate.fixed(),
                       last_slash != kNone && !candidate.whole, match_anything, false});
  }
  if (specific) {
    // A rule counts as match-anything when one of its targets is "%", whichever of them matched.
    std::erase_if(matches, [](const Match& match) { return match.match_anything; });
  }
  // The more specific pattern, that leaves the shorter stem, goes first.
  const auto shorter = [](const Match& a, const Match& b) { return a.stem_length < b.stem_length; };
  if (!std::is_sorted(matches.begin(), matches.end(), shorter)) {
    std::stable_sort(matches.begin(), matches.end(), shorter);
  }
  return matches;
}

ImplicitSearch::Result ImplicitSearch::search(const Subject& subject, bool archive_member,
                                              unsigned depth, unsigned recursions,
                                              ChainLink& found) {
  std::string_view name = database_.symbols.text(subject.name);
  size_t last_slash = kNone;
  if (archive_member) {
    name = name.substr(name.find('('));
  } else if (!is_archive_name(name)) {
    last_slash = name.rfind('/');
  }
  if (name.empty()) return Result::kNotFound;
  std::vector<Match> matches = matching_rules(name, last_slash, depth, recursions);
  if (matches.empty()) return Result::kNotFound;
  Attempt attempt{subject, name, last_slash, depth, recursions, false, found, {}};
  return search_pass(attempt, matches);
}

// First only prerequisites that exist or ought to, then those that further rules can make.
ImplicitSearch::Result ImplicitSearch::search_pass(Attempt& attempt, std::vector<Match>& matches) {
  for (const bool intermediate_ok : {false, true}) {
    attempt.intermediate_ok = intermediate_ok;
    if (intermediate_ok) trace(attempt.depth, "Trying harder.");
    for (Match& match : matches) {
      if (match.rejected) continue;
      if (intermediate_ok && database_.patterns.all()[match.rule].terminal) continue;
      const Result result = try_rule(attempt, match);
      if (result != Result::kNotFound) return result;
    }
  }
  return Result::kNotFound;
}

ImplicitSearch::Result ImplicitSearch::try_rule(Attempt& attempt, Match& match) {
  const PatternRule::Pattern& pattern = database_.patterns.all()[match.rule].targets[match.pattern];
  const size_t fixed = database_.symbols.text(pattern.text).size() - 1;
  ChainLink& link = attempt.found;
  link = ChainLink();
  link.rule = match.rule;
  link.pattern = match.pattern;
  std::string_view part = attempt.name;
  if (match.match_directory) {
    link.directory = attempt.name.substr(0, attempt.last_slash + 1);
    part = attempt.name.substr(attempt.last_slash + 1);
  }
  link.stem = part.substr(pattern.percent, part.size() - fixed);
  if (tracing())
    trace(attempt.depth, "Trying pattern rule '{}' with stem '{}'.", describe(match.rule),
          link.stem);
  in_use_[match.rule] = true;
  const Result result = judge_prerequisites(attempt, match);
  in_use_[match.rule] = false;
  if (result != Result::kFound) return result;
  for (Candidate& candidate : attempt.candidates) {
    link.parts.push_back(
        {candidate.prerequisite, candidate.name, std::move(candidate.chain), candidate.exists});
  }
  return Result::kFound;
}

// Deferred lists are expanded word by word: what comes after a prerequisite that can't be made
// stays unexpanded.
ImplicitSearch::Result ImplicitSearch::judge_prerequisites(Attempt& attempt, Match& match) {
  std::vector<Candidate>& out = attempt.candidates;
  const std::vector<PatternPrerequisite>* prerequisites =
      &database_.patterns.all()[match.rule].prerequisites;
  std::vector<PatternPrerequisite> copy;
  if (std::any_of(prerequisites->begin(), prerequisites->end(),
                  [](const PatternPrerequisite& one) { return one.deferred; })) {
    // Expansion may define pattern rules ($(eval)).
    copy = *prerequisites;
    prerequisites = &copy;
  }
  if (!prerequisites->empty()) out.clear();
  for (const PatternPrerequisite& prerequisite : *prerequisites) {
    std::string_view words;
    if (prerequisite.deferred) words = database_.symbols.text(prerequisite.text);
    bool order_only = prerequisite.order_only;
    do {
      size_t at = out.size();
      if (!prerequisite.deferred) {
        list_plain(prerequisite, attempt.found, out);
      } else if (list_deferred(attempt, words, order_only, out) == Status::kFailed) {
        return Result::kFailed;
      }
      for (; at < out.size(); ++at) {
        const Result result = judge(attempt, match, out[at]);
        if (result == Result::kFound) continue;
        out.erase(out.begin() + static_cast<std::ptrdiff_t>(at), out.end());
        return result;
      }
    } while (!words.empty());
  }
  return Result::kFound;
}

// The stem takes the place of the first %; the directory that the pattern did not match goes in
// front.
void ImplicitSearch::list_plain(const PatternPrerequisite& prerequisite, const ChainLink& link,
                                std::vector<Candidate>& out) {
  const std::string_view text = database_.symbols.text(prerequisite.text);
  const size_t percent = text.find('%');
  bool wait = prerequisite.wait_before;
  const auto add = [&](Symbol name) {
    Candidate& candidate = out.emplace_back();
    candidate.name = name;
    candidate.from_pattern = percent != kNone;
    candidate.prerequisite.set(Prerequisite::kOrderOnly, prerequisite.order_only);
    candidate.prerequisite.set(Prerequisite::kWaitBefore, wait);
    candidate.prerequisite.set(Prerequisite::kExplicit, percent == kNone);
    wait = false;
  };
  constexpr std::string_view kWildcards = "*?[";
  if (percent == kNone && text.find_first_of(kWildcards) == kNone) return add(prerequisite.text);
  std::string name = percent == kNone ? std::string(text) : with_stem(link, text, percent);
  while (percent != kNone && name.size() > 2 && name.starts_with("./")) name.erase(0, 2);
  // Wildcards are expanded now, the stem's too; a stem that holds blanks stays one name.
  const bool blank = link.stem.find_first_of(" \t") != kNone;
  if ((blank ? text : std::string_view(name)).find_first_of(kWildcards) == kNone) {
    return add(database_.symbols.intern(name));
  }
  const NameListContext context{database_.symbols, database_.files, {}};
  NameListOptions options;
  options.tilde = options.unescape = options.split_archives = false;
  std::vector<Symbol> names;
  parse_names(name, context, options, names);
  for (Symbol found : names) add(found);
}

// Takes one word off `words`.
Status ImplicitSearch::list_deferred(const Attempt& attempt, std::string_view& words,
                                     bool& order_only, std::vector<Candidate>& out) {
  const ChainLink& link = attempt.found;
  std::vector<ExpandedPrerequisite> expanded;
  TRY(expander_.expand_pattern_word(attempt.subject.target, attempt.subject.name, words,
                                    link.directory + link.stem, link.directory, order_only,
                                    expanded));
  for (const ExpandedPrerequisite& item : expanded) {
    Candidate& candidate = out.emplace_back();
    candidate.name = item.name;
    candidate.from_pattern = item.has_stem;
    candidate.prerequisite.set(Prerequisite::kOrderOnly, item.order_only);
    candidate.prerequisite.set(Prerequisite::kWaitBefore, item.wait_before);
    candidate.prerequisite.set(Prerequisite::kExplicit, !item.has_stem);
  }
  return Status::kOk;
}

bool ImplicitSearch::is_prerequisite_of(const Subject& subject, TargetId prerequisite) const {
  const TargetId id = subject.target ? subject.target : database_.targets.find(subject.name);
  if (!id) return false;
  const std::vector<Prerequisite>& list = database_.targets[id].prerequisites;
  return std::any_of(list.begin(), list.end(), [&](const Prerequisite& item) {
    return item.target && database_.targets.resolve(item.target) == prerequisite;
  });
}

// Whether a rule's prerequisite exists, ought to exist, or (second pass) can be made.
ImplicitSearch::Result ImplicitSearch::judge(Attempt& attempt, Match& match, Candidate& candidate) {
  const std::string_view name = database_.symbols.text(candidate.name);
  const char* kind = candidate.from_pattern ? "implicit" : "rule";
  if (database_.directories.is_impossible(name)) {
    if (tracing())
      trace(attempt.depth, "Rejecting rule '{}' due to impossible {} prerequisite '{}'.",
            describe(match.rule), kind, name);
    match.rejected = true;
    return Result::kNotFound;
  }
  trace(attempt.depth, "Trying {} prerequisite '{}'.", kind, name);
  const TargetId known = database_.targets.find(candidate.name);
  if (known && (database_.targets[known].is_target || is_prerequisite_of(attempt.subject, known))) {
    trace(attempt.depth, "'{}' ought to exist.", name);
    return Result::kFound;
  }
  if (database_.directories.exists(name)) {
    trace(attempt.depth, "Found '{}'.", name);
    candidate.exists = true;
    return Result::kFound;
  }
  if (known || database_.builtin_mentions(name)) {
    if (compatible_) {
      if (tracing())
        trace(attempt.depth, "Using compatibility rule '{}' due to '{}'.", describe(match.rule),
              name);
      return Result::kFound;
    }
    saw_mention_ = true;
    if (tracing())
      trace(attempt.depth, "Prerequisite '{}' of rule '{}' does not qualify as ought to exist.",
            name, describe(match.rule));
  }
  VpathSearch::Found found;
  if (database_.vpaths.search(name, found)) {
    trace(attempt.depth, "Found prerequisite '{}' as VPATH '{}'.", name, found.path);
    candidate.exists = true;
    return Result::kFound;
  }
  if (attempt.intermediate_ok) return judge_chain(attempt, match, candidate);
  trace(attempt.depth, "Not found '{}'.", name);
  return Result::kNotFound;
}

ImplicitSearch::Result ImplicitSearch::judge_chain(Attempt& attempt, Match& match,
                                                   Candidate& candidate) {
  const std::string_view name = database_.symbols.text(candidate.name);
  const TargetId known = database_.targets.find(candidate.name);
  const bool is_explicit =
      !candidate.from_pattern || (known && database_.targets[known].is_explicit);
  // Stays so, whatever becomes of this rule.
  if (known && !is_explicit) database_.targets[known].intermediate = true;
  trace(attempt.depth, "Looking for a rule with {} file '{}'.",
        is_explicit ? "explicit" : "intermediate", name);
  auto chain = std::make_unique<ChainLink>();
  const Subject subject{{}, candidate.name};
  const Result result = search_twice(subject, false, attempt.depth, attempt.recursions + 1, *chain);
  if (result == Result::kFound) {
    if (tracing())
      trace(attempt.depth, "Found implicit rule '{}' for '{}'.", describe(chain->rule), name);
    candidate.chain = std::move(chain);
    return Result::kFound;
  }
  if (result == Result::kFailed) return Result::kFailed;
  trace(attempt.depth, "No implicit rule found for '{}'.", name);
  if (tracing())
    trace(attempt.depth, "Rejecting rule '{}' due to impossible prerequisite '{}'.",
          describe(match.rule), name);
  // Not where a compatible search may yet use the mention.
  if (!known && !database_.builtin_mentions(name)) {
    database_.directories.mark_impossible(name);
  }
  return Result::kNotFound;
}

}  // namespace umake
