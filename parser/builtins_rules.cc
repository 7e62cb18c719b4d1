// Built-in suffix rules and pattern rules, and the making of pattern rules from suffix rules.
#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/messages.h"
#include "parser/builtins.h"

namespace umake {

namespace {

// A suffix rule ".c.o" is {".c", ".o"}, ".c" is {".c", ""}. In the order in which they become
// pattern rules with the default suffixes.
struct SuffixRule {
  std::string_view source;
  std::string_view target;
  Recipe recipe;
};

constexpr SuffixRule kSuffixRules[] = {
    {".o", "", {"$(LINK.o) $^ $(LOADLIBES) $(LDLIBS) -o $@\n", {}, '\t'}},
    {".c", "", {"$(LINK.c) $^ $(LOADLIBES) $(LDLIBS) -o $@\n", {}, '\t'}},
    {".c", ".ln", {"$(LINT.c) -C$* $<\n", {}, '\t'}},
    {".c", ".o", {"$(COMPILE.c) $(OUTPUT_OPTION) $<\n", {}, '\t'}},
    {".cc", "", {"$(LINK.cc) $^ $(LOADLIBES) $(LDLIBS) -o $@\n", {}, '\t'}},
    {".cc", ".o", {"$(COMPILE.cc) $(OUTPUT_OPTION) $<\n", {}, '\t'}},
    {".C", "", {"$(LINK.C) $^ $(LOADLIBES) $(LDLIBS) -o $@\n", {}, '\t'}},
    {".C", ".o", {"$(COMPILE.C) $(OUTPUT_OPTION) $<\n", {}, '\t'}},
    {".cpp", "", {"$(LINK.cpp) $^ $(LOADLIBES) $(LDLIBS) -o $@\n", {}, '\t'}},
    {".cpp", ".o", {"$(COMPILE.cpp) $(OUTPUT_OPTION) $<\n", {}, '\t'}},
    {".p", "", {"$(LINK.p) $^ $(LOADLIBES) $(LDLIBS) -o $@\n", {}, '\t'}},
    {".p", ".o", {"$(COMPILE.p) $(OUTPUT_OPTION) $<\n", {}, '\t'}},
    {".f", "", {"$(LINK.f) $^ $(LOADLIBES) $(LDLIBS) -o $@\n", {}, '\t'}},
    {".f", ".o", {"$(COMPILE.f) $(OUTPUT_OPTION) $<\n", {}, '\t'}},
    {".F", "", {"$(LINK.F) $^ $(LOADLIBES) $(LDLIBS) -o $@\n", {}, '\t'}},
    {".F", ".o", {"$(COMPILE.F) $(OUTPUT_OPTION) $<\n", {}, '\t'}},
    {".F", ".f", {"$(PREPROCESS.F) $(OUTPUT_OPTION) $<\n", {}, '\t'}},
    {".m", "", {"$(LINK.m) $^ $(LOADLIBES) $(LDLIBS) -o $@\n", {}, '\t'}},
    {".m", ".o", {"$(COMPILE.m) $(OUTPUT_OPTION) $<\n", {}, '\t'}},
    {".r", "", {"$(LINK.r) $^ $(LOADLIBES) $(LDLIBS) -o $@\n", {}, '\t'}},
    {".r", ".o", {"$(COMPILE.r) $(OUTPUT_OPTION) $<\n", {}, '\t'}},
    {".r", ".f", {"$(PREPROCESS.r) $(OUTPUT_OPTION) $<\n", {}, '\t'}},
    {".y", ".ln", {"$(YACC.y) $< \n $(LINT.c) -C$* y.tab.c \n $(RM) y.tab.c\n", {}, '\t'}},
    {".y", ".c", {"$(YACC.y) $< \n mv -f y.tab.c $@\n", {}, '\t'}},
    {".l",
     ".ln",
     {"@$(RM) $*.c\n $(LEX.l) $< > $*.c\n$(LINT.c) -i $*.c -o $@\n $(RM) $*.c\n", {}, '\t'}},
    {".l", ".c", {"@$(RM) $@ \n $(LEX.l) $< > $@\n", {}, '\t'}},
    {".l", ".r", {"$(LEX.l) $< > $@ \n mv -f lex.yy.r $@\n", {}, '\t'}},
    {".ym", ".m", {"$(YACC.m) $< \n mv -f y.tab.c $@\n", {}, '\t'}},
    {".s", "", {"$(LINK.s) $^ $(LOADLIBES) $(LDLIBS) -o $@\n", {}, '\t'}},
    {".s", ".o", {"$(COMPILE.s) -o $@ $<\n", {}, '\t'}},
    {".S", "", {"$(LINK.S) $^ $(LOADLIBES) $(LDLIBS) -o $@\n", {}, '\t'}},
    {".S", ".o", {"$(COMPILE.S) -o $@ $<\n", {}, '\t'}},
    {".S", ".s", {"$(PREPROCESS.S) $< > $@\n", {}, '\t'}},
    {".mod", "", {"$(COMPILE.mod) -o $@ -e $@ $^\n", {}, '\t'}},
    {".mod", ".o", {"$(COMPILE.mod) -o $@ $<\n", {}, '\t'}},
    {".def", ".sym", {"$(COMPILE.def) -o $@ $<\n", {}, '\t'}},
    {".tex", ".dvi", {"$(TEX) $<\n", {}, '\t'}},
    {".texinfo", ".info", {"$(MAKEINFO) $(MAKEINFO_FLAGS) $< -o $@\n", {}, '\t'}},
    {".texinfo", ".dvi", {"$(TEXI2DVI) $(TEXI2DVI_FLAGS) $<\n", {}, '\t'}},
    {".texi", ".info", {"$(MAKEINFO) $(MAKEINFO_FLAGS) $< -o $@\n", {}, '\t'}},
    {".texi", ".dvi", {"$(TEXI2DVI) $(TEXI2DVI_FLAGS) $<\n", {}, '\t'}},
    {".txinfo", ".info", {"$(MAKEINFO) $(MAKEINFO_FLAGS) $< -o $@\n", {}, '\t'}},
    {".txinfo", ".dvi", {"$(TEXI2DVI) $(TEXI2DVI_FLAGS) $<\n", {}, '\t'}},
    {".w", ".c", {"$(CTANGLE) $< - $@\n", {}, '\t'}},
    {".w", ".tex", {"$(CWEAVE) $< - $@\n", {}, '\t'}},
    {".web", ".p", {"$(TANGLE) $<\n", {}, '\t'}},
    {".web", ".tex", {"$(WEAVE) $<\n", {}, '\t'}},
    {".sh", "", {"cat $< >$@ \n chmod a+x $@\n", {}, '\t'}},
    {".lm", ".m", {"@$(RM) $@ \n $(LEX.m) $< > $@\n", {}, '\t'}},
};

constexpr std::string_view kSuffixes[] = {
    ".out",  ".a",      ".ln",  ".o",   ".c",   ".cc",   ".C",   ".cpp", ".p",
    ".f",    ".F",      ".m",   ".r",   ".y",   ".l",    ".ym",  ".yl",  ".s",
    ".S",    ".mod",    ".sym", ".def", ".h",   ".info", ".dvi", ".tex", ".texinfo",
    ".texi", ".txinfo", ".w",   ".ch",  ".web", ".sh",   ".elc", ".el",
};

struct BuiltinPattern {
  std::string_view target;
  std::string_view prerequisites[2];
  bool terminal;
  Recipe recipe;
};

constexpr BuiltinPattern kPatterns[] = {
    {"(%)", {"%", ""}, false, {"$(AR) $(ARFLAGS) $@ $<\n", {}, '\t'}},
    {"%.out", {"%", ""}, false, {"@rm -f $@ \n cp $< $@\n", {}, '\t'}},
    {"%.c", {"%.w", "%.ch"}, false, {"$(CTANGLE) $^ $@\n", {}, '\t'}},
    {"%.tex", {"%.w", "%.ch"}, false, {"$(CWEAVE) $^ $@\n", {}, '\t'}},
    {"%", {"%,v", ""}, true, {"$(CHECKOUT,v)\n", {}, '\t'}},
    {"%", {"RCS/%,v", ""}, true, {"$(CHECKOUT,v)\n", {}, '\t'}},
    {"%", {"RCS/%", ""}, true, {"$(CHECKOUT,v)\n", {}, '\t'}},
    {"%", {"s.%", ""}, true, {"$(GET) $(GFLAGS) $(SCCS_OUTPUT_OPTION) $<\n", {}, '\t'}},
    {"%", {"SCCS/s.%", ""}, true, {"$(GET) $(GFLAGS) $(SCCS_OUTPUT_OPTION) $<\n", {}, '\t'}},
};

class ImplicitRules {
 public:
  ImplicitRules(Database& database, Diagnostics& diagnostics)
      : database_(database), diagnostics_(diagnostics), own_(database.patterns.all().size()) {
    database.patterns.reserve(kUsual);
  }

