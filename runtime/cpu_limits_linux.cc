#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "runtime/cpu_limits.h"

namespace umake {

namespace {

// The file's text; false when there is none. For files of /proc and /sys: small, no size.
bool read_small(const std::string& path, std::string& text) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  char buffer[4096];
  text.clear();
  for (ssize_t got; (got = read(fd, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<size_t>(got));
  close(fd);
  return true;
}

void tighten(double& quota, double other) {
  if (other > 0 && (quota == 0 || other < quota)) quota = other;
}

// v2's "MAX PERIOD" in microseconds, MAX may be "max".
double quota_v2(const std::string& directory) {
  std::string text;
  if (!read_small(directory + "/cpu.max", text)) return 0;
  char* end;
  const double maximum = std::strtod(text.c_str(), &end);
  if (end == text.c_str()) return 0;
  const double period = std::strtod(end, nullptr);
  return period > 0 ? maximum / period : 0;
}

double quota_v1(const std::string& directory) {
  std::string quota, period;
  if (!read_small(directory + "/cpu.cfs_quota_us", quota)) return 0;
  const double us = std::strtod(quota.c_str(), nullptr);
  if (us <= 0 || !read_small(directory + "/cpu.cfs_period_us", period)) return 0;  // -1: no limit
  const double per = std::strtod(period.c_str(), nullptr);
  return per > 0 ? us / per : 0;
}

// Bytes; "max" is no limit, and neither is v1's huge default.
double memory_in(const std::string& file) {
  constexpr double kNoLimit = 1ull << 60;
  std::string text;
  if (!read_small(file, text)) return 0;
  const double bytes = std::strtod(text.c_str(), nullptr);
  return bytes < kNoLimit ? bytes : 0;
}
double memory_v2(const std::string& directory) { return memory_in(directory + "/memory.max"); }
double memory_v1(const std::string& directory) {
  return memory_in(directory + "/memory.limit_in_bytes");
}

// Every level from the process's own cgroup up to the root may set a limit. In a container the path
// is often one of the host that is not visible: what can't be read limits nothing, and the root
// holds the container's own.
void tighten_along(const std::string& root, std::string path,
                   double (*quota_of)(const std::string&), double& quota) {
  for (;;) {
    tighten(quota, quota_of(root + path));
    if (path.empty()) return;
    path.resize(path.rfind('/'));
  }
}

bool has_controller(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const size_t comma = std::min(list.find(','), list.size());
    if (list.substr(0, comma) == name) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

using LimitOf = double (*)(const std::string& directory);

// The tightest limit that the cgroups of this process set: v2's by `of_v2`, those of v1's
// `controller` by `of_v1`.
double tightest(const CpuLimitPaths& paths, std::string_view controller, LimitOf of_v2,
                LimitOf of_v1) {
  std::string text;
  double limit = 0;
  if (!read_small(paths.cgroup_list, text)) return 0;
  // Lines "ID:CONTROLLERS:PATH"; v2's has no controllers.
  std::string_view rest = text;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const size_t first = line.find(':');
    const size_t second = first == std::string_view::npos ? first : line.find(':', first + 1);
    if (second == std::string_view::npos) continue;
    const std::string_view controllers = line.substr(first + 1, second - first - 1);
    std::string path(line.substr(second + 1));
    while (!path.empty() && path.back() == '/') path.pop_back();
    if (!path.empty() && path.front() != '/') continue;
    if (controllers.empty()) {
      tighten_along(paths.cgroup_root, path, of_v2, limit);
      tighten_along(paths.cgroup_root + "/unified", path, of_v2, limit);
    } else if (has_controller(controllers, controller)) {
      tighten_along(fmt::format("{}/{}", paths.cgroup_root, controller), path, of_v1, limit);
      if (controllers != controller)
        tighten_along(fmt::format("{}/{}", paths.cgroup_root, controllers), path, of_v1, limit);
    }
  }
  return limit;
}

}  // namespace

double cgroup_cpu_quota(const CpuLimitPaths& paths) {
  return tightest(paths, "cpu", quota_v2, quota_v1);
}

uint64_t cgroup_memory_limit(const CpuLimitPaths& paths) {
  return static_cast<uint64_t>(tightest(paths, "memory", memory_v2, memory_v1));
}

unsigned usable_cpus(const CpuLimitPaths& paths) {
  unsigned cpus = 0;
  // More than 1024 CPUs: the mask must be larger, the kernel says EINVAL until it is.
  for (size_t bits = 1024; cpus == 0 && bits <= 64 * 1024; bits *= 2) {
    std::vector<unsigned long> mask(bits / (8 * sizeof(unsigned long)));
    auto* const set = reinterpret_cast<cpu_set_t*>(mask.data());
    if (sched_getaffinity(0, bits / 8, set) == 0)
      cpus = static_cast<unsigned>(CPU_COUNT_S(bits / 8, set));
  }
  if (cpus == 0) cpus = static_cast<unsigned>(std::max(1L, sysconf(_SC_NPROCESSORS_ONLN)));
  const double quota = cgroup_cpu_quota(paths);
  if (quota > 0) {
    // Rounded up by hand: libm is not loaded for this alone.
    unsigned whole = static_cast<unsigned>(quota);
    if (whole < quota) ++whole;
    cpus = std::min(cpus, std::max(1u, whole));
  }
  return cpus;
}

}  // namespace umake
