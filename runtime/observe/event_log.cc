#include "runtime/observe/event_log.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace umake {

namespace {

constexpr size_t kFirstSize = 256;

}  // namespace

uint32_t EventLog::base(std::string_view directory) {
  const auto [found, added] =
      base_ids_.try_emplace(std::string(directory), static_cast<uint32_t>(bases_.size()));
  if (added) bases_.push_back(&found->first);
  return found->second;
}

void EventLog::add(uint32_t base, std::string_view path, uint16_t flags, uint16_t manner) {
  const uint64_t seed =
      uint64_t{base} << 32 | static_cast<uint32_t>(flags) << 16 | static_cast<uint32_t>(manner);
  const uint64_t key = XXH3_64bits_withSeed(path.data(), path.size(), seed);
  if (!insert(key != 0 ? key : 1)) return;
  events_.push_back({base, static_cast<uint32_t>(text_.size()), static_cast<uint32_t>(path.size()),
                     flags, manner});
  text_ += path;
}

// False when the key is known. A collision of 64-bit hashes would lose a path: one in 2^40 for a
// recipe with 5,000 of them.
bool EventLog::insert(uint64_t key) {
  if (seen_count_ * 2 >= seen_.size()) grow();
  const size_t mask = seen_.size() - 1;
  for (size_t i = key & mask;; i = (i + 1) & mask) {
    if (seen_[i] == key) return false;
    if (seen_[i] != 0) continue;
    seen_[i] = key;
    ++seen_count_;
    return true;
  }
}

void EventLog::grow() {
  std::vector<uint64_t> old(seen_.empty() ? kFirstSize : seen_.size() * 2);
  old.swap(seen_);
  seen_count_ = 0;
  for (uint64_t key : old) {
    if (key != 0) insert(key);
  }
}

}  // namespace umake
