#include "parser/recipe_expansion.h"

#include "base/one_shell.h"
#include "graph/name_list.h"
#include "parser/recipe_text.h"
#include "parser/steady_variables.h"
#include "parser/target_variables.h"

namespace umake {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// Puts `replacement` for the first % of each blank-separated word of `text`; tells whether there
// was one.
bool replace_percents(std::string_view text, std::string_view replacement, std::string& out) {
  bool any = false;
  bool open = true;  // no % seen in this word yet
  for (const char c : text) {
    if (is_blank(c)) open = true;
    if (c == '%' && open) {
      out += replacement;
      open = false;
      any = true;
    } else {
      out += c;
    }
  }
  return any;
}

// Takes the next word off `text`; blanks inside $(...) and ${...} do not end one.
bool next_word(std::string_view& text, std::string_view& word) {
  size_t at = 0;
  while (at < text.size() && is_blank(text[at])) ++at;
  text.remove_prefix(at);
  if (text.empty()) return false;
  at = 0;
  while (at < text.size() && !is_blank(text[at])) {
    const bool reference = text[at] == '$' && at + 1 < text.size();
    ++at;
    if (!reference) continue;
    const char open = text[at++];
    if (open != '(' && open != '{') continue;
    const char close = open == '(' ? ')' : '}';
    for (size_t depth = 1; at < text.size() && depth > 0; ++at) {
      if (text[at] == open) ++depth;
      if (text[at] == close) --depth;
    }
  }
  word = text.substr(0, at);
  text.remove_prefix(at);
  return true;
}

// Marks recipe expansion while it lives: $(eval) must not add prerequisites meanwhile.
class ExpandingRecipe {
 public:
  explicit ExpandingRecipe(Expander& expander)
      : expander_(expander), before_(expander.expanding_recipe()) {
    expander_.set_expanding_recipe(true);
  }
  ~ExpandingRecipe() { expander_.set_expanding_recipe(before_); }
  ExpandingRecipe(const ExpandingRecipe&) = delete;
  ExpandingRecipe& operator=(const ExpandingRecipe&) = delete;

 private:
  Expander& expander_;
  bool before_;
};

}  // namespace

RecipeExpansion::RecipeExpansion(Expander& expander, Database& database,
                                 ExportedEnvironment& environment)
    : expander_(expander),
      database_(database),
      environment_(environment),
      automatic_(expander.symbols(), database) {}

RecipeExpansion::~RecipeExpansion() = default;

Status RecipeExpansion::prepare_scope(TargetId target, bool again) {
  if (again && on_recipe_start) on_recipe_start(target);
  return prepare_target_scope(expander_, target, again);
}

VariableScope* RecipeExpansion::scope_for(TargetId target) {
  if (!target) return &expander_.variables().global();
  bool hides_private = false;
  VariableScope* scope = scope_of(expander_, target, hides_private);
  return automatic_.bind(automatic_.subject_of(target), scope, hides_private);
}

// --- Recipes
// -----------------------------------------------------------------------------------------

RecipeExpansion::CompiledLine RecipeExpansion::compile_line(std::string_view text,
                                                            uint32_t offset) {
  const RecipeFlags flags = recipe_flags(text);
  return {expander_.compile(fold_references(text, buffer_)), offset, flags.recursive, flags.silent,
          flags.ignore};
}

const RecipeExpansion::CompiledRecipe& RecipeExpansion::compile(const Recipe& recipe) {
  auto [entry, made] = compiled_.try_emplace(&recipe);
  CompiledRecipe& compiled = entry->second;
  if (!made) return compiled;
  std::string_view text = recipe.text;
  if (database_.one_shell) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    compiled.push_back(compile_line(text, 0));
    return compiled;
  }
  // GNU make counts a recipe's logical lines from its first one on; messages name that number.
  uint32_t offset = 0;
  std::string_view line;
  while (next_recipe_line(text, line)) {
    compiled.push_back(compile_line(line, offset++));
  }
  return compiled;
}

Status RecipeExpansion::has_posix_shell(bool& posix) {
  std::string shell;
  const Expander::AskedByMake asked(expander_);
  TRY(expander_.expand_variable(expander_.symbols().intern("SHELL"), shell));
  posix = is_bourne_shell(shell);
  return Status::kOk;
}

const AutomaticValues* RecipeExpansion::automatic_values(TargetId target) const {
  if (kept_ == nullptr) return nullptr;
  const auto found = kept_->find(target.id);
  return found != kept_->end() ? &found->second : nullptr;
}

