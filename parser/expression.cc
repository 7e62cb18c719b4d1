#include "parser/expression.h"

#include <algorithm>

#include "parser/functions.h"
#include "parser/words.h"

namespace umake {

namespace {

using Kind = ExpressionNode::Kind;

constexpr char closing(char open) { return open == '(' ? ')' : '}'; }

// Parses one text into nodes. Positions are offsets into the text; ranges never reach beyond the
// argument they stand in, because GNU make cuts an argument out before it looks into it.
class Parser {
 public:
  Parser(std::string_view text, const FunctionTable& functions, SymbolTable& symbols,
         std::vector<ExpressionNode>& nodes)
      : text_(text), functions_(functions), symbols_(symbols), nodes_(nodes) {}

  void parse_range(uint32_t begin, uint32_t end);

 private:
  uint32_t parse_reference(uint32_t dollar, uint32_t end);
  uint32_t parse_variable(uint32_t open, uint32_t end);
  uint32_t parse_function(const Function& function, uint32_t open, uint32_t arguments,
                          uint32_t end);
  void parse_arguments(const Function& function, char open, uint32_t begin, uint32_t end);
  void add_argument(const Function& function, uint32_t index, uint32_t begin, uint32_t end);
  const Function* function_at(uint32_t begin, uint32_t end, uint32_t& arguments) const;
  uint32_t find_close(char open, uint32_t begin, uint32_t end) const;
  void add_name(uint32_t begin, uint32_t end);

  ExpressionNode& add(Kind kind, uint32_t begin, uint32_t end) {
    ExpressionNode& node = nodes_.emplace_back();
    node.kind = kind;
    node.text = begin;
    node.length = end - begin;
    node.next = static_cast<uint32_t>(nodes_.size());
    return node;
  }
  void close_node(uint32_t index) { nodes_[index].next = static_cast<uint32_t>(nodes_.size()); }
  std::string_view view(uint32_t begin, uint32_t end) const {
    return text_.substr(begin, end - begin);
  }
  static constexpr uint32_t kNone = ~0u;
  uint32_t find(char c, uint32_t begin, uint32_t end) const {
    const void* found = begin < end ? std::memchr(text_.data() + begin, c, end - begin) : nullptr;
    if (found == nullptr) return kNone;
    return static_cast<uint32_t>(static_cast<const char*>(found) - text_.data());
  }

