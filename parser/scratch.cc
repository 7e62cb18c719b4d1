#include "parser/scratch.h"

#include <fmt/format.h>

namespace umake {

ExpansionScratch::ExpansionScratch(SymbolTable& symbols)
    : shell(symbols.intern("SHELL")),
      shell_flags(symbols.intern(".SHELLFLAGS")),
      ifs(symbols.intern("IFS")),
      shell_status(symbols.intern(".SHELLSTATUS")),
      home(symbols.intern("HOME")),
      curdir(symbols.intern("CURDIR")),
      symbols_(symbols) {}

Symbol ExpansionScratch::parameter(size_t index) {
  while (parameters_.size() <= index) {
    const fmt::format_int number(parameters_.size());
    parameters_.push_back(symbols_.intern({number.data(), number.size()}));
  }
  return parameters_[index];
}

PushedScope::PushedScope(Expander& expander)
    : expander_(expander), below_(expander.scope_), scope_(expander.scratch().scopes.push([] {
        return std::make_unique<VariableScope>(nullptr);
      })) {
  scope_.clear();
  scope_.push_onto(*below_, expander.variables().global());
  expander.scope_ = &scope_;
}

PushedScope::~PushedScope() {
  scope_.pop(expander_.variables().global());
  expander_.scope_ = below_;
  expander_.scratch().scopes.pop();
}

Variable& PushedScope::define(Symbol name, std::string_view value) {
  Variable& variable = scope_.enter(name);
  variable.origin = Origin::kAutomatic;
  variable.recursive = false;
  variable.set_value(value);
  return variable;
}

}  // namespace umake
