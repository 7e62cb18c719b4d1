// The goals: what the command line asks for, else the default goal (manual, "Arguments to Specify
// the Goals"); ultra goals become those that they stand for. Coordinator thread only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/status.h"
#include "graph/database.h"
#include "options.h"
#include "parser/evaluator.h"
#include "parser/variables.h"
#include "runtime/walker.h"

namespace umake {

class Goals {
 public:
  struct Dependencies {
    Invocation& invocation;
    Evaluator& evaluator;
    Variables& variables;
    Database& database;
    Diagnostics& diagnostics;
  };
  explicit Goals(const Dependencies& dependencies);

  // Before makefiles are remade: -n, -q and -t hold for one that is a goal as well.
  void mark_targets();
  // After that: appends them in order. kFailed: there is nothing to make, reported.
  Status choose(std::vector<Goal>& goals);

 private:
  Status choose_ultra(std::vector<std::string>& names);
  void export_ultra_settings();
  TargetId enter(std::string_view name);

  Invocation& invocation_;
  Switches& switches_;
  Evaluator& evaluator_;
  Variables& variables_;
  Database& database_;
  Diagnostics& diagnostics_;
  bool in_order_ = false;  // each goal begins when the one before it is done
};

}  // namespace umake
