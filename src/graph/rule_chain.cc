#include "graph/rule_chain.h"

#include <algorithm>

namespace umake {

namespace {

class ChainWriter {
 public:
  explicit ChainWriter(Database& database) : database_(database) {}

  void apply(TargetId target, ChainLink& link, bool in_chain);

 private:
  void enter_again(TargetId id, const ChainLink& link);
  void mark_intermediate(Target& target, const ChainPart& part);
  void enter_other_targets(TargetId target, const ChainLink& link);

  Database& database_;
};

void ChainWriter::apply(TargetId id, ChainLink& link, bool in_chain) {
  const PatternRule& rule = database_.patterns.all()[link.rule];
  std::vector<Prerequisite> prerequisites;
  for (ChainPart& part : link.parts) {
    const TargetId before = database_.targets.find(part.name);
    part.known = static_cast<bool>(before);
    part.was_explicit = part.known && database_.targets[before].is_explicit;
  }
  for (ChainPart& part : link.parts) {
    // What the makefile speaks of otherwise (a variable of its own, a double-colon rule) is kept
    // from being intermediate by its own name in .NOTINTERMEDIATE only.
    const bool known = part.known;
    const TargetId made = database_.targets.enter(part.name);
    Target& target = database_.targets[made];
    part.not_intermediate =
        known ? target.not_intermediate : part.exists || database_.no_intermediates;
    target.is_explicit |= database_.builtin_suffixes_have(database_.symbols.text(part.name));
    TargetId entered = made;
    const auto same = [made](const Prerequisite& earlier) { return earlier.target == made; };
    const bool again = std::any_of(prerequisites.begin(), prerequisites.end(), same);
    if (part.chain != nullptr) {
      if (!again) {
        apply(made, *part.chain, true);
      } else {
        enter_again(made, *part.chain);
      }
      if (!known) part.not_intermediate |= target.not_intermediate;
      target.is_target = true;
      target.tried_implicit = true;
    } else if (in_chain && target.is_double_colon) {
      // GNU make enters the name again here, which adds a rule that is nobody's.
      entered = database_.targets.add_double_colon(made);
    }
    // A terminal rule's prerequisites must exist: no rule is looked for to make them.
    if (rule.terminal) database_.targets[entered].tried_implicit = true;
    Prerequisite prerequisite = part.prerequisite;
    prerequisite.target = entered;
    prerequisites.push_back(prerequisite);
  }
  for (size_t at = link.parts.size(); at-- > 0;) {
    mark_intermediate(database_.targets[database_.targets.find(link.parts[at].name)],
                      link.parts[at]);
  }
  Target& target = database_.targets[id];
  // The rule's prerequisites go in front of the makefile's, so that $< is the rule's first.
  prerequisites.insert(prerequisites.end(), target.prerequisites.begin(),
                       target.prerequisites.end());
  target.prerequisites = std::move(prerequisites);
  target.stem = database_.symbols.intern(link.directory + link.stem);
  target.recipe = rule.recipe;
  target.builtin = rule.builtin;
  target.is_target = true;
  const TargetId pattern = database_.targets.find(rule.targets[link.pattern].text);
  if (pattern) {
    target.precious |= database_.targets[pattern].precious;
    target.not_intermediate |= database_.targets[pattern].not_intermediate;
  }
  enter_other_targets(id, link);
}

// What applying a chain to `id` once more does in GNU make: its double-colon prerequisites get a
// further rule, which takes the place of the one that they got before.
void ChainWriter::enter_again(TargetId id, const ChainLink& link) {
  for (const ChainPart& part : link.parts) {
    const TargetId made = database_.targets.enter(part.name);
    if (part.chain != nullptr) {
      enter_again(made, *part.chain);
    } else if (database_.targets[made].is_double_colon) {
      const TargetId before = database_.targets.rule_of_nobody(made);
      const TargetId entered = database_.targets.add_double_colon(made);
      for (Prerequisite& prerequisite : database_.targets[id].prerequisites) {
        if (prerequisite.target == before) prerequisite.target = entered;
      }
    }
  }
}

// A file that a rule names by its % is intermediate when a chain makes it, or when it ought to
// exist, but not as the prerequisite or target of an explicit rule: made along with another file,
// by a double-colon rule, used by another implicit rule. GNU make goes through the list from its
// end: named without % to the right, it is explicit; to the left, that comes too late.
void ChainWriter::mark_intermediate(Target& target, const ChainPart& part) {
  const bool chain = part.chain != nullptr;
  if (part.prerequisite.has(Prerequisite::kExplicit)) {
    target.is_explicit |= chain;
  } else if (!(part.known ? part.was_explicit : target.is_explicit) && !part.not_intermediate) {
    target.intermediate = true;
  }
}

// The other patterns of the rule name files that the same run of the recipe makes.
void ChainWriter::enter_other_targets(TargetId id, const ChainLink& link) {
  const PatternRule& rule = database_.patterns.all()[link.rule];
  for (uint32_t index = 0; index < rule.targets.size(); ++index) {
    if (index == link.pattern) continue;
    const std::string_view text = database_.symbols.text(rule.targets[index].text);
    const uint32_t percent = rule.targets[index].percent;
    const std::string name = with_stem(link, text, percent);
    const TargetId other = database_.targets.enter(database_.symbols.intern(name));
    const TargetId pattern = database_.targets.find(rule.targets[index].text);
    Target& target = database_.targets[other];
    if (pattern && database_.targets[pattern].precious) target.precious = true;
    target.is_target = true;
    target.peer = true;
    std::vector<TargetId>& also_make = database_.targets[id].also_make;
    also_make.insert(also_make.begin(), other);
  }
}

}  // namespace

std::string with_stem(const ChainLink& link, std::string_view pattern, size_t percent) {
  std::string name;
  name.reserve(link.directory.size() + link.stem.size() + pattern.size());
  name.append(link.directory).append(pattern.substr(0, percent));
  name.append(link.stem).append(pattern.substr(percent + 1));
  return name;
}

void apply_chain(Database& database, TargetId target, ChainLink& link) {
  ChainWriter(database).apply(target, link, false);
}

}  // namespace umake
