// Where a statement stands in a makefile, for messages.
#pragma once

#include <cstdint>

#include "base/symbol.h"

namespace umake {

// `file` none means "no makefile": built-in, the environment or the command line.
struct Location {
  Symbol file;
  uint32_t line = 0;

  explicit operator bool() const { return static_cast<bool>(file); }
};

}  // namespace umake
