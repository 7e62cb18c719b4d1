// Whether the memory allows one more recipe beside those that run (the design's "Auto jobs"): asked
// only when the number of jobs is umake's own choice. Coordinator thread only.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

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

  // A process of a recipe ended: the largest such peak is what the next recipe may need, in KiB.
  void learn(uint64_t peak_kb) { peak_kb_ = peak_kb > peak_kb_ ? peak_kb : peak_kb_; }
  // True when less is free than the next recipe may need, or processes already wait for memory.
  // Looks at the system at most every tenth of a second.
  bool is_short();

 private:
  bool look() const;
  std::optional<uint64_t> free_kb() const;
  std::optional<uint64_t> free_in_cgroup_kb() const;

  const MemoryPaths paths_;
  uint64_t peak_kb_ = 0;
  bool short_ = false;
  std::chrono::steady_clock::time_point looked_;
};

}  // namespace umake
