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

// A reader would take a lone $ for a reference.
void append_simple_value(std::string_view value, std::string& out) {
  for (const char c : value) out.append(c == '$' ? 2 : 1, c);
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
    append_simple_value(variable.value, out);
  }
  out += '\n';
}

// `slots`: how many the table has to begin with.
void print_statistics(size_t count, uint32_t slots, std::string& out) {
  out += msg::kVariableSetStatistics;
  const size_t size = reference_table_size(count, slots);
  fmt::format_to(std::back_inserter(out), msg::kHashStatistics, count, size,
                 percentage(count, size), reference_rehashes(count, slots), count);
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
  print_statistics(all.size(), kReferenceSlots, out);
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

void print_automatic_variables(const SymbolTable& symbols, const Target& target,
                               const AutomaticValues* automatic, std::string& out) {
  if (target.scope == nullptr && automatic == nullptr) return;
  std::vector<uint32_t> hashes;
  if (target.scope != nullptr) {
    for (const Variable* variable : target.scope->variables()) {
      hashes.push_back(reference_variable_hash(symbols.text(variable->name)));
    }
  }
  const size_t own = hashes.size();
  if (automatic != nullptr) {
    for (const auto& value : *automatic) hashes.push_back(reference_variable_hash(value.first));
  }
  for (const uint32_t index : reference_order(hashes, kReferenceTargetSlots)) {
    if (index < own) continue;
    const auto& [name, value] = (*automatic)[index - own];
    out.append(msg::kAutomaticOrigin).append(name).append(" := ");
    append_simple_value(value, out);
    out += '\n';
  }
  print_statistics(hashes.size(), kReferenceTargetSlots, out);
}

}  // namespace umake