  // The default suffixes, and nothing of the makefiles' own: a merge of the two tables.
  void add_default() {
    size_t next = 0;
    for (std::string_view suffix : kSuffixes) {
      add_bare(suffix);
      for (; next < std::size(kSuffixRules) && kSuffixRules[next].source == suffix; ++next) {
        add_suffix_rule(suffix, kSuffixRules[next].target, &kSuffixRules[next].recipe, true, {});
      }
    }
  }

  void add_all(const std::vector<TargetId>& candidates, bool builtin) {
    for (uint32_t i = 0; i < database_.suffixes.size(); ++i) {
      all_differ_ &= index_.emplace(database_.symbols.text(database_.suffixes[i]), i).second;
    }
    if (builtin) {
      for (const SuffixRule& rule : kSuffixRules) collect_builtin(rule);
    }
    for (TargetId id : candidates) collect(id);
    collect_dotless();
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      return a.source != b.source ? a.source < b.source : a.target < b.target;
    });
    size_t next = 0;
    for (uint32_t i = 0; i < database_.suffixes.size(); ++i) {
      add_bare(text(i));
      if (!all_differ_) add_repeated(i);
      for (; all_differ_ && next < found_.size() && found_[next].source == i; ++next) {
        add_found(found_[next]);
      }
    }
  }

