// Reads makefiles: logical lines to statements, statements to variables and rules in the Database.
//
// Owned by Session; coordinator thread only. Every error is reported here with its file and line.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/status.h"
#include "graph/database.h"
#include "parser/expander.h"

namespace umake {

class Evaluator final : public TextEvaluator {
 public:
  Evaluator(Expander& expander, Database& database, Diagnostics& diagnostics, Switches& switches);
  ~Evaluator() override;

  // Reads MAKEFILES, the --eval texts, then the -f makefiles (or the first of GNUmakefile, makefile, Makefile), and sets
  // database.makefiles. `stdin_text_path`: the temporary file that "-f -" was saved to, if any.
  Status read_all(const std::vector<std::string>& makefiles, const std::vector<std::string>& include_dirs);
  // $(eval TEXT) and --eval.
  Status evaluate_text(std::string_view text, Location where) override;
  // After all reading: suffix rules become pattern rules, .DEFAULT_GOAL, VPATH, special targets are settled,
  // default makefile names become makefiles to remake.
  Status finish();

  // The directories that `include` searches, in order, for -p and .INCLUDE_DIRS.
  const std::vector<std::string>& include_dirs() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace umake
