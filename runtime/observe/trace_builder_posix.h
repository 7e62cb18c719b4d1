// Makes a recipe's trace of its event log, after its processes have ended: finds the files that
// the paths mean, and says of each once all that was done to it. Coordinator thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/observe/event_log.h"
#include "runtime/observe/interpreters_posix.h"
#include "runtime/observe/observer.h"
#include "runtime/observe/path_resolver_posix.h"

namespace umake {

class TraceBuilder {
 public:
  TraceBuilder(const EventLog& log, Interpreters& interpreters, PathResolver& resolver);

  Trace build();

 private:
  void add_event(const Event& event);
  void add_use(ResolvedPath& path, uint16_t flags, uint16_t manner);
  void add_interpreter(ResolvedPath& program);
  void add_moved_directory(const std::string& directory, uint16_t manner);
  bool is_special(const ResolvedPath& path, uint16_t flags);
  void taint(Taint taint) { trace_.taints |= static_cast<uint16_t>(taint); }
  void finish_entries();

  const EventLog& log_;
  Interpreters& interpreters_;
  Trace trace_;
  std::vector<ResolvedPath*> entry_nodes_;  // of the trace's entries
  PathResolver& resolver_;
  int interpreter_depth_ = 0;
};

}  // namespace umake