  void add_patterns() {
    for (const BuiltinPattern& builtin : kPatterns) {
      PatternRule rule;
      rule.targets.push_back(pattern(builtin.target));
      for (std::string_view prerequisite : builtin.prerequisites) {
        if (!prerequisite.empty()) rule.prerequisites.push_back(prerequisite_of(prerequisite));
      }
      rule.recipe = &builtin.recipe;
      rule.terminal = builtin.terminal;
      rule.builtin = true;
      add(std::move(rule));
    }
  }

 private:
  // A suffix rule with a recipe, by the positions of its suffixes in database_.suffixes.
  struct Found {
    uint32_t source = 0;
    uint32_t target = 0;  // one more than the position; 0: a single-suffix rule
    const Recipe* recipe = nullptr;
    TargetId id;  // none: built in
  };

  std::string_view text(uint32_t suffix) const {
    return database_.symbols.text(database_.suffixes[suffix]);
  }

  void collect_builtin(const SuffixRule& rule) {
    const auto source = index_.find(rule.source);
    if (source == index_.end()) return;
    uint32_t target = 0;
    if (!rule.target.empty()) {
      const auto found = index_.find(rule.target);
      if (found == index_.end()) return;
      target = found->second + 1;
    }
    found_.push_back({source->second, target, &rule.recipe, {}});
  }

  // Every way to split the target's name into suffixes.
  void collect(TargetId id) {
    const Target& target = database_.targets[id];
    // Of a double-colon target only the first rule counts.
    if (target.first_double_colon && target.first_double_colon != id) return;
    const std::string_view name = database_.symbols.text(target.name);
    for (size_t at = 1; at <= name.size(); ++at) {
      const auto source = index_.find(name.substr(0, at));
      if (source == index_.end()) continue;
      uint32_t second = 0;
      if (at < name.size()) {
        const auto found = index_.find(name.substr(at));
        if (found == index_.end()) continue;
        second = found->second + 1;
      }
      add_target(source->second, second, id);
    }
  }

