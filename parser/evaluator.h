// Reads makefiles: logical lines to statements, statements to variables and rules in the Database
// (manual, "Writing Makefiles", "How make Reads a Makefile").
//
// Owned by Session; coordinator thread only. Every error is reported here with its file and line.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/status.h"
#include "base/switches.h"
#include "graph/database.h"
#include "parser/expander.h"

namespace umake {

struct EvaluatorState;  // parser/evaluator_state.h

// Loads an object that a load directive names, as FILE or FILE(SYMBOL). kFailed: a fatal error was
// reported.
using LoadObject = std::function<Status(std::string_view word, bool optional, Location where)>;

class Evaluator final : public TextEvaluator {
 public:
  Evaluator(Expander& expander, Database& database, Diagnostics& diagnostics, Switches& switches);
  ~Evaluator() override;

  // Reads the --eval texts. Needs the variables of the environment, the command line and
  // define_builtin_variables().
  Status begin(const std::vector<std::string>& include_dirs);
  // Then: reads MAKEFILES, then the -f makefiles (or the first of GNUmakefile, makefile, Makefile),
  // and sets database.makefiles; when there is no default makefile, its names are makefiles to be
  // made. The text of "-f -" is the file that Session saved it to.
  Status read_all(const std::vector<std::string>& makefiles);
  // $(eval TEXT) and --eval.
  Status evaluate_text(std::string_view text, Location where) override;
  // After all reading: what -r and -R in a makefile's MAKEFLAGS take away, suffix rules as pattern
  // rules, the built-in rules, VPATH and GPATH, special targets. No rule can be added from then on.
  Status finish();
  // Sets database.default_goal (none: no targets) from .DEFAULT_GOAL; only for a run without goals,
  // since more than one name in it is an error only then.
  Status resolve_default_goal();

  // The existing directories that `include` searches, in order: those of -I, then the default ones.
  const std::vector<std::string>& include_dirs() const;
  // A makefile's MAKEFLAGS has further -I.
  void set_include_dirs(const std::vector<std::string>& dirs);
  // Without one, `load` is an error and `-load` nothing.
  void set_load_object(LoadObject load);

 private:
  Status read_named_makefile(std::string_view name);
  Status read_default_makefile();

  std::unique_ptr<EvaluatorState> state_;
};

}  // namespace umake
