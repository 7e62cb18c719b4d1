// The state of one build directory, from opening it to writing back what this build learnt:
// DirectoryState (what is known) and StateFiles (where it lies) put together, with the journal
// between them.
//
// Faults end here: the first one is told to the user in one warning, and from then on nothing is
// read or written. Coordinator thread only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "runtime/freshness/directory_state.h"
#include "runtime/freshness/state_files_posix.h"

namespace umake {

class PersistentState {
 public:
  // `writable` false: only look (-n, -q).
  PersistentState(const std::string& cache_directory, std::string build_directory,
                  Diagnostics& diagnostics, bool writable);

  // Reads what there is, on the first call. Null when state is off.
  DirectoryState* open();
  bool writable() const { return writable_; }
  void only_look() { writable_ = false; }

  // Entries for the journal; write_journal() makes them survive a kill of this process.
  StateStream& journal() { return *stream_; }
  void write_journal();
  // Takes in what others (inner umakes of recipes) have written since. Returns whether there was
  // anything.
  bool refresh();
  // Writes the changes to `records` and ends the journal.
  void flush();

 private:
  void load();
  bool take(StateFiles::Contents& contents);
  void give_up(const StateFault& fault);
  void warn(std::string_view text);
  StateFault write_changes();
  StateFault rewrite(bool others_wrote);
  void restart_stream();

  std::string build_directory_;
  Diagnostics& diagnostics_;
  StateFiles files_;
  std::unique_ptr<DirectoryState> state_;
  std::vector<std::string> killed_;  // journals of killed umakes that were taken in
  std::string entries_;              // for the journal, not written yet
  std::optional<StateStream> stream_;
  size_t base_bytes_ = 0;  // of `records` when it was read
  size_t file_bytes_ = 0;
  bool writable_;
  bool opened_ = false;
  bool off_ = false;
  bool warned_ = false;
  bool damaged_ = false;  // `records` must be written anew
};

}  // namespace umake
