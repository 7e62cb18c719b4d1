#include "parser/steady_variables.h"

#include <algorithm>

#include "parser/expander.h"
#include "parser/expression.h"
#include "parser/functions.h"

namespace umake {

namespace {

using Kind = ExpressionNode::Kind;

// Functions that see nothing but their arguments.
bool is_pure(const Function& function) {
  constexpr std::string_view kOthers[] = {"and",    "basename", "dir", "if",
                                          "intcmp", "notdir",   "or",  "suffix"};
  const std::span<const Function> text = text_functions();
  return (&function >= text.data() && &function < text.data() + text.size()) ||
         std::find(std::begin(kOthers), std::end(kOthers), function.name) != std::end(kOthers);
}

bool is_steady_node(Expander& expander, const ExpressionNode& node) {
  switch (node.kind) {
    case Kind::kLiteral:
    case Kind::kArgument:  // its children follow
      return true;
    case Kind::kVariable:
    case Kind::kSubstitution:
      return is_steady(expander, node.name);
    case Kind::kFunction:
      return is_pure(*node.function);
    case Kind::kComputedName:
    case Kind::kError:
      return false;
  }
  return false;
}

}  // namespace

bool is_steady(Expander& expander, Symbol name) {
  Variable* const variable = expander.find(name);
  if (variable == nullptr) return true;
  if (variable->origin == Origin::kAutomatic) return true;
  if (variable->compute != nullptr || variable->append || variable->expanding) return false;
  if (!variable->recursive || variable->value.find('$') == std::string::npos) return true;
  const std::shared_ptr<const Expression> value = expander.compile(variable->value);
  variable->expanding = true;  // a value that leads to itself
  const bool steady =
      std::all_of(value->nodes().begin(), value->nodes().end(),
                  [&](const ExpressionNode& node) { return is_steady_node(expander, node); });
  variable->expanding = false;
  return steady;
}

}  // namespace umake
