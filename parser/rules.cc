#include "parser/rules.h"

#include <algorithm>
#include <utility>

#include "base/messages.h"
#include "parser/special_targets.h"
#include "parser/statement.h"

namespace umake {

void Rule::clear() {
  targets.clear();
  double_colon = grouped = is_static = parsed = has_recipe = false;
  pattern.clear();
  names.clear();
  prerequisites.clear();
  recipe.clear();
}

RuleRecorder::RuleRecorder(Expander& expander, Database& database, Diagnostics& diagnostics)
    : expander_(expander), database_(database), diagnostics_(diagnostics) {}

Status RuleRecorder::record(Rule& rule) {
  if (rule.targets.empty()) return Status::kOk;
  if (frozen_) return diagnostics_.fatal(rule.where, msg::kPrerequisitesInRecipe);
  if (rule.parsed && !rule.has_recipe) return record_plain(rule);
  if (rule.grouped && !rule.has_recipe)
    return diagnostics_.fatal(rule.where, msg::kGroupedNoRecipe);
  const Recipe* recipe = make_recipe(rule);
  if (!rule.parsed) {
    buffer_ = database_.symbols.text(rule.targets[0]);
    if (find_percent(buffer_) != std::string::npos)
      TRY(record_pattern(rule, recipe));
    else
      TRY(record_explicit(rule, recipe));
  } else {
    TRY(record_explicit(rule, recipe));
  }
  rule.clear();
  return Status::kOk;
}

// A rule of nothing but names: most of them are in depfiles.
Status RuleRecorder::record_plain(Rule& rule) {
  for (Symbol name : rule.targets) {
    const TargetId id = database_.targets.enter(name);
    Target& target = database_.targets[id];
    if (target.is_double_colon) {
      return diagnostics_.fatal(rule.where,
                                fmt::format(msg::kBothColons, database_.symbols.text(name)));
    }
    target.is_target = true;
    target.is_explicit = true;
    if (rule.names.empty()) continue;
    // Never just what fits: "all: x" may come thousands of times.
    const size_t needed = target.prerequisites.size() + rule.names.size();
    if (needed > target.prerequisites.capacity()) {
      target.prerequisites.reserve(std::max(needed, 2 * target.prerequisites.capacity()));
    }
    for (Symbol prerequisite : rule.names) {
      const TargetId entered = database_.targets.enter(prerequisite);
      database_.targets[entered].is_explicit = true;
      target.prerequisites.push_back({entered, {}, {}, Prerequisite::kExplicit});
    }
  }
  rule.targets.clear();
  rule.names.clear();
  return Status::kOk;
}

const Recipe* RuleRecorder::make_recipe(const Rule& rule) {
  if (!rule.has_recipe) return nullptr;
  Recipe& recipe = database_.recipes.emplace_back();
  recipe.text = database_.arena.copy(rule.recipe);
  recipe.where = {rule.where.file, rule.recipe_line};
  recipe.prefix = rule.prefix;
  return &recipe;
}

bool RuleRecorder::deferred(const Rule& rule) const {
  return database_.second_expansion && rule.prerequisites.find('$') != std::string::npos;
}

// $(HOME), when names of `text` may need it.
std::string RuleRecorder::home_for(std::string_view text) {
  std::string home;
  if (text.find('~') == std::string_view::npos) return home;
  const Symbol symbol = database_.symbols.find("HOME");
  Variable* variable = symbol ? expander_.find(symbol) : nullptr;
  // One that can't be expanded leaves names as they are.
  if (variable != nullptr) (void)expander_.expand_variable(*variable, home);
  return home;
}

void RuleRecorder::parse_target_names(std::string_view text, const NameListOptions& options,
                                      std::vector<Symbol>& out) {
  const std::string home = home_for(text);
  parse_names(text, NameListContext{database_.symbols, database_.files, home}, options, out);
}

void RuleRecorder::add_names(std::string_view text, bool order_only, bool is_static) {
  const std::string home = home_for(text);
  parsed_.clear();
  parse_prerequisite_names(text, NameListContext{database_.symbols, database_.files, home},
                           NameListOptions{}, parsed_);
  for (const ParsedName& parsed : parsed_) {
    Name& name = names_.emplace_back();
    name.parsed = parsed;
    name.order_only = order_only;
    const std::string_view spelled = database_.symbols.text(parsed.name);
    if (!is_static || spelled.find('%') == std::string_view::npos) continue;
    name.text = spelled;
    name.percent = find_percent(name.text);
    name.has_percent = name.percent != std::string::npos;
    if (!name.has_percent) name.parsed.name = database_.symbols.intern(name.text);
  }
}

void RuleRecorder::parse_prerequisites(const Rule& rule) {
  names_.clear();
  if (rule.parsed || rule.prerequisites.empty() || deferred(rule)) return;
  if (rule.prerequisites.find('|') == std::string::npos) {
    add_names(rule.prerequisites, false, rule.is_static);
    return;
  }
  buffer_ = rule.prerequisites;
  const size_t bar = find_unquoted(buffer_, 0, "|", false);
  const std::string text = buffer_;
  if (bar == std::string::npos) {
    add_names(text, false, rule.is_static);
    return;
  }
  add_names(std::string_view(text).substr(0, bar), false, rule.is_static);
  add_names(std::string_view(text).substr(bar + 1), true, rule.is_static);
}

Status RuleRecorder::record_pattern(Rule& rule, const Recipe* recipe) {
  if (rule.is_static) return diagnostics_.fatal(rule.where, msg::kMixedStaticPattern);
  PatternRule pattern_rule;
  pattern_rule.targets.reserve(rule.targets.size());
  for (Symbol target : rule.targets) {
    buffer_ = database_.symbols.text(target);
    const size_t percent = find_percent(buffer_);
    if (percent == std::string::npos) return diagnostics_.fatal(rule.where, msg::kMixedRules);
    pattern_rule.targets.push_back(
        {database_.symbols.intern(buffer_), static_cast<uint32_t>(percent)});
  }
  if (deferred(rule)) {
    PatternPrerequisite all;
    all.text = database_.symbols.intern(rule.prerequisites);
    all.deferred = true;
    pattern_rule.prerequisites.push_back(all);
  } else {
    parse_prerequisites(rule);
    pattern_rule.prerequisites.reserve(names_.size());
    for (const Name& name : names_) {
      pattern_rule.prerequisites.push_back(
          {name.parsed.name, name.order_only, name.parsed.wait_before, false});
    }
  }
  pattern_rule.recipe = recipe;
  pattern_rule.terminal = rule.double_colon;
  pattern_rule.where = rule.where;
  database_.patterns.add(std::move(pattern_rule), true);
  return Status::kOk;
}

Status RuleRecorder::record_explicit(Rule& rule, const Recipe* recipe) {
  parse_prerequisites(rule);
  entered_.clear();
  for (Symbol& target : rule.targets) {
    std::string_view spelled = database_.symbols.text(target);
    if (!rule.parsed && spelled.find('%') != std::string_view::npos) {
      buffer_ = spelled;
      const bool is_pattern = find_percent(buffer_) != std::string::npos;
      if (is_pattern && &target != &rule.targets.front()) {
        diagnostics_.error(rule.where, msg::kMixedRulesDeprecated);
      }
      target = database_.symbols.intern(buffer_);
      spelled = database_.symbols.text(target);
    }
    std::string_view stem;
    const bool matches =
        !rule.is_static || match_pattern(rule.pattern, rule.percent, spelled, stem);
    if (!matches) {
      // GNU make goes on without the prerequisites.
      diagnostics_.error(rule.where, fmt::format(msg::kPatternMismatch, spelled));
    }
    TargetId id;
    TRY(enter_target(rule, target, recipe, id));
    entered_.push_back(id);
    if (matches) {
      add_prerequisites(rule, id, stem, recipe);
    } else {
      database_.targets[id].stem = database_.symbols.intern(spelled);
    }
    if (spelled[0] == '.') note_dot_target(rule, target, id, recipe);
  }
  if (rule.grouped) set_group(recipe->where);
  return Status::kOk;
}

Status RuleRecorder::enter_target(const Rule& rule, Symbol name, const Recipe* recipe,
                                  TargetId& out) {
  if (!rule.double_colon) {
    out = database_.targets.enter(name);
    TRY(enter_single(rule, out, recipe));
  } else {
    const TargetId first = database_.targets.enter(name);
    Target& target = database_.targets[first];
    if (target.is_target && !target.is_double_colon) {
      return diagnostics_.fatal(rule.where,
                                fmt::format(msg::kBothColons, database_.symbols.text(name)));
    }
    if (target.is_double_colon) {
      out = database_.targets.add_double_colon(first);
    } else {
      out = first;
      target.is_double_colon = true;
      target.first_double_colon = first;
    }
    database_.targets[out].recipe = recipe;
  }
  Target& target = database_.targets[out];
  target.is_target = true;
  // A double-colon rule does not count as a mention: as a link in a chain its target is intermediate.
  if (!rule.double_colon) target.is_explicit = true;
  return Status::kOk;
}

Status RuleRecorder::enter_single(const Rule& rule, TargetId id, const Recipe* recipe) {
  Target& target = database_.targets[id];
  const std::string_view name = database_.symbols.text(target.name);
  if (target.is_double_colon) {
    return diagnostics_.fatal(rule.where, fmt::format(msg::kBothColons, name));
  }
  if (recipe == nullptr) return Status::kOk;
  if (recipe == target.recipe) {
    diagnostics_.error(rule.where, fmt::format(msg::kTargetTwice, name));
  } else if (target.recipe != nullptr && target.is_target) {
    diagnostics_.error(recipe->where, fmt::format(msg::kOverridingRecipe, name));
    diagnostics_.error(target.recipe->where, fmt::format(msg::kIgnoringRecipe, name));
  }
  target.recipe = recipe;
  return Status::kOk;
}

void RuleRecorder::set_group(Location where) {
  // From the last one on, as warnings about them come; a group of one is a group as well.
  for (auto entered = entered_.rbegin(); entered != entered_.rend(); ++entered) {
    const TargetId id = *entered;
    Target& target = database_.targets[id];
    if (target.grouped) {
      const std::string_view name = database_.symbols.text(target.name);
      diagnostics_.warning(where, fmt::format(msg::kOverridingGroup, name));
    }
    target.grouped = true;
    target.also_make.clear();
    for (auto other = entered_.rbegin(); other != entered_.rend(); ++other) {
      if (*other != id) target.also_make.push_back(*other);
    }
  }
}

Symbol RuleRecorder::substitute(const Name& name, std::string_view stem) {
  if (!name.has_percent) return name.parsed.name;
  buffer_.assign(name.text, 0, name.percent);
  buffer_.append(stem);
  buffer_.append(name.text, name.percent + 1);
  return buffer_.empty() ? Symbol{} : database_.symbols.intern(buffer_);
}

void RuleRecorder::add_prerequisites(const Rule& rule, TargetId id, std::string_view stem,
                                     const Recipe* recipe) {
  made_.clear();
  const auto enter = [&](Symbol name, bool order_only, bool wait) {
    Prerequisite& made = made_.emplace_back();
    made.target = database_.targets.enter(name);
    made.set(Prerequisite::kExplicit);
    if (order_only) made.set(Prerequisite::kOrderOnly);
    if (wait) made.set(Prerequisite::kWaitBefore);
    // What a static pattern gives may still be a link in a chain.
    if (!rule.is_static) database_.targets[made.target].is_explicit = true;
  };
  // The stem of a static pattern rule is $* for its recipe.
  if (rule.is_static) database_.targets[id].stem = database_.symbols.intern(stem);
  if (rule.parsed) {
    for (Symbol name : rule.names) enter(name, false, false);
  } else if (deferred(rule)) {
    Prerequisite& made = made_.emplace_back();
    made.text = database_.symbols.intern(rule.prerequisites);
    made.set(Prerequisite::kDeferred);
    made.set(Prerequisite::kExplicit);
    if (rule.is_static) {
      made.set(Prerequisite::kNeedsStem);
      made.stem = database_.targets[id].stem;
    }
  } else {
    for (const Name& name : names_) {
      const Symbol text = substitute(name, stem);
      if (text) enter(text, name.order_only, name.parsed.wait_before);
    }
  }
  std::vector<Prerequisite>& all = database_.targets[id].prerequisites;
  all.insert(recipe != nullptr ? all.begin() : all.end(), made_.begin(), made_.end());
}

// Targets whose names begin with a dot: those that mean something as soon as they are recorded, and
// those that may turn out to be suffix rules.
void RuleRecorder::note_dot_target(const Rule& rule, Symbol name, TargetId id,
                                   const Recipe* recipe) {
  const std::string_view text = database_.symbols.text(name);
  const bool bare = rule.parsed ? rule.names.empty() : rule.prerequisites.empty();
  if (text == ".SUFFIXES") {
    // Without prerequisites it forgets all suffixes (manual, "Old-Fashioned Suffix Rules").
    if (bare) {
      database_.suffixes.clear();
      builtin_suffixes_ = 0;
      database_.targets[id].prerequisites.clear();
    }
    for (const Prerequisite& made : made_) {
      if (made.target) database_.suffixes.push_back(database_.targets[made.target].name);
    }
  } else if (text == ".DEFAULT") {
    if (bare && recipe == nullptr) database_.targets[id].recipe = nullptr;
  } else if (text == ".WAIT") {
    // Each is said once.
    if (!bare && !std::exchange(said_wait_prerequisites_, true)) {
      diagnostics_.error(rule.where, msg::kWaitPrerequisites);
    }
    if (recipe != nullptr && !std::exchange(said_wait_commands_, true)) {
      diagnostics_.error(rule.where, msg::kWaitCommands);
    }
  } else if (text.find('/') == std::string_view::npos && !is_special_target(text)) {
    dot_targets_.push_back(id);
  }
}

}  // namespace umake
