#include "parser/conditionals.h"

#include <string>

#include "base/messages.h"

namespace umake {

namespace {

std::string_view directive_name(Directive directive) {
  switch (directive) {
    case Directive::kIfdef:
      return "ifdef";
    case Directive::kIfndef:
      return "ifndef";
    case Directive::kIfeq:
      return "ifeq";
    case Directive::kIfneq:
      return "ifneq";
    case Directive::kElse:
      return "else";
    default:
      return "endif";
  }
}

// Takes the text up to the comma at parenthesis depth zero off `text`, the comma too.
bool take_until_comma(std::string_view& text, std::string_view& out) {
  int depth = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '(') {
      ++depth;
    } else if (text[at] == ')') {
      --depth;
    } else if (text[at] == ',' && depth <= 0) {
      out = text.substr(0, at);
      text.remove_prefix(at + 1);
      return true;
    }
  }
  return false;
}

// Takes the text up to the parenthesis that closes one opened before it off `text`, that one too.
bool take_until_close(std::string_view& text, std::string_view& out) {
  int depth = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '(') {
      ++depth;
    } else if (text[at] == ')' && depth-- == 0) {
      out = text.substr(0, at);
      text.remove_prefix(at + 1);
      return true;
    }
  }
  return false;
}

// Takes a string in ' or " off `text`.
bool take_quoted(std::string_view& text, std::string_view& out) {
  if (text.empty() || (text[0] != '\'' && text[0] != '"')) return false;
  const size_t end = text.find(text[0], 1);
  if (end == std::string_view::npos) return false;
  out = text.substr(1, end - 1);
  text.remove_prefix(end + 1);
  return true;
}

// Takes the first of "(A,B)" or "'A' 'B'" off `text`. The second has to be looked for only once the
// first was expanded: an error there comes first.
bool take_first(std::string_view& text, std::string_view& first, bool& in_parentheses) {
  // GNU make takes a comma for the parenthesis that opens.
  in_parentheses = text.starts_with('(') || text.starts_with(',');
  if (!in_parentheses) {
    if (!take_quoted(text, first)) return false;
    text = skip_spaces(text);
    return true;
  }
  text.remove_prefix(1);
  if (!take_until_comma(text, first)) return false;
  first = trim_end(first);
  text = skip_spaces(text);
  return true;
}

// `text` is left at what follows.
bool take_second(std::string_view& text, std::string_view& second, bool in_parentheses) {
  if (in_parentheses) return take_until_close(text, second);
  // GNU make takes a parenthesis that closes nothing for an empty string.
  if (!text.starts_with(')')) return take_quoted(text, second);
  second = {};
  text.remove_prefix(1);
  return true;
}

}  // namespace

void Conditionals::set_branch(Level& level, Branch branch) {
  if (level.branch != Branch::kActive) --ignored_;
  level.branch = branch;
  if (branch != Branch::kActive) ++ignored_;
}

void Conditionals::extraneous_text(Directive directive, Location where) {
  expander_.diagnostics().error(where,
                                fmt::format(msg::kExtraneousText, directive_name(directive)));
}

Status Conditionals::handle(Directive directive, std::string_view arguments, Location where) {
  if (directive == Directive::kElse) return handle_else(arguments, where);
  if (directive == Directive::kEndif) return handle_endif(arguments, where);
  bool taken = false;
  // Inside of what is skipped, conditions are only counted.
  const Syntax syntax = ignoring() ? Syntax::kValid : evaluate(directive, arguments, where, taken);
  if (syntax == Syntax::kFailed) return Status::kFailed;
  if (syntax == Syntax::kInvalid) {
    return expander_.diagnostics().fatal(where, msg::kInvalidConditional);
  }
  const bool outer_ignored = ignoring();
  levels_.emplace_back();
  if (!taken) set_branch(levels_.back(), outer_ignored ? Branch::kDone : Branch::kWaiting);
  return Status::kOk;
}

