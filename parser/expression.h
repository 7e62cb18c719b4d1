// A text with $-references, parsed once so that it can be expanded many times.
//
// Parsing is purely syntactic (manual, "Basics of Variable References", "Function Call Syntax") but
// for one thing: whether the word after "$(" names a function. An expression remembers which state
// of the function table it was parsed with; Expander parses again when functions were added since.
// Immutable, shared by value.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/symbol.h"

namespace umake {

class FunctionTable;  // parser/functions.h
struct Function;

// A run of nodes, by index into Expression::nodes().
struct NodeRange {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool empty() const { return begin == end; }
};

struct ExpressionNode {
  enum class Kind : uint8_t {
    kLiteral,       // text
    kVariable,      // $(name): symbol
    kComputedName,  // $(na$(m)e): children are the name; may turn out a substitution reference
    kSubstitution,  // $(name:a=b): symbol; text is "a=b", split is the '='
    kFunction,      // $(name args): children are kArgument nodes, one for each argument
    kArgument,      // one argument: children expand to it; text is its raw text
    kError,  // reports when expanded: text is a function's name, or empty for a variable reference
  };
  Kind kind = Kind::kLiteral;
  char close = ')';   // kFunction, kError: the closing character of the reference
  uint32_t next = 0;  // the index after this node and all its children, which follow it
  Symbol name;        // kVariable, kSubstitution
  uint32_t text = 0;  // where its text begins, and how long it is
  uint32_t length = 0;
  uint32_t split = 0;  // kSubstitution: where the '=' is
  const Function* function = nullptr;
};

class Expression {
 public:
  // Never fails: errors such as an unterminated reference become nodes that fail when they are
  // expanded, as GNU make reports them only then. `text` is copied.
  static std::shared_ptr<const Expression> parse(std::string_view text,
                                                 const FunctionTable& functions,
                                                 SymbolTable& symbols);
  Expression() = default;
  Expression(const Expression&) = delete;
  Expression& operator=(const Expression&) = delete;

  // Parses into this object, whose memory is used again. `text` must outlive its use.
  void parse_in_place(std::string_view text, const FunctionTable& functions, SymbolTable& symbols);

  // The whole text when it has no reference at all: expansion is a copy.
  bool is_literal() const { return nodes_.empty(); }
  std::string_view text() const { return text_; }
  const std::vector<ExpressionNode>& nodes() const { return nodes_; }
  // FunctionTable::generation() at the time of parsing.
  uint32_t generation() const { return generation_; }
  std::string_view text_of(const ExpressionNode& node) const {
    return text_.substr(node.text, node.length);
  }

 private:
  std::string owned_;
  std::string_view text_;
  std::vector<ExpressionNode> nodes_;
  uint32_t generation_ = 0;
};

}  // namespace umake
