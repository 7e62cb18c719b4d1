#include "parser/print_variables.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "base/messages.h"
#include "graph/reference_order.h"

namespace umake {

namespace {

const char* describe(Origin origin) {
  switch (origin) {
    case Origin::kDefault:
      return "default";
    case Origin::kEnvironment:
      return "environment";
    case Origin::kFile:
      return "makefile";
    case Origin::kEnvironmentOverride:
      return "environment under -e";
    case Origin::kCommandLine:
      return "command line";
    case Origin::kOverride:
      return "'override' directive";
    case Origin::kAutomatic:
      return "automatic";
    case Origin::kUndefined:
      break;
  }
  return "undefined";
}

// "# ORIGIN [private] [(from 'FILE', line N)]\nPREFIX NAME = VALUE\n"
// `simple`: shown as := whatever its flavor.
void print_variable(const SymbolTable& symbols, const Variable& variable, std::string_view prefix,
                    bool simple, std::string& out) {
  fmt::format_to(std::back_inserter(out), msg::kVariableOrigin, describe(variable.origin),
                 variable.is_private ? msg::kVariablePrivate : "");
  if (variable.where) {
    fmt::format_to(std::back_inserter(out), msg::kVariableWhere, symbols.text(variable.where.file),
                   variable.where.line);
  }
  out.append(1, '\n').append(prefix);
  const std::string_view name = symbols.text(variable.name);
  const bool recursive = variable.recursive && !simple;
  if (recursive && variable.value.find('\n') != std::string::npos) {
    fmt::format_to(std::back_inserter(out), "define {}\n{}\nendef\n", name, variable.value);
    return;
  }
  out.append(name);
  if (recursive) {
    out.append(variable.append ? " += " : " = ").append(variable.value);
  } else {
    out.append(variable.append ? " += " : " := ");
    // A reader would take a lone $ for a reference.
    for (const char c : variable.value) out.append(c == '$' ? 2 : 1, c);
  }
  out += '\n';
}

void print_statistics(size_t count, std::string& out) {
  out += msg::kVariableSetStatistics;
  const size_t size = std::max<size_t>(1024, count * 2);
  fmt::format_to(std::back_inserter(out), msg::kHashStatistics, count, size,
                 100.0 * static_cast<double>(count) / static_cast<double>(size), count);
  out += '\n';
}

}  // namespace

void print_variables(const Variables& variables_in, std::string& out) {
  Variables& variables = const_cast<Variables&>(variables_in);
  const SymbolTable& symbols = variables.symbols();
  out += msg::kVariablesHeading;
  const std::vector<Variable*> all =
      listed_variables(symbols, variables.global().variables(), kReferenceSlots);
  for (const Variable* variable : all) print_variable(symbols, *variable, "", false, out);
  print_statistics(all.size(), out);
  out += msg::kPatternVariablesHeading;
  for (const PatternVariable& pattern : variables.pattern_variables()) {
    fmt::format_to(std::back_inserter(out), "\n{} :\n", symbols.text(pattern.pattern));
    // GNU make shows them all as simple.
    print_variable(symbols, pattern.variable, "# ", true, out);
  }
  if (variables.pattern_variables().empty()) {
    out += msg::kNoPatternVariables;
  } else {
    fmt::format_to(std::back_inserter(out), msg::kPatternVariables,
                   variables.pattern_variables().size());
  }
}

void print_target_variables(const SymbolTable& symbols, const Target& target, std::string& out) {
  if (target.scope == nullptr) return;
  const std::string prefix = fmt::format("{}: ", symbols.text(target.name));
  for (const Variable* variable :
       listed_variables(symbols, target.scope->variables(), kReferenceTargetSlots)) {
    print_variable(symbols, *variable, prefix, false, out);
  }
}

}  // namespace umake
