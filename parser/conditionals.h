// ifdef, ifndef, ifeq, ifneq, else and endif of one makefile (manual, "Conditional Parts of
// Makefiles").
//
// Each file that is read, and each text that is evaluated, has a stack of its own. Coordinator
// thread only.
#pragma once

#include <string_view>
#include <vector>

#include "base/location.h"
#include "base/status.h"
#include "parser/expander.h"
#include "parser/statement.h"

namespace umake {

class Conditionals {
 public:
  explicit Conditionals(Expander& expander) : expander_(expander) {}

  // Whether statements are being skipped.
  bool ignoring() const { return ignored_ != 0; }
  // Whether an endif is missing.
  bool open() const { return !levels_.empty(); }

  static bool is_conditional(Directive directive) {
    return directive >= Directive::kIfdef && directive <= Directive::kEndif;
  }
  // A line that begins with `directive`; `arguments` is the rest of it, comments and blanks in
  // front removed.
  Status handle(Directive directive, std::string_view arguments, Location where);

 private:
  enum class Branch : uint8_t {
    kActive,   // its statements count
    kWaiting,  // an else may still make the next branch count
    kDone,     // a branch has counted: nothing more does
  };
  struct Level {
    Branch branch = Branch::kActive;
    bool seen_else = false;
  };
  // Whether a condition could be read.
  enum class Syntax : uint8_t { kValid, kInvalid, kFailed };

  Status handle_else(std::string_view arguments, Location where);
  Status handle_endif(std::string_view arguments, Location where);
  void set_branch(Level& level, Branch branch);
  // The condition after ifdef and so on; sets whether its first branch counts.
  Syntax evaluate(Directive directive, std::string_view arguments, Location where, bool& taken);
  Syntax evaluate_defined(std::string_view arguments, bool& defined);
  Syntax evaluate_equal(Directive directive, std::string_view arguments, Location where,
                        bool& equal);
  void extraneous_text(Directive directive, Location where);

  Expander& expander_;
  std::vector<Level> levels_;
  unsigned ignored_ = 0;  // levels whose branch is not active
};

}  // namespace umake
