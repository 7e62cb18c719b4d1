#include "parser/evaluator.h"

#include <cerrno>
#include <cstring>

#include "base/glob.h"
#include "base/messages.h"
#include "graph/name_list.h"
#include "parser/builtins.h"
#include "parser/evaluator_text.h"

namespace umake {

namespace {

constexpr std::string_view kDefaultMakefiles[] = {"GNUmakefile", "makefile", "Makefile"};
// Searched after those of -I, when they exist.
constexpr const char* kDefaultIncludeDirs[] = {"/usr/local/include", "/usr/local/include",
                                               "/usr/include"};

Status compute_include_dirs(Expander&, const Variable&, void* context, std::string& out) {
  const char* separator = "";
  for (const std::string& dir : static_cast<EvaluatorState*>(context)->include_dirs()) {
    out.append(separator).append(dir);
    separator = " ";
  }
  return Status::kOk;
}

}  // namespace

EvaluatorState::EvaluatorState(Expander& expander_in, Database& database_in,
                               Diagnostics& diagnostics_in, Switches& switches_in)
    : expander(expander_in),
      database(database_in),
      variables(expander_in.variables()),
      diagnostics(diagnostics_in),
      switches(switches_in),
      recorder(expander_in, database_in, diagnostics_in),
      special{database_in, expander_in.variables(), diagnostics_in} {
  SymbolTable& symbols = database.symbols;
  recipe_prefix_name = symbols.intern(".RECIPEPREFIX");
  default_goal_name = symbols.intern(".DEFAULT_GOAL");
  makefile_list_name = symbols.intern("MAKEFILE_LIST");
}

void RuleLine::clear() {
  text.clear();
  expanded.clear();
  recipe.clear();
  tail.clear();
  rest = recipe_rest = {};
  colon = std::string::npos;
  tail_expanded = 0;
  colon_from_expansion = has_recipe = grouped = double_colon = false;
}

std::unique_ptr<EvaluationBuffers> EvaluatorState::take_buffers() {
  if (spare_buffers_.empty()) return std::make_unique<EvaluationBuffers>();
  std::unique_ptr<EvaluationBuffers> buffers = std::move(spare_buffers_.back());
  spare_buffers_.pop_back();
  buffers->rule.clear();
  return buffers;
}

void EvaluatorState::refresh_recipe_prefix() {
  const Variable* variable = variables.global().find_local(recipe_prefix_name);
  recipe_prefix = variable == nullptr || variable->value.empty() ? '\t' : variable->value[0];
}

std::string EvaluatorState::value_of(std::string_view name) {
  std::string value;
  (void)expand_global(name, value);
  return value;
}

// What goes wrong in it is said to stand where the variable was defined.
Status EvaluatorState::expand_global(std::string_view name, std::string& value) {
  const Symbol symbol = database.symbols.find(name);
  Variable* variable = symbol ? variables.global().find_local(symbol) : nullptr;
  if (variable == nullptr) return Status::kOk;
  ScopeGuard guard(expander, nullptr, variable->where);
  return expander.expand_variable(*variable, value);
}

const std::vector<std::string>& EvaluatorState::include_dirs() {
  if (include_dirs_ready_) return include_dirs_;
  include_dirs_ready_ = true;
  bool defaults = true;
  const auto add_existing = [&](const std::string& dir) {
    FileStat stat;
    if (database.files.stat(dir.c_str(), stat) == 0 && stat.kind == FileKind::kDirectory) {
      include_dirs_.push_back(dir);
    }
  };
  for (const std::string& asked : asked_dirs_) {
    if (asked == "-") {
      // -I- forgets those before it and the default ones.
      include_dirs_.clear();
      defaults = false;
      continue;
    }
    std::string dir = asked;
    if (dir.starts_with('~')) {
      dir = expand_tilde(dir, value_of("HOME"));
    }
    while (dir.size() > 1 && dir.back() == '/') dir.pop_back();
    add_existing(dir);
  }
  if (defaults) {
    for (const char* dir : kDefaultIncludeDirs) add_existing(dir);
  }
  return include_dirs_;
}

// Whether the name is a suffix, or two in a row, that begins without a dot: then it is no default
// goal.
bool EvaluatorState::is_suffix_name(std::string_view name) const {
  for (Symbol suffix : database.suffixes) {
    const std::string_view text = database.symbols.text(suffix);
    if (text[0] != '.' && text == name) return true;
    if (!name.starts_with(text)) continue;
    for (Symbol second : database.suffixes) {
      if (database.symbols.text(second) == name.substr(text.size())) return true;
    }
  }
  return false;
}

void EvaluatorState::choose_default_goal(const std::vector<Symbol>& targets) {
  const Variable* goal = variables.global().find_local(default_goal_name);
  if (goal != nullptr && !goal->value.empty()) return;
  for (Symbol target : targets) {
    const std::string_view name = database.symbols.text(target);
    if (name.find('%') != std::string_view::npos) return;
    if (name[0] == '.' && name.find('/') == std::string_view::npos) continue;
    if (is_suffix_name(name)) continue;
    variables.define(".DEFAULT_GOAL", name, Origin::kFile, false);
    return;
  }
}

// Reads the file, or the one of that name in an include directory.
bool EvaluatorState::open(std::string_view name, MakefileFlags flags, std::string& path,
                          std::string& text, int& error) {
  path = name;
  if (flags.expand_tilde && path.starts_with('~')) {
    path = expand_tilde(path, value_of("HOME"));
  }
  error = database.files.read(path.c_str(), text);
  if (error == 0) return true;
  if (!flags.included || error != ENOENT || path.starts_with('/')) return false;
  for (const std::string& dir : include_dirs()) {
    std::string candidate = dir + '/' + path;
    error = database.files.read(candidate.c_str(), text);
    if (error == 0) path = std::move(candidate);
    if (error != ENOENT) return error == 0;
  }
  return false;
}

void EvaluatorState::append_makefile_list(std::string_view name) {
  Variable* list = variables.global().find_local(makefile_list_name);
  if (list == nullptr || list->origin < Origin::kFile) {
    variables.define("MAKEFILE_LIST", name, Origin::kFile, false, nullptr, expander.where());
    return;
  }
  if (list->origin > Origin::kFile) return;
  // In place: thousands of makefiles may be included.
  if (!list->value.empty()) list->value += ' ';
  list->value.append(name);
  list->compiled.reset();
}

Status EvaluatorState::read_makefile(std::string_view name, MakefileFlags flags, Location where,
                                     int* error_out) {
  if (depth_ == kDeepest) return diagnostics.fatal(where, std::strerror(EMFILE));
  if (switches.debugging(kDebugVerbose)) {
    diagnostics.aside(fmt::format(
        msg::kReadingMakefile, name, flags.sets_default_goal ? "" : " (no default goal)",
        flags.included ? " (search path)" : "", flags.dont_care ? " (don't care)" : "",
        flags.expand_tilde ? "" : " (no ~ expansion)"));
  }
  std::string path, text;
  if (!spare_texts_.empty()) {
    text = std::move(spare_texts_.back());
    spare_texts_.pop_back();
    text.clear();
  }
  int error = 0;
  const bool found = open(name, flags, path, text, error);
  if (error_out != nullptr) *error_out = error;
  if (error == EISDIR) {
    return diagnostics.fatal({}, fmt::format(msg::kFileError, path, std::strerror(error)));
  }
  const Symbol symbol = database.symbols.intern(without_dot_slash(path));
  Makefile& makefile = database.makefiles.emplace_back();
  makefile.target = database.targets.enter(symbol);
  makefile.included = flags.included;
  makefile.dont_care = flags.dont_care;
  makefile.no_expand_tilde = !flags.expand_tilde;
  makefile.found = found;
  makefile.error = error;
  makefile.where = where;
  Target& target = database.targets[makefile.target];
  // What a makefile includes is mentioned, so never intermediate.
  target.is_explicit = true;
  if (!found) {
    // One that is there but can't be read has to be made anew all the same.
    target.mtime = FileTime::nonexistent();
    return Status::kOk;
  }
  if (target.mtime == FileTime::nonexistent()) target.mtime = FileTime::unknown();

  // Messages name it as it was asked for, wherever it was found.
  const std::string_view asked = flags.included ? name : std::string_view(path);
  const Location start{database.symbols.intern(without_dot_slash(asked)), 1};
  if (has_byte_order_mark(text) && switches.debugging(kDebugBasic)) {
    diagnostics.aside(fmt::format(msg::kSkippingMark, database.symbols.text(start.file)));
  }
  std::vector<uint32_t> nul_lines;
  clean_makefile_text(text, nul_lines);
  for (uint32_t line : nul_lines) diagnostics.warning({start.file, line}, msg::kNulSeen);
  {
    ScopeGuard guard(expander, expander.scope(), start);
    append_makefile_list(database.symbols.text(symbol));
  }
  ++depth_;
  const Status status =
      TextEvaluation(*this, text, start, LineReader::Numbering::kCount, flags.sets_default_goal)
          .run();
  --depth_;
  spare_texts_.push_back(std::move(text));
  return status;
}

Evaluator::Evaluator(Expander& expander, Database& database, Diagnostics& diagnostics,
                     Switches& switches)
    : state_(std::make_unique<EvaluatorState>(expander, database, diagnostics, switches)) {
  expander.set_text_evaluator(this);
}

Evaluator::~Evaluator() = default;

const std::vector<std::string>& Evaluator::include_dirs() const { return state_->include_dirs(); }

void Evaluator::set_include_dirs(const std::vector<std::string>& dirs) {
  if (state_->asked_dirs_ == dirs) return;
  state_->asked_dirs_ = dirs;
  state_->include_dirs_.clear();
  state_->include_dirs_ready_ = false;
}

void Evaluator::set_load_object(LoadObject load) { state_->load = std::move(load); }

Status Evaluator::evaluate_text(std::string_view text, Location where) {
  return TextEvaluation(*state_, text, where, LineReader::Numbering::kAllTheSame, true).run();
}

Status Evaluator::begin(const std::vector<std::string>& include_dirs) {
  EvaluatorState& state = *state_;
  state.asked_dirs_ = include_dirs;
  state.no_builtin_rules_at_start = state.switches.no_builtin_rules;
  state.no_builtin_variables_at_start = state.switches.no_builtin_variables;
  if (!state.switches.no_builtin_rules) {
    state.recorder.set_builtin_suffixes(add_builtin_suffixes(state.database));
  }
  Variable& dirs = state.variables.define(".INCLUDE_DIRS", "", Origin::kDefault, false);
  dirs.compute = compute_include_dirs;
  dirs.compute_context = state_.get();
  state.refresh_recipe_prefix();
  if (state.variables.global().find_local(state.default_goal_name) == nullptr) {
    state.variables.define(".DEFAULT_GOAL", "", Origin::kFile, false);
  }

  for (const std::string& text : state.switches.evals) TRY(evaluate_text(text, {}));
  return Status::kOk;
}

Status Evaluator::read_all(const std::vector<std::string>& makefiles) {
  EvaluatorState& state = *state_;
  std::string list;
  TRY(state.expand_global("MAKEFILES", list));
  std::string_view rest = list;
  MakefileFlags flags;
  flags.included = true;
  flags.dont_care = true;
  flags.sets_default_goal = false;
  for (std::string_view name = take_word(rest); !name.empty(); name = take_word(rest)) {
    TRY(state.read_makefile(name, flags, {}, nullptr));
  }
  if (makefiles.empty()) return read_default_makefile();
  for (const std::string& name : makefiles) TRY(read_named_makefile(name));
  return Status::kOk;
}

Status Evaluator::read_named_makefile(std::string_view name) {
  int error = 0;
  TRY(state_->read_makefile(name, MakefileFlags{}, {}, &error));
  if (error != 0) {
    state_->diagnostics.error({}, fmt::format(msg::kFileError, name, std::strerror(error)));
  }
  return Status::kOk;
}

Status Evaluator::read_default_makefile() {
  EvaluatorState& state = *state_;
  for (std::string_view name : kDefaultMakefiles) {
    FileStat stat;
    if (state.database.files.stat(name.data(), stat) == 0) return read_named_makefile(name);
  }
  // Perhaps a rule makes one.
  for (std::string_view name : kDefaultMakefiles) {
    Makefile& makefile = state.database.makefiles.emplace_back();
    makefile.target = state.database.targets.enter(state.database.symbols.intern(name));
    makefile.dont_care = true;
    makefile.error = ENOENT;
  }
  return Status::kOk;
}

Status Evaluator::finish() {
  EvaluatorState& state = *state_;
  Database& database = state.database;
  // -R implies -r.
  const bool builtin = !state.switches.no_builtin_rules && !state.switches.no_builtin_variables;
  bool default_suffixes = state.recorder.builtin_suffixes() > 0 &&
                          state.recorder.builtin_suffixes() == database.suffixes.size();
  if (!builtin && !state.no_builtin_rules_at_start) {
    // The default ones stay where a makefile has added to them.
    if (default_suffixes) database.suffixes.clear();
    default_suffixes = false;
    clear_suffixes_variable(state.variables);
  }
  if (state.switches.no_builtin_variables && !state.no_builtin_variables_at_start) {
    undefine_builtin_variables(state.variables);
  }

  if (builtin) {
    add_builtin_suffix_targets(database);
    database.find_builtin_suffix = builtin_suffix_recipe;
  }
  TRY(state.special.settle());

  add_implicit_rules(database, state.diagnostics, state.recorder.dot_targets(), builtin,
                     default_suffixes);

  std::string vpath, gpath;
  TRY(state.expand_global("VPATH", vpath));
  TRY(state.expand_global("GPATH", gpath));
  if (!vpath.empty()) database.vpaths.set_general(vpath);
  if (!gpath.empty()) database.vpaths.set_gpath(gpath);
  state.recorder.freeze();
  state.find_default_goal();
  return Status::kOk;
}

// The usual case: a name that needs no expansion, of a target that there is.
void EvaluatorState::find_default_goal() {
  database.default_goal = {};
  const Variable* goal = variables.global().find_local(default_goal_name);
  if (goal == nullptr || goal->value.find('$') != std::string::npos) return;
  database.default_goal =
      database.targets.find(database.symbols.find(without_dot_slash(goal->value)));
}

Status Evaluator::resolve_default_goal() {
  EvaluatorState& state = *state_;
  Database& database = state.database;
  if (database.default_goal) return Status::kOk;
  const Variable* variable = state.variables.global().find_local(state.default_goal_name);
  if (variable == nullptr || variable->value.empty()) return Status::kOk;
  std::string text;
  TRY(state.expander.expand("$(.DEFAULT_GOAL)", text));
  if (text.empty()) return Status::kOk;
  // The name as it stands, blanks in it included, if there is such a target.
  database.default_goal = database.targets.find(database.symbols.find(without_dot_slash(text)));
  if (database.default_goal) return Status::kOk;
  std::vector<Symbol> names;
  NameListOptions options;
  options.glob = false;
  state.recorder.parse_target_names(text, options, names);
  if (names.size() > 1) return state.diagnostics.fatal({}, msg::kManyDefaultGoals);
  if (!names.empty()) database.default_goal = database.targets.enter(names[0]);
  return Status::kOk;
}

}  // namespace umake
