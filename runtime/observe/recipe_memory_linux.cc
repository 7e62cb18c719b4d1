#include "runtime/observe/recipe_memory_linux.h"

#include <fcntl.h>

#include <ctime>

#include "runtime/observe/notified_calls_linux.h"
#include "runtime/observe/observer.h"
#include "runtime/observe/special_paths.h"

namespace umake {

namespace {

constexpr int64_t kNsPerSecond = 1'000'000'000;
constexpr int64_t kUnsettledNs = 5'000'000;  // a chdir is done by then

int64_t now_ns() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return now.tv_sec * kNsPerSecond + now.tv_nsec;
}

}  // namespace

int64_t WorkingDirectories::find(pid_t thread) const {
  if (start_ >= 0) return start_;
  const Entry& entry = entries_[static_cast<size_t>(thread) % entries_.size()];
  if (entry.thread != thread || entry.until_ns < now_ns()) return -1;
  return entry.base;
}

void WorkingDirectories::remember(pid_t thread, uint32_t base) {
  const int64_t now = now_ns();
  if (now < remember_from_ns_) return;
  entries_[static_cast<size_t>(thread) % entries_.size()] = {thread, base, now + kNsPerSecond};
}

void WorkingDirectories::forget() {
  entries_.fill(Entry{});
  start_ = -1;
  remember_from_ns_ = now_ns() + kUnsettledNs;
}

// All calls of the gate's only ask or read, or execute what is not there. O_PATH gives a descriptor
// that nothing can be read from.
void RecipeMemory::drain_gate() {
  const auto take = [this](const GateArea::Call& made) {
    const NotifiedCall* const call = find_notified_call(made.number);
    if (call == nullptr || made.path.empty()) return;
    uint32_t base = made.directory;
    if (made.path[0] == '/') {
      if (is_random_device(made.path)) log.read_random();
      if (made.path.starts_with("/dev/fd/") || is_plain_device(made.path)) return;
      base = log.base("/");
    } else if (base >= log.base_count()) {
      return;
    }
    uint16_t use = TraceEntry::kAsked;
    uint16_t manner = 0;
    if (call->operation == Operation::kOpen) {
      if ((made.flags & O_PATH) == 0) {
        use = (made.flags & O_DIRECTORY) != 0 ? TraceEntry::kListed : TraceEntry::kRead;
      }
      manner = (made.flags & O_NOFOLLOW) != 0 ? Event::kNoFollow : 0;
    } else if (call->operation == Operation::kReadLink) {
      use = TraceEntry::kLinkRead;
      manner = Event::kNoFollow;
    } else if (call->operation == Operation::kExecute) {
      use = TraceEntry::kRead | TraceEntry::kExecuted;
    } else if (call->operation == Operation::kAskLink || (made.flags & AT_SYMLINK_NOFOLLOW) != 0) {
      manner = Event::kNoFollow;
    }
    log.add(base, made.path, use, manner);
  };
  for (const auto& area : gate.areas) area->drain(take);
}

}  // namespace umake
