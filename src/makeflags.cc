#include "makeflags.h"

#include <algorithm>
#include <utility>

#include "base/messages.h"
#include "switch_table.h"

namespace umake {
namespace {

constexpr std::string_view kEvalReference = " $(-*-eval-flags-*-)";
constexpr std::string_view kOverridesReference = " -- $(MAKEOVERRIDES)";
constexpr std::string_view kPosixReference = " -- $(-*-command-variables-*-)";

bool shows_letter(const SwitchRow& row, const Invocation& invocation) {
  if (row.argument != ArgumentKind::kNone || !row.has(SwitchRow::kTravels)) return false;
  return row.flag != nullptr ? invocation.switches.*row.flag : row.is_set(invocation);
}

// "NAME=VALUE" for each variable, the last one given first, as MAKEFLAGS quotes it.
std::string command_variables_text(const std::vector<Variable*>& variables,
                                   const SymbolTable& symbols) {
  std::string text;
  for (auto it = variables.rbegin(); it != variables.rend(); ++it) {
    const Variable& variable = **it;
    if (!text.empty()) text += ' ';
    quote_for_makeflags(symbols.text(variable.name), text);
    text += variable.recursive ? "=" : ":=";
    quote_for_makeflags(variable.value, text);
  }
  return text;
}

Status define_one(const CommandDefinition& definition, Expander& expander, Origin origin,
                  Variable*& result) {
  std::string name;
  TRY(expander.expand(definition.name, name));
  if (name.empty()) return expander.diagnostics().fatal({}, msg::kEmptyVariableName);
  return expander.variables().assign(expander, name, definition.assignment, definition.value,
                                     origin, AssignmentScope::kGlobal, nullptr, {}, &result);
}

// GNU make defines each when it comes to it, before it has read the switches behind.
Status define_in_turn(Invocation& invocation, const CommandDefinition& definition,
                      Expander& expander, Origin origin, Variable*& result) {
  bool& warns = invocation.switches.warn_undefined_variables;
  const bool in_the_end = std::exchange(warns, definition.warns);
  const Status status = define_one(definition, expander, origin, result);
  warns = in_the_end;
  return status;
}

Status read_text(Invocation& invocation, std::string_view text, SwitchSource source, Output& output,
                 std::vector<CommandDefinition>& definitions) {
  std::string storage;
  std::vector<const char*> words;
  split_makeflags(text, storage, words);
  SwitchReading reading{invocation, output, source, "", false, false, &definitions};
  return read_switches(words, reading);
}

// `MAKEFLAGS += -k` appends behind the reference to the overrides, where no switch would be seen.
std::string without_overrides(std::string text) {
  for (const std::string_view reference : {kOverridesReference, kPosixReference}) {
    const size_t at = text.find(reference);
    if (at != std::string::npos) text.erase(at, reference.size());
  }
  return text;
}

}  // namespace

void compose_makeflags(const Invocation& invocation, std::string& out) {
  for (const SwitchRow& row : switch_rows()) {
    if (row.letter != 0 && shows_letter(row, invocation)) out += row.letter;
  }
  for (const SwitchRow& row : switch_rows()) {
    if (row.show != nullptr) {
      row.show(invocation, out);
    } else if (row.letter == 0 && shows_letter(row, invocation)) {
      out += " --";
      out += row.name;
    }
  }
}

Status define_command_variables(Invocation& invocation, Expander& expander) {
  if (invocation.definitions.empty()) return Status::kOk;
  Variables& variables = expander.variables();
  std::vector<Variable*> defined;
  for (const CommandDefinition& definition : invocation.definitions) {
    Variable* variable = nullptr;
    TRY(define_in_turn(invocation, definition, expander, Origin::kCommandLine, variable));
    if (variable == nullptr) continue;
    if (std::find(defined.begin(), defined.end(), variable) == defined.end()) {
      defined.push_back(variable);
    }
  }
  variables.define("-*-command-variables-*-", command_variables_text(defined, expander.symbols()),
                   Origin::kAutomatic, false);
  variables.define("MAKEOVERRIDES", "${-*-command-variables-*-}", Origin::kDefault, true);
  return Status::kOk;
}

void define_makeflags(const Invocation& invocation, Variables& variables, MakeflagsStage stage,
                      bool posix) {
  const Switches& switches = invocation.switches;
  std::string flags;
  compose_makeflags(invocation, flags);

  // MFLAGS has a dash in front, and switches alone.
  std::string_view mflags = flags;
  std::string dashed;
  if (!flags.empty() && flags[0] == ' ') mflags.remove_prefix(1);
  if (!flags.empty() && flags[0] != ' ') mflags = dashed = '-' + flags;
  const bool override_environment = switches.environment_overrides;
  variables.define("MFLAGS", mflags,
                   override_environment ? Origin::kEnvironmentOverride : Origin::kEnvironment,
                   true);

  if (!switches.evals.empty()) {
    if (stage == MakeflagsStage::kFirst) {
      std::string evals;
      for (const std::string& text : switches.evals) {
        if (!evals.empty()) evals += ' ';
        evals += "--eval=";
        quote_for_makeflags(text, evals);
      }
      variables.define("-*-eval-flags-*-", evals, Origin::kAutomatic, false);
    }
    flags += kEvalReference;
  }
  const Variable* overrides = variables.find("MAKEOVERRIDES");
  if (overrides != nullptr && !overrides->value.empty()) {
    flags += posix ? kPosixReference : kOverridesReference;
  }
  Variable& makeflags =
      variables.define("MAKEFLAGS", flags,
                       override_environment ? Origin::kEnvironmentOverride : Origin::kFile, true);
  if (stage == MakeflagsStage::kFirst) {
    makeflags.export_state = ExportState::kExport;
    // Its switches were taken over; a sub-make must not take them twice.
    Variable* const once = variables.find("GNUMAKEFLAGS");
    if (once != nullptr && once->origin != Origin::kCommandLine) once->set_value("");
  }
}

Status makefile_assigned_makeflags(Invocation& invocation, const Variable& makeflags,
                                   Expander& expander, Output& output, bool posix) {
  const std::string value = without_overrides(makeflags.value);
  std::string text;
  if (makeflags.recursive) {
    TRY(expander.expand(value, text));
  } else {
    text = value;
  }
  std::vector<CommandDefinition> definitions;
  TRY(read_text(invocation, text, SwitchSource::kMakefile, output, definitions));
  for (const CommandDefinition& definition : definitions) {
    if (definition.name == "MAKEFLAGS") continue;  // would come here again without end
    Variable* ignored = nullptr;
    TRY(define_in_turn(invocation, definition, expander, Origin::kFile, ignored));
  }
  define_makeflags(invocation, expander.variables(), MakeflagsStage::kReading, posix);
  return Status::kOk;
}

// What a makefile gave GNUMAKEFLAGS is obeyed once, and not passed on.
static Status obey_gnumakeflags(Invocation& invocation, Expander& expander, Output& output) {
  Variables& variables = expander.variables();
  Variable* const once = variables.find("GNUMAKEFLAGS");
  if (once == nullptr && invocation.switches.warn_undefined_variables) {
    expander.diagnostics().warning({}, fmt::format(msg::kUndefinedVariable, "GNUMAKEFLAGS"));
  }
  if (once != nullptr && !once->value.empty()) {
    std::vector<CommandDefinition> ignored;
    std::string text;
    TRY(expander.expand_variable(*once, text));
    TRY(read_text(invocation, text, SwitchSource::kMakefile, output, ignored));
  }
  variables.define("GNUMAKEFLAGS", "", Origin::kOverride, false);
  return Status::kOk;
}

// GNU make reads MAKEFLAGS once more, as that of its environment. That brings back overrides that
// the makefiles undefined; and what MAKEFLAGS was given since it was undefined itself holds only
// now.
static Status read_once_more(Invocation& invocation, Expander& expander, Output& output) {
  const Variable* const makeflags = expander.variables().find("MAKEFLAGS");
  if (makeflags == nullptr) return Status::kOk;
  std::string value;
  for (const std::string_view reference : {kOverridesReference, kPosixReference}) {
    if (makeflags->value.find(reference) != std::string::npos) value += reference;
  }
  if (!makeflags->special) value = makeflags->value;
  if (value.empty()) return Status::kOk;
  std::vector<CommandDefinition> definitions;
  std::string text;
  TRY(expander.expand(value, text));
  TRY(read_text(invocation, text, SwitchSource::kMakefile, output, definitions));
  for (const CommandDefinition& definition : definitions) {
    if (definition.name == "MAKEFLAGS") continue;
    Variable* ignored = nullptr;
    TRY(define_one(definition, expander, Origin::kEnvironment, ignored));
  }
  return Status::kOk;
}

Status finish_makeflags(Invocation& invocation, Expander& expander, Output& output) {
  TRY(obey_gnumakeflags(invocation, expander, output));
  TRY(read_once_more(invocation, expander, output));
  Switches& switches = invocation.switches;
  if (invocation.jobs_on_command_line) switches.jobs = invocation.command_line_jobs;
  Variable* makeflags = expander.variables().find("MAKEFLAGS");
  if (makeflags != nullptr && makeflags->origin == Origin::kCommandLine) {
    std::vector<CommandDefinition> ignored;
    std::string text;
    TRY(expander.expand_variable(*makeflags, text));
    TRY(read_text(invocation, text, SwitchSource::kCommandVariable, output, ignored));
  }
  if (switches.no_builtin_variables) switches.no_builtin_rules = true;
  return Status::kOk;
}

}  // namespace umake
