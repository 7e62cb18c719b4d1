// A text with $-references, parsed once so that it can be expanded many times.
//
// Parsing is purely syntactic (manual, "Basics of Variable References", "Function Call Syntax"); what a name
// means is decided at expansion, since functions and variables come and go. Immutable, shared by value.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/symbol.h"

namespace umake {

class Expression;
struct ExpressionNode;
struct Function;

class Expression {
 public:
  // Never fails: errors such as an unterminated reference become nodes that fail when they are expanded, as
  // GNU make reports them only then. `text` is copied.
  static std::shared_ptr<const Expression> parse(std::string_view text, SymbolTable& symbols);
  ~Expression();

  // The whole text when it has no reference at all: expansion is a copy.
  bool is_literal() const;
  const std::vector<ExpressionNode>& nodes() const { return nodes_; }

 private:
  Expression();
  std::string text_;                    // what literal nodes point into
  std::vector<ExpressionNode> nodes_;
};

}  // namespace umake
