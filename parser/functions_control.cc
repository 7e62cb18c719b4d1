// Functions that decide what is expanded and how often: if, or, and, intcmp, foreach, let, call,
// eval, guile (manual, "Functions for Conditionals", "The foreach Function", "The let Function", "The call
// Function").
#include "base/messages.h"
#include "parser/functions.h"
#include "parser/numbers.h"
#include "parser/scratch.h"
#include "parser/words.h"

namespace umake {

namespace {

// How deep $(call) lets a variable come back to itself.
constexpr uint32_t kDeepestCall = 32767;

// if: CONDITION,THEN[,ELSE]. The condition is true when it expands to anything at all, blanks
// included.
Status if_function(const FunctionCall& call, std::string& out) {
  BufferLease condition(call.expander().scratch());
  TRY(call.expand(0, condition.text()));
  const size_t branch = condition.text().empty() ? 2 : 1;
  return branch < call.count() ? call.expand(branch, out) : Status::kOk;
}

Status or_function(const FunctionCall& call, std::string& out) {
  const size_t start = out.size();
  for (size_t index = 0; index < call.count() && out.size() == start; ++index) {
    if (!call.raw(index).empty()) TRY(call.expand(index, out));
  }
  return Status::kOk;
}

Status and_function(const FunctionCall& call, std::string& out) {
  const size_t start = out.size();
  for (size_t index = 0; index < call.count(); ++index) {
    out.resize(start);
    TRY(call.expand(index, out));
    if (out.size() == start) break;
  }
  return Status::kOk;
}

void append_integer(const BigInteger& integer, std::string& out) {
  if (integer.negative) out += '-';
  out += integer.digits.empty() ? std::string_view("0") : integer.digits;
}

// intcmp: LEFT,RIGHT[,LESS[,EQUAL[,GREATER]]]. Without branches, the number when both are equal;
// without the last, what holds for "equal" holds for "greater" as well.
Status intcmp(const FunctionCall& call, std::string& out) {
  BufferLease left_text(call.expander().scratch());
  BufferLease right_text(call.expander().scratch());
  BigInteger left, right;
  TRY(call.expand(0, left_text.text()));
  TRY(call.expand(1, right_text.text()));
  TRY(parse_big_integer(call.expander(), left_text.text(), msg::kIntcmpFirst, left));
  TRY(parse_big_integer(call.expander(), right_text.text(), msg::kIntcmpSecond, right));
  const auto order = left <=> right;
  if (call.count() == 2) {
    if (order == 0) append_integer(left, out);
    return Status::kOk;
  }
  size_t branch = order < 0 ? 2 : order == 0 ? 3 : 4;
  if (branch == 4 && call.count() == 4) branch = 3;
  return branch < call.count() ? call.expand(branch, out) : Status::kOk;
}

std::string_view first_word(std::string_view text) {
  size_t position = 0;
  return next_word(text, position);
}

Status foreach (const FunctionCall& call, std::string & out) {
  Expander& expander = call.expander();
  BufferLease name(expander.scratch());
  BufferLease list(expander.scratch());
  TRY(call.expand(0, name.text()));
  TRY(call.expand(1, list.text()));
  PushedScope scope(expander);
  Variable& variable = scope.define(expander.symbols().intern(first_word(name.text())), {});
  const std::string_view words = list.text();
  bool first = true;
  size_t position = 0;
  for (;;) {
    const std::string_view word = next_word(words, position);
    if (word.empty()) return Status::kOk;
    if (!first) out += ' ';
    first = false;
    variable.set_value(word);
    TRY(call.expand(2, out));
  }
}

// let: NAMES,LIST,TEXT. Each name gets a word of the list; the last one all that is left.
Status let(const FunctionCall& call, std::string& out) {
  Expander& expander = call.expander();
  BufferLease names(expander.scratch());
  BufferLease list(expander.scratch());
  TRY(call.expand(0, names.text()));
  TRY(call.expand(1, list.text()));
  PushedScope scope(expander);
  size_t name_position = 0;
  size_t list_position = 0;
  std::string_view name = next_word(names.text(), name_position);
  while (!name.empty()) {
    const std::string_view next_name = next_word(names.text(), name_position);
    std::string_view value = next_word(list.text(), list_position);
    if (next_name.empty() && !value.empty()) {
      value = std::string_view(list.text()).substr(list_position - value.size());
    }
    scope.define(expander.symbols().intern(name), value);
    name = next_name;
  }
  return call.expand(2, out);
}

Status call_builtin(Expander& expander, const Function& function, FunctionArguments arguments,
                    std::string& out) {
  if (arguments.size() < function.min_arguments) {
    return expander.diagnostics().fatal(
        expander.error_where(),
        fmt::format(msg::kInsufficientArguments, arguments.size(), function.name));
  }
  if (arguments.empty() && !function.without_arguments) return Status::kOk;
  if (function.lazy_body != nullptr) {
    return function.lazy_body(FunctionCall(expander, function, arguments), out);
  }
  return function.body(expander, arguments, out, function.data);
}

// call: NAME,PARAMETERS... The parameters are $1, $2, ... while NAME's value is expanded. Inside a
// call, the parameters of the calls around that this one does not have are empty.
Status call_function(Expander& expander, FunctionArguments arguments, std::string& out, void*) {
  ExpansionScratch& scratch = expander.scratch();
  // The first word of its first argument.
  const std::string_view stripped = strip(arguments[0]);
  const std::string_view name = stripped.substr(0, find_space(stripped, 0));
  if (name.empty()) return Status::kOk;
  if (const Function* function = scratch.functions.find(name)) {
    return call_builtin(expander, *function, arguments.subspan(1), out);
  }
  const Symbol symbol = expander.symbols().intern(name);
  Variable* variable = expander.find(symbol);
  if (variable == nullptr) return expander.expand_variable(symbol, out);
  if (variable->value.empty() && variable->compute == nullptr) return Status::kOk;

  PushedScope scope(expander);
  scope.define(scratch.parameter(0), name);
  size_t count = 1;
  for (; count < arguments.size(); ++count)
    scope.define(scratch.parameter(count), arguments[count]);
  for (size_t hidden = count; hidden < scratch.call_arguments; ++hidden) {
    scope.define(scratch.parameter(hidden), {});
  }
  const size_t outer_arguments = scratch.call_arguments;
  scratch.call_arguments = count;
  variable->self_calls = kDeepestCall;
  const Status status = expander.expand_variable(symbol, out);
  variable->self_calls = 0;
  scratch.call_arguments = outer_arguments;
  return status;
}

Status eval(Expander& expander, FunctionArguments arguments, std::string&, void*) {
  if (expander.text_evaluator() == nullptr) return Status::kOk;
  const Location where = expander.where();
  const Status status = expander.text_evaluator()->evaluate_text(
      arguments[0], expander.expanding_recipe() ? expander.recipe_where() : where);
  expander.set_where(where);
  return status;
}

#ifdef UMAKE_GUILE
Status guile(Expander& expander, FunctionArguments arguments, std::string& out, void*) {
  const bool blank = arguments.empty() || arguments[0].empty() || !expander.guile();
  return blank ? Status::kOk : expander.guile()(arguments[0], out);
}
#endif

constexpr Function kFunctions[] = {
    {.name = "and", .min_arguments = 1, .lazy_body = and_function, .strip = StripArguments::kAll},
    {.name = "call", .min_arguments = 1, .body = call_function},
    {.name = "eval", .min_arguments = 0, .max_arguments = 1, .body = eval},
    {.name = "foreach", .min_arguments = 3, .max_arguments = 3, .lazy_body = foreach},
#ifdef UMAKE_GUILE
    {.name = "guile", .min_arguments = 0, .max_arguments = 1, .body = guile},
#endif
    {.name = "if",
     .min_arguments = 2,
     .max_arguments = 3,
     .lazy_body = if_function,
     .strip = StripArguments::kFirst},
    {.name = "intcmp", .min_arguments = 2, .max_arguments = 5, .lazy_body = intcmp},
    {.name = "let", .min_arguments = 3, .max_arguments = 3, .lazy_body = let},
    {.name = "or", .min_arguments = 1, .lazy_body = or_function, .strip = StripArguments::kAll},
};

}  // namespace

std::span<const Function> control_functions() { return kFunctions; }

}  // namespace umake
