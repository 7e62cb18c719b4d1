#include "parser/automatic_variables.h"

#include <algorithm>

#include "base/archive.h"

namespace umake {

namespace {

// "lib.a(x.o)" among prerequisites counts as "x.o" (manual, "Automatic Variables").
std::string_view listed_name(std::string_view name) {
  if (!is_archive_name(name)) return name;
  std::string_view archive, member;
  split_archive_name(name, archive, member);
  return member;
}

bool is_listed(const Prerequisite& prerequisite) {
  return !prerequisite.has(Prerequisite::kIgnoreAutomatic) &&
         !prerequisite.has(Prerequisite::kDeferred);
}

}  // namespace

void define_automatic_variables(Variables& variables) {
  static constexpr struct {
    const char* name;
    const char* value;
  } kVariables[] = {
      {"@D", "$(patsubst %/,%,$(dir $@))"},
      {"%D", "$(patsubst %/,%,$(dir $%))"},
      {"*D", "$(patsubst %/,%,$(dir $*))"},
      {"<D", "$(patsubst %/,%,$(dir $<))"},
      {"?D", "$(patsubst %/,%,$(dir $?))"},
      {"^D", "$(patsubst %/,%,$(dir $^))"},
      {"+D", "$(patsubst %/,%,$(dir $+))"},
      {"@F", "$(notdir $@)"},
      {"%F", "$(notdir $%)"},
      {"*F", "$(notdir $*)"},
      {"<F", "$(notdir $<)"},
      {"?F", "$(notdir $?)"},
      {"^F", "$(notdir $^)"},
      {"+F", "$(notdir $+)"},
  };
  for (const auto& entry : kVariables) {
    variables.define(entry.name, entry.value, Origin::kAutomatic, true);
  }
}

struct AutomaticVariables::Entry {
  std::string_view name;
  Compute compute;
};

const AutomaticVariables::Entry AutomaticVariables::kEntries[] = {
    {"@", &AutomaticVariables::target_name},
    {"%", &AutomaticVariables::member_name},
    {"*", &AutomaticVariables::stem},
    {"<", &AutomaticVariables::first_prerequisite},
    {"?", &AutomaticVariables::newer_prerequisites},
    {"^", &AutomaticVariables::prerequisites},
    {"+", &AutomaticVariables::all_prerequisites},
    {"|", &AutomaticVariables::order_only},
};

AutomaticValues AutomaticVariables::values() {
  AutomaticValues values;
  for (const char* name : {"<", "*", "@", "%", "^", "+", "?", "|"}) {
    const auto entry = std::find_if(std::begin(kEntries), std::end(kEntries),
                                    [&](const Entry& each) { return each.name == name; });
    (this->*entry->compute)(values.emplace_back(name, std::string()).second);
  }
  return values;
}

AutomaticVariables::AutomaticVariables(SymbolTable& symbols, Database& database)
    : symbols_(symbols), database_(database), scope_(nullptr) {
  for (const Entry& entry : kEntries) {
    Variable& variable = scope_.enter(symbols.intern(entry.name));
    variable.origin = Origin::kAutomatic;
    variable.recursive = false;
    variable.per_target = true;
    variable.exportable = false;
    variable.compute = &AutomaticVariables::compute;
    variable.compute_context = this;
  }
}

Status AutomaticVariables::compute(Expander&, const Variable& variable, void* context,
                                   std::string& out) {
  AutomaticVariables& self = *static_cast<AutomaticVariables*>(context);
  const char name = self.symbols_.text(variable.name)[0];
  for (const Entry& entry : kEntries) {
    if (entry.name[0] == name) (self.*entry.compute)(out);
  }
  return Status::kOk;
}

VariableScope* AutomaticVariables::bind(const Subject& subject, VariableScope* parent,
                                        bool hides_private) {
  subject_ = subject;
  scope_.set_parent(parent, hides_private);
  return &scope_;
}

AutomaticVariables::Subject AutomaticVariables::subject_of(TargetId id) const {
  const Target& target = database_.targets[id];
  return {id, target.name, symbols_.text(target.stem), static_cast<bool>(target.stem)};
}

void AutomaticVariables::target_name(std::string& out) {
  const std::string_view name = symbols_.text(subject_.name);
  if (is_archive_name(name)) {
    std::string_view archive, member;
    split_archive_name(name, archive, member);
    out += archive;
  } else {
    out += name;
  }
}

void AutomaticVariables::member_name(std::string& out) {
  const std::string_view name = symbols_.text(subject_.name);
  if (is_archive_name(name)) out += listed_name(name);
}

// Explicit rules have no stem; if the name ends in a known suffix, what stands before it (manual,
// same section).
std::string_view AutomaticVariables::stem_of(const Subject& subject) const {
  if (subject.has_stem) return subject.stem;
  const std::string_view name = listed_name(symbols_.text(subject.name));
  for (const Symbol symbol : database_.suffixes) {
    const std::string_view suffix = symbols_.text(symbol);
    if (name.size() > suffix.size() && name.ends_with(suffix)) {
      return name.substr(0, name.size() - suffix.size());
    }
  }
  return {};
}

void AutomaticVariables::stem(std::string& out) { out += stem_of(subject_); }

void AutomaticVariables::first_prerequisite(std::string& out) {
  if (!subject_.target) return;
  const Target& target = database_.targets[subject_.target];
  if (target.recipe != nullptr && target.recipe == database_.default_recipe) {
    target_name(out);
    return;
  }
  for (const Prerequisite& prerequisite : target.prerequisites) {
    if (!is_listed(prerequisite) || prerequisite.has(Prerequisite::kOrderOnly)) continue;
    out += symbols_.text(database_.targets[database_.targets.resolve(prerequisite.target)].name);
    return;
  }
}

void AutomaticVariables::begin_listing() {
  seen_.resize(database_.targets.count() + 1);
  if (++listing_ == 0) {
    seen_.assign(seen_.size(), 0);
    listing_ = 1;
  }
}

bool AutomaticVariables::first_sight(TargetId target) {
  if (seen_[target.id] == listing_) return false;
  seen_[target.id] = listing_;
  return true;
}

template <typename Wanted>
void AutomaticVariables::list(std::string& out, Duplicates duplicates, Wanted wanted) {
  if (!subject_.target) return;
  bool first = true;
  for (const Prerequisite& prerequisite : database_.targets[subject_.target].prerequisites) {
    if (!is_listed(prerequisite) || !wanted(prerequisite)) continue;
    const TargetId id = database_.targets.resolve(prerequisite.target);
    if (duplicates == Duplicates::kDrop && !first_sight(id)) continue;
    if (!first) out += ' ';
    first = false;
    out += listed_name(symbols_.text(database_.targets[id].name));
  }
}

// A file that is listed as order-only first and as a normal prerequisite later is a normal one, and
// keeps its place.
bool AutomaticVariables::is_normal(const Prerequisite& prerequisite) const {
  if (!prerequisite.has(Prerequisite::kOrderOnly)) return true;
  const TargetId id = database_.targets.resolve(prerequisite.target);
  const std::vector<Prerequisite>& all = database_.targets[subject_.target].prerequisites;
  return std::any_of(all.begin(), all.end(), [&](const Prerequisite& other) {
    return is_listed(other) && !other.has(Prerequisite::kOrderOnly) &&
           database_.targets.resolve(other.target) == id;
  });
}

void AutomaticVariables::newer_prerequisites(std::string& out) {
  begin_listing();
  list(out, Duplicates::kDrop, [this](const Prerequisite& prerequisite) {
    return prerequisite.has(Prerequisite::kChanged) && is_normal(prerequisite);
  });
}

void AutomaticVariables::prerequisites(std::string& out) {
  begin_listing();
  list(out, Duplicates::kDrop,
       [this](const Prerequisite& prerequisite) { return is_normal(prerequisite); });
}

void AutomaticVariables::all_prerequisites(std::string& out) {
  list(out, Duplicates::kKeep, [](const Prerequisite& prerequisite) {
    return !prerequisite.has(Prerequisite::kOrderOnly);
  });
}

// A file that is a normal prerequisite as well is left out.
void AutomaticVariables::order_only(std::string& out) {
  begin_listing();
  if (!subject_.target) return;
  for (const Prerequisite& prerequisite : database_.targets[subject_.target].prerequisites) {
    if (is_listed(prerequisite) && !prerequisite.has(Prerequisite::kOrderOnly)) {
      first_sight(database_.targets.resolve(prerequisite.target));
    }
  }
  list(out, Duplicates::kDrop,
       [](const Prerequisite& prerequisite) { return prerequisite.has(Prerequisite::kOrderOnly); });
}

}  // namespace umake