// GNU make keeps them with the target, in a table that inherits from those of the targets it is
// made for, and -p shows them; $* once it was asked for, which asks for .SUFFIXES.
void RecipeExpansion::keep_for_data_base(TargetId id) {
  if (kept_ == nullptr) kept_ = std::make_unique<std::unordered_map<uint32_t, AutomaticValues>>();
  (*kept_)[id.id] = automatic_.values();
  TargetId up = database_.targets[id].first_double_colon;
  if (!up || up == id) up = database_.targets[id].parent;
  while (up && kept_->try_emplace(up.id).second) up = database_.targets[up].parent;
  if (!database_.targets[id].stem) {
    database_.targets.enter(expander_.symbols().intern(".SUFFIXES"));
  }
  Target& target = database_.targets[id];
  if (!target.stem) {
    target.stem = database_.symbols.intern(automatic_.stem_of(automatic_.subject_of(id)));
  }
}

Status RecipeExpansion::expand_recipe(TargetId target, const Recipe& recipe,
                                      std::vector<RecipeLine>& lines) {
  const CompiledRecipe& compiled = compile(recipe);
  ScopeGuard guard(expander_, scope_for(target), recipe.where);
  ExpandingRecipe expanding(expander_);
  expander_.set_recipe_where(recipe.where);
  if (expander_.switches().print_data_base) keep_for_data_base(target);
  bool drop_inner = false;
  if (database_.one_shell) TRY(has_posix_shell(drop_inner));
  lines.reserve(lines.size() + compiled.size());
  for (const CompiledLine& from : compiled) {
    RecipeLine& line = lines.emplace_back();
    line.recursive = from.recursive;
    line.silent = from.silent;
    line.ignore = from.ignore;
    line.line_offset = from.offset;
    expander_.set_where({recipe.where.file, recipe.where.line + from.offset});
    TRY(expander_.expand(*from.text, line.text));
    drop_line_prefixes(line.text, recipe.prefix, database_.one_shell);
    if (drop_inner) drop_inner_prefixes(line.text);
  }
  return Status::kOk;
}

Status RecipeExpansion::expand_variable(TargetId target, std::string_view name, std::string& out) {
  ScopeGuard guard(expander_, scope_for(target), expander_.where());
  const Expander::AskedByMake asked(expander_);
  Variable* variable = expander_.find(expander_.symbols().intern(name));
  return variable != nullptr ? expander_.expand_variable(*variable, out) : Status::kOk;
}

Status RecipeExpansion::extra_prerequisites(TargetId target, std::vector<Symbol>& out) {
  const Symbol name = expander_.symbols().intern(".EXTRA_PREREQS");
  VariableScope* own = database_.targets[target].scope;
  Variable* variable = own != nullptr ? own->find_local(name) : nullptr;
  if (variable == nullptr) variable = expander_.variables().global().find_local(name);
  if (variable == nullptr) return Status::kOk;
  std::string text;
  {
    ScopeGuard guard(expander_, own, variable->where);
    TRY(expander_.expand_variable(*variable, text));
  }
  const NameListContext context{database_.symbols, database_.files, {}};
  parse_names(text, context, NameListOptions(), out);
  return Status::kOk;
}

bool RecipeExpansion::is_default(TargetId target, std::string_view name) {
  ScopeGuard guard(expander_, scope_for(target), expander_.where());
  const Variable* variable = expander_.find(expander_.symbols().intern(name));
  return variable == nullptr || variable->origin == Origin::kDefault;
}

bool RecipeExpansion::is_steady(TargetId target, std::string_view name) {
  ScopeGuard guard(expander_, scope_for(target), expander_.where());
  return umake::is_steady(expander_, expander_.symbols().intern(name));
}

Status RecipeExpansion::environment(TargetId target, bool recursive,
                                    std::shared_ptr<const std::vector<std::string>>& out) {
  // No place: messages name the definitions of the exported variables.
  ScopeGuard guard(expander_, scope_for(target), {});
  return environment_.for_recipe(expander_.scope(), recursive, out);
}

// --- Secondary expansion
// -----------------------------------------------------------------------------

Status RecipeExpansion::parse_expanded(std::string_view text, bool& order_only,
                                       std::vector<ExpandedPrerequisite>& out) {
  std::string home;
  if (text.find('~') != std::string_view::npos) {
    TRY(expander_.expand_variable(expander_.symbols().intern("HOME"), home));
  }
  const NameListContext context{database_.symbols, database_.files, home};
  std::vector<ParsedName> names;
  for (;;) {
    // Only the first | divides; later ones are names, or part of them.
    const size_t bar = order_only ? std::string_view::npos : text.find('|');
    names.clear();
    parse_prerequisite_names(text.substr(0, bar), context, NameListOptions(), names);
    for (const ParsedName& name : names) {
      out.push_back({name.name, order_only, name.wait_before, false});
    }
    if (bar == std::string_view::npos) return Status::kOk;
    order_only = true;
    text.remove_prefix(bar + 1);
  }
}

