// The files that freshness state of one build directory lies in: reading, appending, replacing,
// journals, locks. Knows nothing of what the bytes mean (state_format.h does), but where the base
// ends, which is never written again. Coordinator thread only.
//
// Many umakes may work in one build directory at once, and each may be killed at any moment:
//   - `records` is only changed under the lock (flock on `lock`, which the kernel drops with its
//   owner), by appending or by
//     renaming a new file over it. Readers take no lock: a segment that is not all there yet is
//     ignored by its length.
//   - A journal belongs to the one umake that holds a lock on it; once that lock is gone its owner
//   was killed.
// On file systems without locks the owner's process id decides, and updates of `records` may get
// lost, never garbled.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/cache_directory_posix.h"
#include "runtime/freshness/state_format.h"

namespace umake {

using StateFault = CacheFault;

class StateFiles {
 public:
  // `digest` names the build directory.
  StateFiles(std::string cache_directory, const std::string& digest);
  ~StateFiles();
  StateFiles(const StateFiles&) = delete;
  StateFiles& operator=(const StateFiles&) = delete;

  struct Journal {
    std::string name;
    std::string bytes;
    bool running = false;  // its owner still lives
  };
  struct Contents {
    StateBytes records;  // null when there are none
    size_t size = 0;
    std::vector<Journal> journals;  // oldest first
  };
  // Everything there is; nothing there is no fault.
  StateFault read(Contents& contents);

  // What others did to `records` since it was read: nothing, appended `tail`, or replaced it.
  enum class Growth : uint8_t { kNone, kAppended, kReplaced };
  Growth growth(std::string& tail);

  // Appends to this process's journal, which `header` starts when it is new.
  StateFault append_journal(std::string_view header, std::string_view entries);
  bool has_journal() const { return journal_fd_ >= 0; }
  // Ours: its contents are in `records` now.
  void remove_journal();
  bool journal_exists(const std::string& name) const;
  void remove_journal_of_killed(const std::string& name) const;

  // Around the changes of `records`. Waits a few seconds at most.
  StateFault lock();
  void unlock();
  StateFault append(std::string_view bytes);
  StateFault replace(std::string_view bytes);

  const std::string& records_path() const { return records_; }

 private:
  StateFault read_records(Contents& contents);
  static void read_bytes(int fd, size_t size, Contents& contents);
  void read_journals(Contents& contents) const;

  std::string cache_directory_;
  std::string directory_;
  std::string records_;
  // `records` as it was read or written last.
  uint64_t inode_ = 0;
  uint64_t size_ = 0;
  int journal_fd_ = -1;
  std::string journal_;
  int lock_fd_ = -1;
};

}  // namespace umake
