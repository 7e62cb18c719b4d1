// Messages in GNU make's form, with the prefixes that its manual's "Error Messages" appendix shows:
// "make: " (or "make[LEVEL]: ") when no makefile is to blame, "FILE:LINE: " when one is.
// Owned by Session; coordinator thread only. Texts come from base/messages.h.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "base/location.h"
#include "base/output.h"
#include "base/status.h"

namespace umake {

class Diagnostics {
 public:
  // `program` is the base name that messages start with (argv[0]'s); `level` is MAKELEVEL.
  Diagnostics(Output& output, const SymbolTable& symbols, std::string program, unsigned level);

  // "make: TEXT\n" on stdout.
  void message(std::string_view text);
  // TEXT with no prefix on stdout; the caller ends the line.
  void plain(std::string_view text) { output_.out(text); }
  // What --debug tells.
  void aside(std::string_view text) { output_.aside(text); }
  // "make: TEXT\n" or "FILE:LINE: TEXT\n" on stderr.
  void error(Location where, std::string_view text);
  // "FILE:LINE: warning: "-less error(): GNU make's warnings carry their own wording. Same as error().
  void warning(Location where, std::string_view text) { error(where, text); }
  // "... *** TEXT.  Stop.\n" on stderr. Always returns kFailed, so that callers can `return fatal(...)`.
  Status fatal(Location where, std::string_view text);

  // "make" or "make[2]", as messages start.
  const std::string& program() const { return prefix_; }
  // Another level, from now on.
  void set_level(unsigned level);
  // "FILE:LINE: " or "make: ".
  std::string prefix(Location where) const;
  Output& output() { return output_; }

 private:
  Output& output_;
  const SymbolTable& symbols_;
  const std::string name_;
  std::string prefix_;  // name_, and the level unless it is 0
};

}  // namespace umake
