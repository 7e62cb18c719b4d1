// What came of running recipes again although their results were known (--rerun). Plain data,
// collected while a build goes on.
#pragma once

#include <string>
#include <vector>

namespace umake {

struct RerunReport {
  // A file that a recipe made from the same inputs with other content, mode or kind than before.
  struct Difference {
    std::string target;
    std::string path;
  };
  unsigned compared = 0;  // recipes whose results were in the action cache
  std::vector<Difference> differences;
  std::vector<std::string> commands;  // of $(shell), that printed something else than before
};

}  // namespace umake
