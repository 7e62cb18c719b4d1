#include "runtime/observe/special_paths.h"

#include <algorithm>
#include <array>

namespace umake {

namespace {

// Without "/proc/".
constexpr std::string_view kIgnoredInProc[] = {
    "self",    "thread-self", "meminfo", "cpuinfo", "stat",    "filesystems", "mounts",
    "version", "cmdline",     "devices", "sys",     "modules", "loadavg",     "cgroups",
};
constexpr std::string_view kIgnoredInSys[] = {"devices/system/cpu", "devices/system/node",
                                              "fs/cgroup", "fs/selinux", "kernel/mm"};

// Whether `path` is one of the names or below one.
template <size_t count>
bool within(std::string_view path, const std::string_view (&names)[count]) {
  return std::any_of(std::begin(names), std::end(names), [path](std::string_view name) {
    return path.starts_with(name) && (path.size() == name.size() || path[name.size()] == '/');
  });
}

struct Device {
  uint32_t major;
  uint32_t first_minor;
  uint32_t last_minor;
};
// Documentation/admin-guide/devices.txt of the kernel.
constexpr Device kHarmless[] = {
    {1, 3, 3},            // null
    {1, 5, 5},            // zero
    {1, 7, 9},            // full, random, urandom
    {4, 0, 63},           // virtual consoles
    {5, 0, 2},            // tty, console, ptmx
    {136, 0, UINT32_MAX}  // pseudo terminals
};
constexpr uint32_t kFirstPtsMajor = 136, kLastPtsMajor = 143;

}  // namespace

SpecialPath special_path(std::string_view path) {
  constexpr std::string_view kProc = "/proc/", kSys = "/sys/", kDev = "/dev/", kShm = "/dev/shm/";
  if (path == "/proc" || path == "/sys" || path == "/dev") return SpecialPath::kIgnored;
  if (path.starts_with(kProc)) {
    return within(path.substr(kProc.size()), kIgnoredInProc) ? SpecialPath::kIgnored
                                                             : SpecialPath::kVaries;
  }
  if (path.starts_with(kSys)) {
    return within(path.substr(kSys.size()), kIgnoredInSys) ? SpecialPath::kIgnored
                                                           : SpecialPath::kVaries;
  }
  if (path.starts_with(kDev) && !path.starts_with(kShm)) return SpecialPath::kIgnored;
  return SpecialPath::kNone;
}

bool is_steady(std::string_view path) {
  constexpr std::string_view kNames[] = {"/proc",     "/sys",    "/dev",    "/proc/filesystems",
                                         "/dev/null", "/sys/fs", "/dev/fd", "/dev/shm"};
  return std::find(std::begin(kNames), std::end(kNames), path) != std::end(kNames) ||
         // A compiler that is given /dev/null asks for its precompiled form.
         path.starts_with("/dev/null.") || path.starts_with("/sys/fs/selinux");
}

bool is_plain_device(std::string_view path) {
  constexpr std::string_view kDev = "/dev/";
  constexpr std::string_view kNames[] = {"null",  "zero",   "full",   "random", "urandom",
                                         "stdin", "stdout", "stderr", "tty"};
  return path.starts_with(kDev) && std::find(std::begin(kNames), std::end(kNames),
                                             path.substr(kDev.size())) != std::end(kNames);
}

bool is_random_device(std::string_view path) {
  return path == "/dev/random" || path == "/dev/urandom";
}

bool is_harmless_device(uint32_t major, uint32_t minor) {
  if (major >= kFirstPtsMajor && major <= kLastPtsMajor) return true;
  return std::any_of(std::begin(kHarmless), std::end(kHarmless), [=](const Device& device) {
    return device.major == major && minor >= device.first_minor && minor <= device.last_minor;
  });
}

}  // namespace umake
