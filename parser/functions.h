// The functions of makefiles: what an expression calls, and the table of their names (manual,
// "Functions for Transforming Text"). Built-in ones stand in static tables, one in each
// functions_*.cc; plug-ins add theirs.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "parser/expander.h"

namespace umake {

// The call of a function whose arguments are expanded only when it asks for them (if, foreach,
// ...).
class FunctionCall {
 public:
  // A call as written: `node` is the index of the kFunction node.
  FunctionCall(Expander& expander, const Expression& expression, uint32_t node);
  // One through $(call): the arguments were expanded for it once already.
  FunctionCall(Expander& expander, const Function& function, FunctionArguments arguments);

  Expander& expander() const { return expander_; }
  size_t count() const { return count_; }
  // Appends the expansion of the argument at `index` (from 0).
  Status expand(size_t index, std::string& out) const;
  // The argument's text before expansion.
  std::string_view raw(size_t index) const;

 private:
  uint32_t argument_node(size_t index) const;

  Expander& expander_;
  const Expression* expression_ = nullptr;
  uint32_t node_ = 0;
  const Function* function_ = nullptr;
  FunctionArguments arguments_;
  size_t count_ = 0;
};

using LazyFunctionBody = Status (*)(const FunctionCall& call, std::string& out);

// Blanks at both ends of an argument's raw text are dropped before it is expanded.
enum class StripArguments : uint8_t { kNone, kFirst, kAll };

struct Function {
  std::string_view name;
  uint16_t min_arguments = 0;
  uint16_t max_arguments = 0;   // 0: any number; else the last one takes the rest, commas and all
  FunctionBody body = nullptr;  // gets expanded arguments ...
  LazyFunctionBody lazy_body = nullptr;  // ... or expands them itself
  StripArguments strip = StripArguments::kNone;
  bool without_arguments = false;  // is called through $(call NAME) even when there is no argument
  bool raw_arguments = false;      // a plug-in's that wants its arguments unexpanded
  void* data = nullptr;
};

// The built-in functions of each file.
std::span<const Function> text_functions();  // functions_text.cc: subst, patsubst, sort, word ...
std::span<const Function>
name_functions();  // functions_names.cc: dir, notdir, wildcard, abspath ...
std::span<const Function> control_functions();  // functions_control.cc: if, foreach, call, eval ...
std::span<const Function>
variable_functions();  // functions_variables.cc: origin, flavor, value, shell, file ...

// The functions by name.
class FunctionTable {
 public:
  // Characters a function's name may have.
  static bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  }

  const Function* find(std::string_view name) const;
  // False when a function of that name is built in. One that was added before is replaced.
  bool add(const Function& function);
  // Grows with each add().
  uint32_t generation() const { return generation_; }

 private:
  struct Added {
    std::string name;
    Function function;
  };
  std::deque<Added> added_;  // a deque: expressions point into it
  uint32_t generation_ = 0;
};

}  // namespace umake
