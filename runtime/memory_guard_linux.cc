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
constexpr auto kGrowth = std::chrono::seconds(2);

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

bool MemoryGuard::is_short(uint64_t peak_kb) {
  const Time now = std::chrono::steady_clock::now();
  if (now - looked_ >= kLookAgain) {
    looked_ = now;
    look();
  }
  if (pressed_) return true;
  const uint64_t needed = peak_kb != 0 ? peak_kb : peak_kb_;
  return free_kb_ < std::max(needed, kLeastKb) + promised_kb(now);
}

void MemoryGuard::started(uint64_t peak_kb) {
  if (peak_kb != 0) promises_.push_back({peak_kb, std::chrono::steady_clock::now() + kGrowth});
}

void MemoryGuard::ended(uint64_t peak_kb) {
  const auto kept = std::find_if(promises_.begin(), promises_.end(),
                                 [peak_kb](const auto& each) { return each.kb == peak_kb; });
  if (kept != promises_.end()) promises_.erase(kept);
}

uint64_t MemoryGuard::promised_kb(Time now) {
  std::erase_if(promises_, [now](const Promise& promise) { return promise.until <= now; });
  uint64_t sum = 0;
  for (const Promise& promise : promises_) sum += promise.kb;
  return sum;
}

void MemoryGuard::look() {
  pressed_ = number_after(read_text(paths_.pressure), "avg10=").value_or(0) > kTooMuchPressure;
  constexpr uint64_t kPlenty = UINT64_MAX;
  free_kb_ = std::min(free_kb().value_or(kPlenty), free_in_cgroup_kb().value_or(kPlenty));
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
