#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "runtime/memory_guard.h"

namespace umake {

namespace {

constexpr auto kLookAgain = std::chrono::milliseconds(100);
// Per cent of the last ten seconds in which some process waited for memory.
constexpr double kTooMuchPressure = 20;
constexpr uint64_t kLeastKb = 64 * 1024;

std::string read_text(const std::string& path) {
  std::string text(8192, '\0');
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return {};
  const ssize_t got = read(fd, text.data(), text.size());
  close(fd);
  text.resize(got > 0 ? static_cast<size_t>(got) : 0);
  return text;
}

// The number behind `name`, wherever that stands at the start of a word.
std::optional<double> number_after(std::string_view text, std::string_view name) {
  for (size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    if (at > 0 && text[at - 1] != '\n' && text[at - 1] != ' ') continue;
    return std::strtod(std::string(text.substr(at + name.size(), 32)).c_str(), nullptr);
  }
  return {};
}

std::optional<uint64_t> number_in(const std::string& file) {
  const std::string text = read_text(file);
  if (text.empty() || text.front() < '0' || text.front() > '9') return {};  // "max"
  return std::strtoull(text.c_str(), nullptr, 10);
}

}  // namespace

bool MemoryGuard::is_short() {
  const auto now = std::chrono::steady_clock::now();
  if (now - looked_ < kLookAgain) return short_;
  looked_ = now;
  short_ = look();
  return short_;
}

bool MemoryGuard::look() const {
  const std::string pressure = read_text(paths_.pressure);
  if (number_after(pressure, "avg10=").value_or(0) > kTooMuchPressure) return true;
  const uint64_t needed = std::max(peak_kb_, kLeastKb);
  const auto too_little = [needed](std::optional<uint64_t> kb) { return kb && *kb < needed; };
  return too_little(free_kb()) || too_little(free_in_cgroup_kb());
}

std::optional<uint64_t> MemoryGuard::free_kb() const {
  const auto available = number_after(read_text(paths_.memory), "MemAvailable:");
  if (!available) return {};
  return static_cast<uint64_t>(*available);
}

// Cached files that nobody uses can go at once: they count as free (cgroup v2, memory.stat).
std::optional<uint64_t> MemoryGuard::free_in_cgroup_kb() const {
  const std::string list = read_text(paths_.cgroup_list);
  const size_t start = list.find("0::/");
  if (start == std::string::npos) return {};
  std::string path = list.substr(start + 3, list.find('\n', start) - start - 3);
  std::optional<uint64_t> least;
  for (;;) {
    const std::string directory = paths_.cgroup_root + (path == "/" ? "" : path);
    const auto limit = number_in(directory + "/memory.max");
    const auto used = number_in(directory + "/memory.current");
    if (limit && used) {
      const auto cached = number_after(read_text(directory + "/memory.stat"), "inactive_file ");
      const uint64_t held = *used - std::min(*used, static_cast<uint64_t>(cached.value_or(0)));
      const uint64_t room = (*limit - std::min(*limit, held)) / 1024;
      least = std::min(least.value_or(room), room);
    }
    if (path.size() <= 1) return least;
    path.resize(std::max<size_t>(path.rfind('/'), 1));
  }
}

}  // namespace umake
