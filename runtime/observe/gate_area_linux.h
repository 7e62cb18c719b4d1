// One gate area, as the supervisor has it: what processes of one recipe share with it. Used under
// the recording's lock.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "runtime/observe/gate_linux.h"

namespace umake {

// Where a process's relative paths start, and when that was found out.
struct GateDirectory {
  uint32_t base = kUnknownDirectory;
  uint32_t generation = 0;  // of the area
};

class GateArea {
 public:
  // A call that went through the gate.
  struct Call {
    int number;
    uint32_t flags;
    uint32_t directory;  // of a relative path
    std::string_view path;
  };

  // Null when the system can't.
  static std::unique_ptr<GateArea> make();
  // Makes it as good as new for another recipe. None of the processes that had it is left. False:
  // so much stands in it that a new one is cheaper.
  bool clear();
  ~GateArea();
  GateArea(const GateArea&) = delete;
  GateArea& operator=(const GateArea&) = delete;

  int descriptor() const { return descriptor_; }
  uint64_t cookie() const { return log().cookie; }
  uint32_t generation() const { return log().generation; }
  // Relative paths no longer start where they did.
  void forget_directories() { __atomic_add_fetch(&log().generation, 1, __ATOMIC_SEQ_CST); }
  // Whether it makes sense to let another process in.
  bool has_room() const;
  // Processes that were let in before may have taken it since: to be asked before each add_stub().
  bool has_stubs(size_t count) const { return count <= kGateStubCount - stub_count_; }
  // Makes a stub for a call of `number` that goes on at `return_to`; the address that the program
  // must jump to. has_stubs() says that there is one.
  uint64_t add_stub(int number, uint64_t return_to, GateDirectory directory);
  // Hands over what was taken down since the last time.
  template <typename Take>
  void drain(Take&& take);

 private:
  GateArea() = default;
  GateLog& log() const { return *reinterpret_cast<GateLog*>(memory_ + kGateLog); }
  bool read_entry(uint32_t index, Call& call) const;
  uint32_t entry_count() const;

  int descriptor_ = -1;
  char* memory_ = nullptr;
  size_t stub_count_ = 0;
  uint32_t next_ = 0;                 // entry
  std::vector<uint32_t> unfinished_;  // entries before that, whose processes still write them
};

// Areas that no process has any more: making one, and taking it out of memory again, costs as much
// as four notified calls. Any thread.
class SpareAreas {
 public:
  // Null when the system can't.
  std::unique_ptr<GateArea> take();
  void give_back(std::unique_ptr<GateArea> area);

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<GateArea>> spare_;
};

template <typename Take>
void GateArea::drain(Take&& take) {
  Call call;
  if (!unfinished_.empty()) {
    std::erase_if(unfinished_, [&](uint32_t index) {
      const bool whole = read_entry(index, call);
      if (whole) take(call);
      return whole;
    });
  }
  for (const uint32_t end = entry_count(); next_ < end; ++next_) {
    if (read_entry(next_, call)) {
      take(call);
    } else {
      unfinished_.push_back(next_);
    }
  }
}

}  // namespace umake
