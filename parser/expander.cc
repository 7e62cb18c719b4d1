#include "parser/expander.h"

#include <algorithm>
#include <cstring>
#include <iterator>

#include "base/messages.h"
#include "parser/functions.h"
#include "parser/scratch.h"
#include "parser/words.h"

namespace umake {

namespace {

using Kind = ExpressionNode::Kind;

bool has_reference(std::string_view text) {
  return !text.empty() && std::memchr(text.data(), '$', text.size()) != nullptr;
}

// What make itself may define: nobody is warned of these.
constexpr std::string_view kNeverWarned[] = {
    "MAKECMDGOALS",
    "MAKE_RESTARTS",
    "CURDIR",
    "GNUMAKEFLAGS",
    "MAKEFLAGS",
    "MFLAGS",
    "MAKE_COMMAND",
    "MAKE",
    "MAKE_HOST",
    "MAKEFILE_LIST",
    "MAKEOVERRIDES",
    "MAKE_TERMOUT",
    "MAKE_TERMERR",
    "SHELL",
    "SUFFIXES",
    "VPATH",
    "GPATH",
    ".VARIABLES",
    ".LOADED",
    ".FEATURES",
    ".RECIPEPREFIX",
    ".SHELLFLAGS",
    ".DEFAULT",
    ".DEFAULT_GOAL",
    "-*-command-variables-*-",
    "-*-eval-flags-*-",
};

// An expression for a text that is expanded once.
class ExpressionLease {
 public:
  explicit ExpressionLease(ExpansionScratch& scratch)
      : scratch_(scratch),
        expression_(scratch.expressions.push([] { return std::make_unique<Expression>(); })) {}
  ~ExpressionLease() { scratch_.expressions.pop(); }
  ExpressionLease(const ExpressionLease&) = delete;
  ExpressionLease& operator=(const ExpressionLease&) = delete;
  Expression& operator*() { return expression_; }

