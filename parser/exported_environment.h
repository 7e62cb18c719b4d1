// What processes that make starts find in their environment (manual, "Communicating Variables to a
// Sub-make"): the exported variables, expanded, MAKELEVEL one higher.
//
// Owned by Session; coordinator thread only. Exported recursive variables are expanded for each
// recipe in its target's scope, as GNU make does; the recipes of all targets without exported
// variables of their own share one list when no exported value holds a reference.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "parser/expander.h"
#include "parser/variables.h"

namespace umake {

using Environment = std::vector<std::string>;

// Defines a variable of origin "environment" ("environment override" with -e) for every NAME=VALUE
// in `entries` (ended by null, as environ), exported. Left out: SHELL, which make takes from
// makefiles only (manual, "Choosing the Shell"), and MAKE_RESTARTS.
void import_environment(Variables& variables, const char* const* entries);

// Defines MAKE_TERMOUT and MAKE_TERMERR, exported, unless a parent make did; `*_name` empty: no
// terminal.
void export_terminals(Variables& variables, std::string_view stdout_name,
                      std::string_view stderr_name);

class ExportedEnvironment final : public ShellEnvironment {
 public:
  // `original`: the environment umake was started with; `level`: MAKELEVEL, of which processes get
  // one more.
  ExportedEnvironment(Expander& expander, const char* const* original, unsigned level);

  // The environment of a recipe whose variables are looked up in `scope`; `recursive`: one of its
  // lines runs a sub-make.
  Status for_recipe(VariableScope* scope, bool recursive, std::shared_ptr<const Environment>& out);
  // The environment of $(shell) and !=.
  Status build(VariableScope* scope, Environment& out) override;

 private:
  // What a name stands for where a recipe looks: the nearest visible variable, and the nearest
  // export state that is not left to default.
  struct Entry {
    Variable* variable = nullptr;
    ExportState state = ExportState::kDefault;
  };
  // An exported variable, as "NAME=VALUE" when its value needs no expansion.
  struct Exported {
    Variable* variable = nullptr;
    std::string text;  // empty: to be expanded
    uint32_t hash = 0;
  };

  bool is_exported(const Entry& entry) const;
  void refresh();
  bool collect_locals(VariableScope* scope, std::vector<Entry>& locals);
  Exported exported(Variable& variable) const;
  std::vector<Exported> merged(bool hides_private, const std::vector<Entry>& locals) const;
  Status expand(Variable& variable, VariableScope* scope, std::string& text);
  Status fill(VariableScope* scope, bool hides_private, bool recursive,
              const std::vector<Entry>& locals, Environment& out);

  Expander& expander_;
  std::string level_;           // "MAKELEVEL=N"
  std::string original_shell_;  // "SHELL=..." of the original environment, or empty
  Symbol makelevel_;
  Symbol shell_;
  Symbol makeflags_;
  Symbol mflags_;

  // Of the global variables, while changes_ and export_all_ are those they were made under.
  bool fresh_ = false;
  uint64_t changes_ = 0;
  bool export_all_ = false;
  bool all_fixed_ = false;  // no exported global variable needs expansion
  std::vector<Exported> globals_;                 // in the order of GNU make's table
  std::shared_ptr<const Environment> shared_[2];  // by `recursive`
};

}  // namespace umake