Status RecipeExpansion::expand_deferred_one(TargetId id, const Prerequisite& deferred,
                                            std::vector<Prerequisite>& out) {
  const Target& target = database_.targets[id];
  AutomaticVariables::Subject subject = automatic_.subject_of(id);
  std::string_view text = database_.symbols.text(deferred.text);
  std::string with_stem;
  if (deferred.has(Prerequisite::kNeedsStem)) {
    // $* and not the stem itself: a $ in the stem must not be expanded.
    replace_percents(text, "$*", with_stem);
    text = with_stem;
    subject.stem = database_.symbols.text(deferred.stem);
    subject.has_stem = true;
  }
  bool hides_private = false;
  VariableScope* parent = scope_of(expander_, id, hides_private);
  const Location where = target.recipe != nullptr ? target.recipe->where : Location();
  ScopeGuard guard(expander_, automatic_.bind(subject, parent, hides_private), where);
  ExpandingRecipe expanding(expander_);
  if (expander_.switches().print_data_base) keep_for_data_base(id);
  std::string expanded;
  TRY(expander_.expand(text, expanded));
  bool order_only = deferred.has(Prerequisite::kOrderOnly);
  std::vector<ExpandedPrerequisite> names;
  TRY(parse_expanded(expanded, order_only, names));
  bool first = true;
  for (const ExpandedPrerequisite& name : names) {
    Prerequisite prerequisite;
    prerequisite.target = database_.targets.enter(name.name);
    database_.targets[prerequisite.target].is_explicit = true;
    prerequisite.flags = deferred.flags;
    prerequisite.set(Prerequisite::kDeferred, false);
    prerequisite.set(Prerequisite::kNeedsStem, false);
    prerequisite.set(Prerequisite::kExplicit);
    prerequisite.set(Prerequisite::kOrderOnly, name.order_only);
    prerequisite.set(Prerequisite::kWaitBefore,
                     name.wait_before || (first && deferred.has(Prerequisite::kWaitBefore)));
    first = false;
    out.push_back(prerequisite);
  }
  return Status::kOk;
}

// Each deferred text sees, in $^ and its like, what those before it gave and what the makefile
// names without reference.
Status RecipeExpansion::expand_deferred(TargetId id) {
  Target& target = database_.targets[id];
  std::vector<Prerequisite> expanded;
  bool prepared = false;
  for (size_t at = 0; at < target.prerequisites.size();) {
    const Prerequisite deferred = target.prerequisites[at];
    if (!deferred.has(Prerequisite::kDeferred)) {
      ++at;
      continue;
    }
    if (!prepared) TRY(prepare_target_scope(expander_, id, true));
    prepared = true;
    expanded.clear();
    TRY(expand_deferred_one(id, deferred, expanded));
    const auto place =
        target.prerequisites.erase(target.prerequisites.begin() + static_cast<std::ptrdiff_t>(at));
    target.prerequisites.insert(place, expanded.begin(), expanded.end());
    at += expanded.size();
  }
  return Status::kOk;
}

Status RecipeExpansion::expand_pattern_word(TargetId id, Symbol name, std::string_view& text,
                                            std::string_view stem, std::string_view directory,
                                            bool& order_only,
                                            std::vector<ExpandedPrerequisite>& out) {
  std::string_view word;
  if (!next_word(text, word)) return Status::kOk;
  VariableScope* parent = nullptr;
  bool hides_private = true;
  if (id) {
    TRY(prepare_target_scope(expander_, id, true));
    parent = scope_of(expander_, id, hides_private);
  } else {
    TRY(scope_of_name(expander_, name, parent));
    hides_private = parent == &expander_.variables().global();
  }
  std::string with_stem, expanded;
  const bool has_stem = replace_percents(word, directory.empty() ? "$*" : "$(*F)", with_stem);
  const size_t first = out.size();
  {
    ScopeGuard guard(expander_, automatic_.bind({id, name, stem, true}, parent, hides_private), {});
    ExpandingRecipe expanding(expander_);
    TRY(expander_.expand(with_stem, expanded));
  }
  TRY(parse_expanded(expanded, order_only, out));
  for (size_t at = first; has_stem && at < out.size(); ++at) {
    out[at].has_stem = true;
    if (directory.empty()) continue;
    with_stem.assign(directory).append(database_.symbols.text(out[at].name));
    out[at].name = database_.symbols.intern(with_stem);
  }
  return Status::kOk;
}

}  // namespace umake