Status Conditionals::handle_endif(std::string_view arguments, Location where) {
  if (!arguments.empty()) extraneous_text(Directive::kEndif, where);
  if (levels_.empty()) {
    return expander_.diagnostics().fatal(where, fmt::format(msg::kExtraneousDirective, "endif"));
  }
  set_branch(levels_.back(), Branch::kActive);
  levels_.pop_back();
  return Status::kOk;
}

Status Conditionals::handle_else(std::string_view arguments, Location where) {
  if (levels_.empty()) {
    return expander_.diagnostics().fatal(where, fmt::format(msg::kExtraneousDirective, "else"));
  }
  Level& level = levels_.back();
  if (level.seen_else) return expander_.diagnostics().fatal(where, msg::kSecondElse);
  const bool waiting = level.branch == Branch::kWaiting;
  set_branch(level, waiting ? Branch::kActive : Branch::kDone);
  if (arguments.empty()) {
    level.seen_else = true;
    return Status::kOk;
  }
  // "else ifdef ...": a condition for the next branch of the same conditional.
  const std::string_view word = first_word(arguments);
  const Directive directive = directive_of(word);
  if (directive < Directive::kIfdef || directive > Directive::kIfneq) {
    extraneous_text(Directive::kElse, where);
    return Status::kOk;
  }
  if (!waiting || ignoring()) return Status::kOk;
  bool taken = false;
  switch (evaluate(directive, skip_spaces(arguments.substr(word.size())), where, taken)) {
    case Syntax::kFailed:
      return Status::kFailed;
    case Syntax::kInvalid:
      // GNU make leaves the level of the broken condition open, none of whose branches count; the
      // endif that is then missing is reported at the end.
      extraneous_text(Directive::kElse, where);
      set_branch(levels_.emplace_back(), Branch::kDone);
      break;
    case Syntax::kValid:
      if (!taken) set_branch(level, Branch::kWaiting);
      break;
  }
  return Status::kOk;
}

Conditionals::Syntax Conditionals::evaluate(Directive directive, std::string_view arguments,
                                            Location where, bool& taken) {
  const bool negated = directive == Directive::kIfndef || directive == Directive::kIfneq;
  const bool defined_test = directive == Directive::kIfdef || directive == Directive::kIfndef;
  const Syntax syntax = defined_test ? evaluate_defined(arguments, taken)
                                     : evaluate_equal(directive, arguments, where, taken);
  taken = taken != negated;
  return syntax;
}

Conditionals::Syntax Conditionals::evaluate_defined(std::string_view arguments, bool& defined) {
  std::string expanded;
  std::string_view rest = arguments;
  if (arguments.find('$') != std::string_view::npos) {
    if (expander_.expand(arguments, expanded) == Status::kFailed) return Syntax::kFailed;
    rest = expanded;
  }
  const std::string_view name = first_word(rest);
  if (!skip_spaces(rest.substr(name.size())).empty()) return Syntax::kInvalid;
  const Symbol symbol = expander_.symbols().find(name);
  const Variable* variable = symbol ? expander_.find(symbol) : nullptr;
  defined = variable != nullptr && (variable->compute != nullptr || !variable->value.empty());
  return Syntax::kValid;
}

Conditionals::Syntax Conditionals::evaluate_equal(Directive directive, std::string_view arguments,
                                                  Location where, bool& equal) {
  std::string_view first, second;
  bool in_parentheses = false;
  if (!take_first(arguments, first, in_parentheses)) return Syntax::kInvalid;
  std::string first_value, second_value;
  if (expander_.expand(first, first_value) == Status::kFailed) return Syntax::kFailed;
  if (!take_second(arguments, second, in_parentheses)) return Syntax::kInvalid;
  if (!skip_spaces(arguments).empty()) extraneous_text(directive, where);
  if (expander_.expand(second, second_value) == Status::kFailed) return Syntax::kFailed;
  equal = first_value == second_value;
  return Syntax::kValid;
}

}  // namespace umake
