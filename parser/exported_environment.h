// What processes that make starts find in their environment (manual, "Communicating Variables to a
// Sub-make"): the exported variables, expanded, MAKELEVEL one higher.
//
// Coordinator thread only. Values of exported recursive variables are expanded for each recipe in
// its target's scope, as GNU make does; all targets without exported variables of their own share
// one list when no exported value holds a reference.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "parser/expander.h"
#include "parser/variables.h"

namespace umake {

using Environment = std::vector<std::string>;

// Defines a variable of origin "environment" (or "environment override" with -e) for every
// NAME=VALUE in the NULL-terminated `entries`, exported. SHELL keeps its value for the processes
// only; see manual, "Choosing the Shell".
void import_environment(Variables& variables, const char* const* entries);

// Whether a variable is exported when no target says otherwise. `export_all`: Database::export_all.
bool is_exported(const Variable& variable, std::string_view name, bool export_all);

// The environment of $(shell) and != : the expander's current scope, MAKELEVEL one higher.
Status shell_environment(Expander& expander, Environment& out);

class ExportedEnvironment {
 public:
  explicit ExportedEnvironment(Expander& expander) : expander_(expander) {}

  // The environment of a recipe whose variables are looked up in `scope`.
  Status for_recipe(VariableScope* scope, bool recursive, std::shared_ptr<const Environment>& out);

 private:
  Expander& expander_;
  uint64_t changes_ = 0;                          // Variables::changes() when shared_ was made
  std::shared_ptr<const Environment> shared_[2];  // [recursive]
};

}  // namespace umake
