// How many jobs are worth running at once: the CPUs this process may use (the design's "Auto
// jobs"). Pure; any thread.
#pragma once

#include <cstdint>
#include <string>

namespace umake {

struct CpuLimitPaths {
  std::string cgroup_list = "/proc/self/cgroup";  // which cgroups this process is in
  std::string cgroup_root = "/sys/fs/cgroup";     // where the hierarchies are mounted
};

// CPUs in the affinity mask, held down by the tightest CPU quota along the cgroup hierarchy (v2:
// cpu.max; v1: cpu.cfs_quota_us over cpu.cfs_period_us), rounded up. At least 1.
unsigned usable_cpus(const CpuLimitPaths& paths = {});
// The tightest memory limit along the cgroup hierarchy (v2: memory.max; v1: memory.limit_in_bytes),
// in bytes; 0: none.
uint64_t cgroup_memory_limit(const CpuLimitPaths& paths = {});
// The quota alone, in CPUs; 0: none.
double cgroup_cpu_quota(const CpuLimitPaths& paths);

}  // namespace umake
