// The function $(guile ...) (manual, "Guile Integration"): opens the module that holds Guile when
// it is first called.
//
// Owned by Round; coordinator thread only. The module is never closed: Guile has threads of its
// own, and what makefiles defined in it is kept from round to round.
#pragma once

#include <string>
#include <string_view>

#include "guile_abi.h"
#include "plugins.h"

namespace umake {

class Guile {
 public:
  // `directory`: where umake's program file lies.
  Guile(Plugins& plugins, Diagnostics& diagnostics, std::string directory);

  // Appends what the Scheme text evaluates to, nothing when it has an error, which Guile reports.
  // kFailed: there is no module, or makefile text that Scheme gave back had an error.
  Status evaluate(std::string_view text, Location where, std::string& out);

 private:
  bool open();

  Plugins& plugins_;
  Diagnostics& diagnostics_;
  const std::string directory_;
  UmakeGuileEntry entry_ = nullptr;
};

}  // namespace umake
