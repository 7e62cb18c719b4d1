// Answers the kernel for the processes of watched recipes: one thread of its own, so that a process
// that waits in a call never waits for the coordinator. Made at the first watched recipe.
//
// The coordinator owns it and makes recordings; the child of a spawn, in the coordinator's memory,
// attaches itself to one.
#pragma once

#include <linux/filter.h>
#include <sys/types.h>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "runtime/observe/accelerator_linux.h"
#include "runtime/observe/call_reader_linux.h"
#include "runtime/observe/listeners_linux.h"

namespace umake {

// What is taken down of one recipe. The supervisor writes it until the coordinator closes it.
struct Recording {
  std::mutex mutex;
  RecipeMemory memory;
  bool closed = false;                    // what still runs is let through unseen
  int first_listener = -1;                // a slot; the next one is the slot's `next`
  std::array<int, 2> printed = {-1, -1};  // descriptors with what its processes print
};

class Supervisor {
 public:
  // Null when the system can't.
  static std::unique_ptr<Supervisor> start();
  ~Supervisor();
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  // In the child of a spawn: installs the filter and attaches its listener to the recording.
  // Returns 0 or an errno. Allocates nothing.
  int enter(const std::shared_ptr<Recording>& recording);
  // Lets an execve through unasked: see observing_filter().
  uint64_t pass() const { return pass_; }
  // Ends the recording. True when none of its processes is left; waits a moment for that.
  bool close(Recording& recording);

 private:
  struct Slot {
    std::shared_ptr<Recording> recording;
    int next = -1;
  };

  Supervisor() = default;
  bool listen(int descriptor, uint32_t mark) const;
  void need_keeper();
  void await_keeper();
  int take_slot();
  int install_filter();
  void attach(int slot, int listener, const std::shared_ptr<Recording>& recording);
  void run();
  void answer(int slot);
  void retire(int slot);
  int first_running(Recording& recording);

  uint64_t pass_ = 0;
  std::vector<sock_filter> filter_;
  ListenerTable* table_ = nullptr;  // never given back
  std::array<Slot, kMaxListeners> slots_;
  int next_slot_ = 0;
  int epoll_ = -1;
  int stop_ = -1;           // an eventfd
  int keeper_wanted_ = -1;  // an eventfd
  pid_t umake_ = 0;
  static constexpr pid_t kNoKeeperYet = -2;
  std::atomic<pid_t> keeper_ = kNoKeeperYet;  // -1: there can't be one
  std::atomic<int> live_ = 0;
  // No signal brings a process out of a call that is being answered: its code may be written to.
  std::atomic<bool> killable_ = false;
  CallReader reader_;
  Accelerator accelerator_;
  std::thread thread_;
};

}  // namespace umake
