#include "parser/evaluator_text.h"

#include <cstring>

#include "base/messages.h"

namespace umake {

TextEvaluation::TextEvaluation(EvaluatorState& state, std::string_view text, Location where,
                               LineReader::Numbering numbering, bool sets_default_goal)
    : state_(state),
      reader_(text, where.line, numbering),
      where_(where),
      sets_default_goal_(sets_default_goal),
      conditionals_(state.expander),
      buffers_(state.take_buffers()),
      rule_(buffers_->rule) {}

TextEvaluation::~TextEvaluation() { state_.give_buffers(std::move(buffers_)); }

Status TextEvaluation::run() {
  ScopeGuard guard(state_.expander, state_.expander.scope(), where_);
  for (;;) {
    TRY(take_plain_rules());
    std::string_view line;
    if (!reader_.next(line)) break;
    where_.line = reader_.line_number();
    state_.expander.set_where(where_);
    TRY(evaluate_line(line));
  }
  where_.line = reader_.line_number();
  if (conditionals_.open()) return state_.diagnostics.fatal(where_, msg::kMissingEndif);
  return flush_rule();
}

Status TextEvaluation::flush_rule() {
  no_targets_ = false;
  if (rule_.targets.empty()) return Status::kOk;
  return state_.recorder.record(rule_);
}

Status TextEvaluation::expand_to(std::string_view text, std::string& out) {
  if (text.find('$') != std::string_view::npos) return state_.expander.expand(text, out);
  out.append(text);
  return Status::kOk;
}

std::string_view TextEvaluation::clean(std::string_view line) {
  const bool folded = std::memchr(line.data(), '\n', line.size()) != nullptr;
  const bool comment = may_have_comment(line);
  if (!folded && !comment) return line;
  std::string& buffer = buffers_->clean;
  buffer.clear();
  if (folded)
    fold_continuations(line, state_.database.posix, buffer);
  else
    buffer = line;
  if (comment) strip_comment(buffer);
  return buffer;
}

bool TextEvaluation::take_recipe_line(std::string_view line) {
  if (line[0] != state_.recipe_prefix) return false;
  if (no_targets_) return true;
  if (rule_.targets.empty()) return false;
  if (conditionals_.ignoring()) return true;
  if (!rule_.has_recipe) {
    rule_.has_recipe = true;
    rule_.recipe_line = where_.line;
  }
  rule_.recipe.append(line.substr(1));
  rule_.recipe += '\n';
  return true;
}

Status TextEvaluation::evaluate_line(std::string_view line) {
  if (line.empty() || take_recipe_line(line)) return Status::kOk;
  const std::string_view text = skip_spaces(clean(line));
  if (text.empty()) return Status::kOk;

  Modifiers modifiers;
  AssignmentText assignment;
  std::string_view body;
  if (parse_definition_line(text, false, modifiers, body, assignment)) {
    return evaluate_definition(modifiers, body, assignment);
  }
  const std::string_view word = first_word(text);
  const Directive directive = directive_of(word);
  if (in_ignored_define_) {
    if (directive == Directive::kEndef) in_ignored_define_ = false;
    return Status::kOk;
  }
  const std::string_view arguments = skip_spaces(text.substr(word.size()));
  if (Conditionals::is_conditional(directive)) {
    return conditionals_.handle(directive, arguments, where_);
  }
  if (conditionals_.ignoring()) return Status::kOk;
  switch (directive) {
    case Directive::kExport:
    case Directive::kUnexport:
    case Directive::kVpath:
    case Directive::kInclude:
    case Directive::kOptionalInclude:
    case Directive::kLoad:
    case Directive::kOptionalLoad:
      return evaluate_directive(directive, arguments);
    default:
      break;
  }
  if (line[0] == state_.recipe_prefix) return state_.diagnostics.fatal(where_, msg::kRecipeFirst);
  return evaluate_rule(line);
}

Status TextEvaluation::evaluate_definition(const Modifiers& modifiers, std::string_view body,
                                           const AssignmentText& assignment) {
  if (conditionals_.ignoring()) {
    if (modifiers.is_define) in_ignored_define_ = true;
    return Status::kOk;
  }
  TRY(flush_rule());
  const Origin origin = modifiers.is_override ? Origin::kOverride : Origin::kFile;
  if (modifiers.is_undefine) return evaluate_undefine(body, origin);
  if (modifiers.is_define) return evaluate_define(modifiers, body, origin);
  if (assignment.name.find('$') == std::string_view::npos) {
    return define_variable(assignment.name, assignment.assignment, assignment.value, origin, where_,
                           modifiers);
  }
  std::string name;
  TRY(state_.expander.expand(assignment.name, name));
  return define_variable(name, assignment.assignment, assignment.value, origin, where_, modifiers);
}

Status TextEvaluation::define_variable(std::string_view name, Assignment assignment,
                                       std::string_view value, Origin origin, Location where,
                                       const Modifiers& modifiers) {
  if (name.empty()) return state_.diagnostics.fatal(where, msg::kEmptyVariableName);
  Variable* variable = nullptr;
  TRY(state_.variables.assign(state_.expander, name, assignment, value, origin,
                              AssignmentScope::kGlobal, nullptr, where, &variable));
  if (variable == nullptr) return Status::kOk;
  if (modifiers.is_export) variable->export_state = ExportState::kExport;
  if (modifiers.is_unexport) variable->export_state = ExportState::kNoExport;
  if (modifiers.is_private) variable->is_private = true;
  state_.variables.note_change();
  if (variable->special && variable->name == state_.recipe_prefix_name)
    state_.refresh_recipe_prefix();
  return Status::kOk;
}

Status TextEvaluation::evaluate_undefine(std::string_view body, Origin origin) {
  std::string expanded;
  TRY(expand_to(body, expanded));
  const std::string_view name = trim_blanks(skip_spaces(expanded));
  if (name.empty()) return state_.diagnostics.fatal(where_, msg::kEmptyVariableName);
  return state_.variables.undefine(name, origin);
}

Status TextEvaluation::evaluate_define(const Modifiers& modifiers, std::string_view body,
                                       Origin origin) {
  const Location where = where_;
  AssignmentText assignment;
  if (!parse_assignment(body, assignment)) {
    assignment.name = body;
    assignment.assignment = Assignment::kRecursive;
  } else if (!assignment.value.empty()) {
    state_.diagnostics.error(where, fmt::format(msg::kExtraneousText, "define"));
  }
  std::string expanded;
  TRY(expand_to(assignment.name, expanded));
  const std::string name(trim_blanks(skip_spaces(expanded)));
  if (name.empty()) return state_.diagnostics.fatal(where, msg::kEmptyVariableName);
  const Assignment how = assignment.assignment;
  std::string value;
  Location end = where;
  TRY(read_define_body(value, end));
  // What a := expands is said to stand at the end of the definition.
  state_.expander.set_where(end);
  return define_variable(name, how, value, origin, where, modifiers);
}

// The lines up to the endef that belongs to the define; inner ones nest. `where` moves from the
// define's first line to the last one, but as in GNU make lines that continue the define don't
// count.
Status TextEvaluation::read_define_body(std::string& value, Location& where) {
  const Location define = where;
  const uint32_t uncounted = reader_.last_line_number() - reader_.line_number();
  unsigned depth = 1;
  std::string_view line;
  while (reader_.next(line)) {
    where.line = reader_.last_line_number() - uncounted;
    const size_t start = value.size();
    fold_continuations(line, state_.database.posix, value);
    const std::string_view folded = std::string_view(value).substr(start);
    if (!folded.empty() && folded[0] != state_.recipe_prefix) {
      const std::string_view text = skip_spaces(folded);
      const std::string_view word = first_word(text);
      const Directive directive = directive_of(word);
      if (directive == Directive::kDefine) {
        ++depth;
      } else if (directive == Directive::kEndef) {
        std::string rest(text.substr(word.size()));
        strip_comment(rest);
        if (!skip_spaces(rest).empty()) {
          state_.diagnostics.error(where, fmt::format(msg::kExtraneousText, "endef"));
        }
        if (--depth == 0) {
          // Without the newline of the last line.
          value.resize(start == 0 ? 0 : start - 1);
          return Status::kOk;
        }
        // The comment is gone from an inner one's line.
        value.resize(value.size() - (text.size() - word.size()));
        value += rest;
      }
    }
    value += '\n';
  }
  return state_.diagnostics.fatal(define, msg::kMissingEndef);
}

Status TextEvaluation::evaluate_directive(Directive directive, std::string_view arguments) {
  TRY(flush_rule());
  switch (directive) {
    case Directive::kExport:
      return evaluate_export(true, arguments);
    case Directive::kUnexport:
      return evaluate_export(false, arguments);
    case Directive::kVpath:
      return evaluate_vpath(arguments);
    case Directive::kInclude:
      return evaluate_include(false, arguments);
    case Directive::kOptionalInclude:
      return evaluate_include(true, arguments);
    case Directive::kLoad:
      return evaluate_load(false, arguments);
    case Directive::kOptionalLoad:
      return evaluate_load(true, arguments);
    default:
      return Status::kOk;
  }
}

Status TextEvaluation::evaluate_export(bool exported, std::string_view arguments) {
  if (arguments.empty()) {
    state_.database.export_all = exported;
    return Status::kOk;
  }
  std::string expanded;
  TRY(expand_to(arguments, expanded));
  std::string_view rest = expanded;
  for (std::string_view name = take_word(rest); !name.empty(); name = take_word(rest)) {
    Variable* variable = state_.variables.find(name);
    if (variable == nullptr) {
      variable = &state_.variables.define(name, "", Origin::kFile, false, nullptr, where_);
    }
    variable->export_state = exported ? ExportState::kExport : ExportState::kNoExport;
    state_.variables.note_change();
  }
  return Status::kOk;
}

Status TextEvaluation::evaluate_vpath(std::string_view arguments) {
  std::string expanded;
  TRY(expand_to(arguments, expanded));
  std::string_view rest = expanded;
  const std::string_view pattern = take_word(rest);
  const std::string_view directories = trim_end(rest);
  VpathSearch& vpaths = state_.database.vpaths;
  if (pattern.empty()) {
    vpaths.clear_all_selective();
  } else if (directories.empty()) {
    vpaths.clear_selective(pattern);
  } else {
    vpaths.add_selective(pattern, directories);
  }
  return Status::kOk;
}

// The files that include and load name.
Status TextEvaluation::expand_names(std::string_view arguments, std::vector<Symbol>& names) {
  std::string expanded;
  TRY(expand_to(arguments, expanded));
  NameListOptions options;
  options.split_archives = false;
  state_.recorder.parse_target_names(expanded, options, names);
  return Status::kOk;
}

Status TextEvaluation::evaluate_include(bool optional, std::string_view arguments) {
  std::vector<Symbol> names;
  TRY(expand_names(arguments, names));
  MakefileFlags flags;
  flags.included = true;
  flags.expand_tilde = false;
  flags.dont_care = optional;
  flags.sets_default_goal = sets_default_goal_;
  for (Symbol name : names) {
    TRY(state_.read_makefile(state_.database.symbols.text(name), flags, where_, nullptr));
    state_.expander.set_where(where_);
  }
  return Status::kOk;
}

Status TextEvaluation::evaluate_load(bool optional, std::string_view arguments) {
  std::vector<Symbol> names;
  TRY(expand_names(arguments, names));
  for (Symbol name : names) {
    if (!state_.load) {
      if (optional) continue;
      return state_.diagnostics.fatal(where_, msg::kLoadUnsupported);
    }
    TRY(state_.load(state_.database.symbols.text(name), optional, where_));
    state_.expander.set_where(where_);
  }
  return Status::kOk;
}

}  // namespace umake