  // Suffixes need not begin with a dot; targets named by such are not among the candidates.
  void collect_dotless() {
    for (Symbol source : database_.suffixes) {
      if (database_.symbols.text(source).starts_with('.')) continue;
      const TargetId single = database_.targets.find(source);
      if (single) collect(single);
      for (Symbol target : database_.suffixes) {
        buffer_.assign(database_.symbols.text(source)).append(database_.symbols.text(target));
        const TargetId id = database_.targets.find(database_.symbols.find(buffer_));
        if (id) collect(id);
      }
    }
  }

  // A makefile's rule takes the place of the built-in one, or lends its prerequisites to it.
  void add_target(uint32_t source, uint32_t target, TargetId id) {
    const Recipe* recipe = database_.targets[id].recipe;
    // Its first rule has no recipe: nor has the suffix rule.
    if (recipe == nullptr && database_.targets[id].is_double_colon) {
      std::erase_if(found_, [&](const Found& found) {
        return found.source == source && found.target == target;
      });
      return;
    }
    for (Found& found : found_) {
      if (found.source != source || found.target != target) continue;
      found.id = id;
      if (recipe != nullptr) found.recipe = recipe;
      return;
    }
    if (recipe != nullptr) found_.push_back({source, target, recipe, id});
  }

  // When .SUFFIXES names one more than once: GNU make looks at every pair of what it lists.
  void add_repeated(uint32_t position) {
    const uint32_t source = index_.at(text(position));
    for (size_t second = 0; second <= database_.suffixes.size(); ++second) {
      const uint32_t target =
          second == 0 ? 0 : index_.at(text(static_cast<uint32_t>(second - 1))) + 1;
      for (const Found& found : found_) {
        if (found.source == source && found.target == target) add_found(found);
      }
    }
  }

  void add_found(const Found& found) {
    // Of a rule with one suffix GNU make says nothing.
    const bool two = found.target != 0;
    if (two && found.id && !database_.targets[found.id].prerequisites.empty()) {
      // In POSIX mode such a target is no suffix rule.
      if (database_.posix) return;
      diagnostics_.error(found.recipe->where, msg::kSuffixPrerequisites);
    }
    const bool builtin = !found.id || found.recipe != database_.targets[found.id].recipe;
    add_suffix_rule(text(found.source),
                    found.target == 0 ? std::string_view() : text(found.target - 1), found.recipe,
                    builtin, found.recipe->where);
  }

  // Pattern rules that makefiles defined come first in the search, and stand. The others differ
  // from each other unless .SUFFIXES names a suffix twice.
  void add(PatternRule rule) {
    database_.patterns.add_unless_among(std::move(rule),
                                        all_differ_ ? own_ : database_.patterns.all().size());
  }

  // ".c" as "%.c:" without a recipe: tells that names ending in .c are of a known kind, so that
  // match-anything rules are not tried for them.
  void add_bare(std::string_view suffix) {
    PatternRule rule;
    rule.targets.push_back(suffix_pattern(suffix));
    rule.builtin = true;
    add(std::move(rule));
  }

  void add_suffix_rule(std::string_view source, std::string_view target, const Recipe* recipe,
                       bool builtin, Location where) {
    // ".c.a" makes archive members from C files too (manual, "Suffix Rules for Archive Files").
    if (target == ".a") add_rule(pattern("(%.o)"), source, recipe, builtin, where);
    add_rule(suffix_pattern(target), source, recipe, builtin, where);
  }

  void add_rule(PatternRule::Pattern target, std::string_view source, const Recipe* recipe,
                bool builtin, Location where) {
    PatternRule rule;
    rule.targets.push_back(target);
    buffer_.assign(1, '%').append(source);
    rule.prerequisites.push_back(prerequisite_of(buffer_));
    rule.recipe = recipe;
    rule.builtin = builtin;
    rule.where = where;
    add(std::move(rule));
  }

  PatternRule::Pattern suffix_pattern(std::string_view suffix) {
    buffer_.assign(1, '%').append(suffix);
    return {database_.symbols.intern(buffer_), 0};
  }
  PatternRule::Pattern pattern(std::string_view text) {
    return {database_.symbols.intern(text), static_cast<uint32_t>(text.find('%'))};
  }
  PatternPrerequisite prerequisite_of(std::string_view text) {
    PatternPrerequisite prerequisite;
    prerequisite.text = database_.symbols.intern(text);
    return prerequisite;
  }