  std::string_view text_;
  const FunctionTable& functions_;
  SymbolTable& symbols_;
  std::vector<ExpressionNode>& nodes_;
};

void Parser::parse_range(uint32_t begin, uint32_t end) {
  uint32_t literal = begin;
  while (begin < end) {
    const uint32_t dollar = find('$', begin, end);
    // A dollar at the very end stands for itself.
    if (dollar == kNone || dollar + 1 == end) break;
    if (text_[dollar + 1] == '$') {
      add(Kind::kLiteral, literal, dollar + 1);
      literal = begin = dollar + 2;
      continue;
    }
    if (dollar > literal) add(Kind::kLiteral, literal, dollar);
    literal = begin = parse_reference(dollar, end);
  }
  if (literal < end) add(Kind::kLiteral, literal, end);
}

// Returns the position after the reference.
uint32_t Parser::parse_reference(uint32_t dollar, uint32_t end) {
  const uint32_t open = dollar + 1;
  const char c = text_[open];
  if (c != '(' && c != '{') {
    add_name(open, open + 1);  // a blank too: only the environment can have such a variable
    return open + 1;
  }
  uint32_t arguments = 0;
  if (const Function* function = function_at(open + 1, end, arguments)) {
    return parse_function(*function, open, arguments, end);
  }
  return parse_variable(open, end);
}

// The function whose name starts at `begin` and is followed by a blank or by the end of all.
const Function* Parser::function_at(uint32_t begin, uint32_t end, uint32_t& arguments) const {
  uint32_t at = begin;
  while (at < end && FunctionTable::is_name_character(text_[at])) ++at;
  if (at == begin || (at < end && !is_space(text_[at]))) return nullptr;
  const Function* function = functions_.find(view(begin, at));
  while (at < end && is_space(text_[at])) ++at;
  arguments = at;
  return function;
}

// Where the reference closes; only the kind of bracket it was opened with counts.
uint32_t Parser::find_close(char open, uint32_t begin, uint32_t end) const {
  const char close = closing(open);
  uint32_t depth = 0;
  for (uint32_t at = begin; at < end; ++at) {
    if (text_[at] == open) {
      ++depth;
    } else if (text_[at] == close && depth-- == 0) {
      return at;
    }
  }
  return kNone;
}

uint32_t Parser::parse_variable(uint32_t open, uint32_t end) {
  const uint32_t begin = open + 1;
  const uint32_t first_close = find(closing(text_[open]), begin, end);
  if (first_close == kNone) {
    add(Kind::kError, begin, begin).close = closing(text_[open]);
    return end;
  }
  if (find('$', begin, first_close) == kNone) {
    add_name(begin, first_close);
    return first_close + 1;
  }
  const uint32_t close = find_close(text_[open], begin, end);
  if (close == kNone) {
    // GNU make takes "$($(a)" for a variable named "$(a", and what follows is lost.
    add_name(begin, first_close);
    return end;
  }
  const uint32_t index = static_cast<uint32_t>(nodes_.size());
  add(Kind::kComputedName, begin, close);
  parse_range(begin, close);
  close_node(index);
  return close + 1;
}

// A name without references inside: a variable, or a substitution reference when it has ':' and
// then '='.
void Parser::add_name(uint32_t begin, uint32_t end) {
  const uint32_t colon = find(':', begin, end);
  const uint32_t equals = colon == kNone ? kNone : find('=', colon + 1, end);
  if (equals == kNone) {
    add(Kind::kVariable, begin, end).name = symbols_.intern(view(begin, end));
    return;
  }
  ExpressionNode& node = add(Kind::kSubstitution, colon + 1, end);
  node.name = symbols_.intern(view(begin, colon));
  node.split = equals;
}

uint32_t Parser::parse_function(const Function& function, uint32_t open, uint32_t arguments,
                                uint32_t end) {
  const uint32_t close = find_close(text_[open], arguments, end);
  const uint32_t index = static_cast<uint32_t>(nodes_.size());
  ExpressionNode& node = add(close == kNone ? Kind::kError : Kind::kFunction, arguments,
                             close == kNone ? arguments : close);
  node.function = &function;
  node.close = closing(text_[open]);
  if (close == kNone) return end;
  parse_arguments(function, text_[open], arguments, close);
  close_node(index);
  return close + 1;
}

void Parser::parse_arguments(const Function& function, char open, uint32_t begin, uint32_t end) {
  const char close = closing(open);
  uint32_t index = 0;
  for (;;) {
    uint32_t at = end;
    if (function.max_arguments == 0 || index + 1 < function.max_arguments) {
      uint32_t depth = 0;
      for (at = begin; at < end; ++at) {
        const char c = text_[at];
        if (c == open) {
          ++depth;
        } else if (c == close) {
          --depth;
        } else if (c == ',' && depth == 0) {
          break;
        }
      }
    }
    add_argument(function, index++, begin, at);
    if (at == end) return;
    begin = at + 1;
  }
}

void Parser::add_argument(const Function& function, uint32_t index, uint32_t begin, uint32_t end) {
  if (function.strip == StripArguments::kAll ||
      (function.strip == StripArguments::kFirst && index == 0)) {
    while (begin < end && is_space(text_[begin])) ++begin;
    while (begin < end && is_space(text_[end - 1])) --end;
  }
  const uint32_t node = static_cast<uint32_t>(nodes_.size());
  add(Kind::kArgument, begin, end);
  if (!function.raw_arguments) parse_range(begin, end);
  close_node(node);
}

}  // namespace

std::shared_ptr<const Expression> Expression::parse(std::string_view text,
                                                    const FunctionTable& functions,
                                                    SymbolTable& symbols) {
  auto expression = std::make_shared<Expression>();
  expression->owned_ = text;
  expression->parse_in_place(expression->owned_, functions, symbols);
  return expression;
}

void Expression::parse_in_place(std::string_view text, const FunctionTable& functions,
                                SymbolTable& symbols) {
  text_ = text;
  nodes_.clear();
  generation_ = functions.generation();
  if (text.find('$') == std::string_view::npos) return;
  Parser(text, functions, symbols, nodes_).parse_range(0, static_cast<uint32_t>(text.size()));
}

}  // namespace umake
