// Where temporary files go, and making them (manual, "Temporary Files"): MAKE_TMPDIR, else TMPDIR,
// else /tmp. Owned by Session; coordinator thread only.
#pragma once

#include <string>

#include "base/diagnostics.h"

namespace umake {

class TemporaryFiles {
 public:
  explicit TemporaryFiles(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  // The directory. Found on the first call; a value that is no directory is complained of once.
  const std::string& directory();
  // A file without a name, close-on-exec, opened for appending and reading. -1: none could be made
  // (reported).
  int open_nameless();
  // A file "GmXXXXXX" in directory(). -1: none could be made (reported).
  int open_named(std::string& path);

 private:
  bool take(const char* variable, std::string& complaint);

  Diagnostics& diagnostics_;
  std::string directory_;
};

}  // namespace umake