  static constexpr size_t kUsual = 96;  // how many rules there are with the default suffixes

  Database& database_;
  Diagnostics& diagnostics_;
  const size_t own_;  // rules that makefiles defined
  bool all_differ_ = true;
  std::unordered_map<std::string_view, uint32_t> index_;
  std::vector<Found> found_;
  std::string buffer_;
};

}  // namespace

size_t add_builtin_suffixes(Database& database) {
  database.suffixes.reserve(std::size(kSuffixes));
  for (std::string_view suffix : kSuffixes)
    database.suffixes.push_back(database.symbols.intern(suffix));
  database.is_default_suffix = [](std::string_view name) {
    return std::find(std::begin(kSuffixes), std::end(kSuffixes), name) != std::end(kSuffixes);
  };
  return std::size(kSuffixes);
}

void add_implicit_rules(Database& database, Diagnostics& diagnostics,
                        const std::vector<TargetId>& candidates, bool builtin,
                        bool default_suffixes) {
  ImplicitRules rules(database, diagnostics);
  const auto matters = [&](TargetId id) {
    const Target& target = database.targets[id];
    return !target.builtin || !target.prerequisites.empty();
  };
  if (builtin && default_suffixes && std::none_of(candidates.begin(), candidates.end(), matters)) {
    rules.add_default();
  } else {
    rules.add_all(candidates, builtin);
  }
  if (builtin) rules.add_patterns();
}

const Recipe* builtin_suffix_recipe(std::string_view name) {
  for (const SuffixRule& rule : kSuffixRules) {
    if (name.size() == rule.source.size() + rule.target.size() && name.starts_with(rule.source) &&
        name.ends_with(rule.target)) {
      return &rule.recipe;
    }
  }
  return nullptr;
}

void add_builtin_suffix_targets(Database& database) {
  std::string name;
  for (const SuffixRule& rule : kSuffixRules) {
    name.assign(rule.source).append(rule.target);
    const TargetId id = database.targets.find(database.symbols.find(name));
    if (!id || database.targets[id].recipe != nullptr) continue;
    // GNU make gives such a target a further rule, that makes no suffix rule.
    if (database.targets[id].is_double_colon) continue;
    database.targets[id].recipe = &rule.recipe;
    database.targets[id].builtin = true;
  }
}

std::vector<TargetId> enter_builtin_targets(Database& database) {
  std::vector<TargetId> entered;
  const auto enter = [&](std::string_view name) -> Target& {
    entered.push_back(database.targets.enter(database.symbols.intern(name)));
    return database.targets[entered.back()];
  };
  // Asked for by a makefile, or for $*, it counts no longer as built in.
  const bool asked_for =
      static_cast<bool>(database.targets.find(database.symbols.find(".SUFFIXES")));
  Target& suffixes = enter(".SUFFIXES");
  suffixes.builtin = !asked_for;
  suffixes.prerequisites.clear();
  for (const Symbol suffix : database.suffixes) {
    Prerequisite prerequisite;
    prerequisite.target = database.targets.enter(suffix);
    suffixes.prerequisites.push_back(prerequisite);
  }
  if (database.is_default_suffix != nullptr) {
    for (const std::string_view suffix : kSuffixes) {
      Target& target = enter(suffix);
      if (target.recipe == nullptr) target.builtin = true;
    }
  }
  enter(".DEFAULT");
  // Those come after what the makefiles name.
  for (uint32_t at = 1; at <= database.targets.count(); ++at) entered.push_back(TargetId{at});
  if (database.find_builtin_suffix != nullptr) {
    std::string name;
    for (const SuffixRule& rule : kSuffixRules) {
      Target& target = enter(name.assign(rule.source).append(rule.target));
      if (target.recipe != nullptr || target.is_double_colon) continue;
      target.recipe = &rule.recipe;
      target.builtin = true;
    }
  }
  return entered;
}

}  // namespace umake
