// The special targets: a table of what each does when its line is read, and what it does once all
// makefiles are read (manual, "Special Built-in Target Names"). .SUFFIXES, .DEFAULT and .WAIT also
// act when their rule is recorded; RuleRecorder sees to that.
#pragma once

#include <string_view>

#include "base/diagnostics.h"
#include "base/status.h"
#include "graph/database.h"
#include "parser/variables.h"

namespace umake {

// Whether `name` is one of the special targets; .SUFFIXES and .WAIT count too.
bool is_special_target(std::string_view name);

struct SpecialTargets {
  Database& database;
  Variables& variables;
  Diagnostics& diagnostics;

  // The line of a rule for `target` was read: .POSIX, .SECONDEXPANSION and .ONESHELL change how the
  // next line is understood.
  void read(Symbol target);
  // All makefiles were read: flags of targets and of the data base.
  Status settle();
};

}  // namespace umake
