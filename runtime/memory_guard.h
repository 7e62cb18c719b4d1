// Whether the memory allows one more recipe beside those that run (the design's "Auto jobs"): asked
// only when the number of jobs is umake's own choice. Coordinator thread only.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace umake {

struct MemoryPaths {
  std::string memory = "/proc/meminfo";
  std::string pressure = "/proc/pressure/memory";  // Documentation/accounting/psi.rst
  std::string cgroup_list = "/proc/self/cgroup";
  std::string cgroup_root = "/sys/fs/cgroup";
};

class MemoryGuard {
 public:
  explicit MemoryGuard(MemoryPaths paths = {}) : paths_(std::move(paths)) {}

  // A process of a recipe ended: the largest such peak is what a recipe may need of which nothing
  // is known, in KiB.
  void learn(uint64_t peak_kb) { peak_kb_ = peak_kb > peak_kb_ ? peak_kb : peak_kb_; }
  // True when less is free than the next recipe may need, or processes already wait for memory.
  // `peak_kb`: what an earlier run of it needed; 0: not known. Looks at the system at most every
  // tenth of a second.
  bool is_short(uint64_t peak_kb);
  // A recipe of which that is known has started: it is taken to need all of it still, for the two
  // seconds in which that may not show yet.
  void started(uint64_t peak_kb);
  void ended(uint64_t peak_kb);

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Promise {
    uint64_t kb = 0;
    Time until;
  };
  void look();
  uint64_t promised_kb(Time now);
  std::optional<uint64_t> free_kb() const;
  std::optional<uint64_t> free_in_cgroup_kb() const;

  const MemoryPaths paths_;
  uint64_t peak_kb_ = 0;
  std::vector<Promise> promises_;
  bool pressed_ = false;
  uint64_t free_kb_ = 0;  // most there can be when nothing tells
  Time looked_;
};

}  // namespace umake