 private:
  ExpansionScratch& scratch_;
  Expression& expression_;
};

}  // namespace

Expander::Expander(Variables& variables, Database& database, Diagnostics& diagnostics,
                   FileSystem& files)
    : variables_(variables),
      database_(database),
      diagnostics_(diagnostics),
      files_(files),
      steady_files_(files),
      scope_(&variables.global()),
      stack_base_(static_cast<const char*>(__builtin_frame_address(0))),
      scratch_(std::make_unique<ExpansionScratch>(variables.symbols())) {}

Expander::~Expander() = default;

FileSystem& Expander::names_there() {
  if (!reading_) return files_;
  // Each command of $(shell) makes the listings one older.
  const uint64_t acts = database_.function_acts + database_.directories.age();
  if (acts != acts_seen_) steady_files_.forget();
  acts_seen_ = acts;
  return steady_files_;
}

bool Expander::add_function(std::string_view name, unsigned min_arguments, unsigned max_arguments,
                            bool expand_arguments, FunctionBody body, void* data) {
  Function function;
  function.name = name;
  function.min_arguments = static_cast<uint16_t>(min_arguments);
  function.max_arguments = static_cast<uint16_t>(max_arguments);
  function.body = body;
  function.raw_arguments = !expand_arguments;
  function.without_arguments = true;
  function.data = data;
  return scratch_->functions.add(function);
}

std::shared_ptr<const Expression> Expander::compile(std::string_view text) {
  return Expression::parse(text, scratch_->functions, symbols());
}

Status Expander::expand(std::string_view text, std::string& out) {
  if (!has_reference(text)) {
    out += text;
    return Status::kOk;
  }
  ExpressionLease lease(*scratch_);
  Expression& expression = *lease;
  expression.parse_in_place(text, scratch_->functions, symbols());
  return expand_nodes(expression, 0, static_cast<uint32_t>(expression.nodes().size()), out);
}

Status Expander::expand(const Expression& expression, std::string& out) {
  if (expression.is_literal()) {
    out += expression.text();
    return Status::kOk;
  }
  // Functions were added since: what looked like a variable may be a call now.
  if (expression.generation() != scratch_->functions.generation()) {
    return expand(expression.text(), out);
  }
  return expand_nodes(expression, 0, static_cast<uint32_t>(expression.nodes().size()), out);
}

Status Expander::expand_nodes(const Expression& expression, uint32_t begin, uint32_t end,
                              std::string& out) {
  for (uint32_t index = begin; index < end; index = expression.nodes()[index].next) {
    const ExpressionNode& node = expression.nodes()[index];
    if (node.kind == Kind::kLiteral) {
      out += expression.text_of(node);
    } else if (node.kind == Kind::kVariable) {
      Variable* variable = scope_->find(node.name);
      TRY(variable != nullptr ? expand_variable(*variable, out)
                              : expand_undefined(expression, node, out));
    } else {
      TRY(expand_node(expression, index, out));
    }
  }
  return Status::kOk;
}

Status Expander::expand_node(const Expression& expression, uint32_t index, std::string& out) {
  const ExpressionNode& node = expression.nodes()[index];
  switch (node.kind) {
    case Kind::kComputedName:
      return expand_computed(expression, index, out);
    case Kind::kSubstitution: {
      const std::string_view text = expression.text();
      return expand_substitution(
          node.name, text.substr(node.text, node.split - node.text),
          text.substr(node.split + 1, node.text + node.length - node.split - 1), out);
    }
    case Kind::kFunction:
      return call_function(expression, index, out);
    case Kind::kError:
      return report_error(expression, node);
    case Kind::kLiteral:
    case Kind::kVariable:
    case Kind::kArgument:
      return Status::kOk;
  }
  return Status::kOk;
}

// Perhaps it calls a function that was loaded while what stands before it was expanded.
Status Expander::expand_undefined(const Expression& expression, const ExpressionNode& node,
                                  std::string& out) {
  if (outdated(expression, node)) return expand(whole_reference(expression, node), out);
  warn_undefined(symbols().text(node.name));
  return Status::kOk;
}

// Whether functions were added since the reference, one in parentheses, was parsed.
bool Expander::outdated(const Expression& expression, const ExpressionNode& node) const {
  return expression.generation() != scratch_->functions.generation() &&
         expression.text()[node.text - 1] != '$';
}

std::string_view Expander::whole_reference(const Expression& expression,
                                           const ExpressionNode& node) {
  return expression.text().substr(node.text - 2, node.length + 3);
}

// A name that holds references. What comes out may be a substitution reference: its ':' and '=' are
// looked for in the expanded text.
Status Expander::expand_computed(const Expression& expression, uint32_t index, std::string& out) {
  const ExpressionNode& node = expression.nodes()[index];
  if (outdated(expression, node)) return expand(whole_reference(expression, node), out);
  BufferLease name(*scratch_);
  TRY(expand_nodes(expression, index + 1, expression.nodes()[index].next, name.text()));
  const std::string_view text = name.text();
  const size_t colon = text.find(':');
  const size_t equals = colon == std::string_view::npos ? colon : text.find('=', colon + 1);
  const std::string_view plain = text.substr(0, equals == std::string_view::npos ? equals : colon);
  const Symbol symbol = symbols().find(plain);
  if (!symbol) {
    warn_undefined(plain);
    return Status::kOk;
  }
  if (plain.size() == text.size()) return expand_variable(symbol, out);
  return expand_substitution(symbol, text.substr(colon + 1, equals - colon - 1),
                             text.substr(equals + 1), out);
}

Status Expander::expand_substitution(Symbol name, std::string_view pattern,
                                     std::string_view replacement, std::string& out) {
  Variable* variable = scope_->find(name);
  if (variable == nullptr) {
    warn_undefined(symbols().text(name));
    return Status::kOk;
  }
  BufferLease value(*scratch_);
  TRY(expand_variable(*variable, value.text()));
  const Pattern from(pattern);
  if (from.has_percent()) {
    substitute_words(value.text(), from, Pattern(replacement), out);
  } else {
    // $(v:a=b) is $(v:%a=%b), both literally.
    substitute_words(value.text(), Pattern("", from.prefix()), Pattern("", replacement), out);
  }
  return Status::kOk;
}

Status Expander::call_function(const Expression& expression, uint32_t index, std::string& out) {
  const Function& function = *expression.nodes()[index].function;
  if (function.lazy_body != nullptr) {
    const FunctionCall call(*this, expression, index);
    if (call.count() < function.min_arguments) {
      return diagnostics_.fatal(
          error_where(), fmt::format(msg::kInsufficientArguments, call.count(), function.name));
    }
    return function.lazy_body(call, out);
  }
  BufferLease arguments(*scratch_);
  std::vector<std::string_view>& views = arguments.words();
  const uint32_t end = expression.nodes()[index].next;
  for (uint32_t at = index + 1; at < end; at = expression.nodes()[at].next) {
    const ExpressionNode& node = expression.nodes()[at];
    const uint32_t first = at + 1;
    const bool single = first < node.next && expression.nodes()[first].next == node.next &&
                        expression.nodes()[first].kind == Kind::kLiteral;
    if (function.raw_arguments || single || first == node.next) {
      views.push_back(expression.text_of(single ? expression.nodes()[first] : node));
      continue;
    }
    const size_t start = arguments.text().size();
    TRY(expand_nodes(expression, first, node.next, arguments.text()));
    // The buffer may still move: its address comes when it is complete.
    views.emplace_back(static_cast<const char*>(nullptr), arguments.text().size() - start);
  }
  const char* expanded = arguments.text().data();
  for (std::string_view& view : views) {
    if (view.data() != nullptr) continue;
    view = {expanded, view.size()};
    expanded += view.size();
  }
  if (views.size() < function.min_arguments) {
    return diagnostics_.fatal(
        error_where(), fmt::format(msg::kInsufficientArguments, views.size(), function.name));
  }
  return function.body(*this, views, out, function.data);
}

Status Expander::expand_variable(Symbol name, std::string& out) {
  Variable* variable = scope_->find(name);
  if (variable == nullptr) {
    warn_undefined(symbols().text(name));
    return Status::kOk;
  }
  return expand_variable(*variable, out);
}

Status Expander::expand_variable(Variable& variable, std::string& out) {
  if (variable.compute != nullptr) {
    return variable.compute(*this, variable, variable.compute_context, out);
  }
  if (!variable.recursive) {
    out += variable.value;
    return Status::kOk;
  }
  return expand_recursive(variable, out);
}

Status Expander::expand_recursive(Variable& variable, std::string& out) {
  if (!variable.append && !has_reference(variable.value)) {
    out += variable.value;
    return Status::kOk;
  }
  const Location* const outer = definition_;
  if (variable.where) definition_ = &variable.where;
  if (variable.expanding) {
    if (variable.self_calls == 0 || stack_exhausted()) {
      const Status status = self_reference(variable, out);
      definition_ = outer;
      return status;
    }
    --variable.self_calls;
  }
  variable.expanding = true;
  const Status status = variable.append
                            ? expand_appended(variable.name, scope_, false, out.size(), out)
                            : expand_own_value(variable, out);
  variable.expanding = false;
  definition_ = outer;
  return status;
}

bool Expander::stack_exhausted() const {
  const ptrdiff_t used = stack_base_ - static_cast<const char*>(__builtin_frame_address(0));
  return used > static_cast<ptrdiff_t>(stack_limit_);
}

// The variable's own value, without what it inherits when it is an appending one.
Status Expander::expand_own_value(Variable& variable, std::string& out) {
  if (!variable.recursive || !has_reference(variable.value)) {
    out += variable.value;
    return Status::kOk;
  }
  // Held here, because $(eval) may give the variable another value meanwhile.
  std::shared_ptr<const Expression> compiled = variable.compiled;
  if (compiled == nullptr || compiled->generation() != scratch_->functions.generation()) {
    compiled = variable.compiled = compile(variable.value);
  }
  return expand_nodes(*compiled, 0, static_cast<uint32_t>(compiled->nodes().size()), out);
}

// The values of `name` in `scope` and those it inherits from, outermost first, down from the first
// that does not append. `start` is where they begin in `out`; private ones of parent targets are
// skipped.
Status Expander::expand_appended(Symbol name, VariableScope* scope, bool through_parent,
                                 size_t start, std::string& out) {
  Variable* variable = nullptr;
  for (; scope != nullptr && variable == nullptr; scope = scope->parent()) {
    variable = scope->find_local(name);
    if (variable != nullptr && through_parent && variable->is_private) variable = nullptr;
    through_parent |= scope->parent_is_target();
  }
  if (variable == nullptr) return Status::kOk;
  if (variable->append) TRY(expand_appended(name, scope, through_parent, start, out));
  if (out.size() > start) out += ' ';
  if (variable->compute != nullptr) {
    return variable->compute(*this, *variable, variable->compute_context, out);
  }
  return expand_own_value(*variable, out);
}

// A value that leads to itself is an error, but for one case: `export X = $(shell ...)`, where the
// shell's environment holds X again. Then X is what it was in the environment umake started with
// (manual, "The shell Function").
Status Expander::self_reference(const Variable& variable, std::string& out) {
  const std::string_view name = symbols().text(variable.name);
  if (building_environment_ == 0) {
    return diagnostics_.fatal(error_where(), fmt::format(msg::kRecursiveVariable, name));
  }
  append_original(name, out);
  return Status::kOk;
}

void Expander::append_original(std::string_view name, std::string& out) const {
  if (original_environment_ == nullptr) return;
  for (const char* const* entry = original_environment_; *entry != nullptr; ++entry) {
    if (std::strncmp(*entry, name.data(), name.size()) == 0 && (*entry)[name.size()] == '=') {
      out += *entry + name.size() + 1;
      break;
    }
  }
}

Status Expander::report_error(const Expression&, const ExpressionNode& node) {
  if (node.function == nullptr)
    return diagnostics_.fatal(error_where(), msg::kUnterminatedReference);
  return diagnostics_.fatal(error_where(),
                            fmt::format(msg::kUnterminatedCall, node.function->name, node.close));
}

void Expander::warn_undefined(std::string_view name) {
  if (!switches().warn_undefined_variables || asked_by_make_) return;
  if (std::find(std::begin(kNeverWarned), std::end(kNeverWarned), name) != std::end(kNeverWarned)) {
    return;
  }
  diagnostics_.warning(where_, fmt::format(msg::kUndefinedVariable, name));
}

}  // namespace umake
