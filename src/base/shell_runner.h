// Running shells for $(shell) and !=: the parser's way to the runtime (manual, "The shell
// Function"). Implemented by runtime/shell_capture; a fake in the parser's unit tests. Coordinator
// thread only.
#pragma once

#include <string>
#include <vector>

#include "base/location.h"

namespace umake {

class ShellRunner {
 public:
  virtual ~ShellRunner() = default;
  struct Request {
    std::string command;                   // expanded
    std::string shell;                     // $(SHELL)
    std::string shell_flags;               // $(.SHELLFLAGS)
    std::string ifs;                       // $(IFS): what the shell splits words at
    bool one_shell = false;                // .ONESHELL was read already
    std::vector<std::string> environment;  // NAME=VALUE
    Location where;
  };
  // Appends raw stdout to `output`. Returns the exit status as .SHELLSTATUS shows it (127: not
  // found; 128 + N: ended by signal N). A failure to run at all is reported by the runner, as GNU
  // make words it.
  virtual int run(const Request& request, std::string& output) = 0;
};

}  // namespace umake
