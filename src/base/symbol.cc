#include "base/symbol.h"

#include "base/heap.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace umake {

namespace {
constexpr size_t kInitialSlots = 2048;
// From here on a build is large, and about this much memory follows each slot's name.
constexpr size_t kManySlots = 16 * 1024;
constexpr size_t kBytesPerSlot = 1024;
uint32_t hash_of(std::string_view text) {
  return static_cast<uint32_t>(XXH3_64bits(text.data(), text.size()));
}
}  // namespace

SymbolTable::SymbolTable() : slots_(kInitialSlots) {
  texts_.reserve(kInitialSlots / 2);
  texts_.emplace_back("");
}

// The slot that holds `text`, or the empty one where it belongs. Linear probing; never full.
uint32_t SymbolTable::slot_of(std::string_view text, uint32_t hash) const {
  const uint32_t mask = static_cast<uint32_t>(slots_.size()) - 1;
  uint32_t at = hash & mask;
  while (slots_[at].id != 0) {
    if (slots_[at].hash == hash && texts_[slots_[at].id] == text) break;
    at = (at + 1) & mask;
  }
  return at;
}

Symbol SymbolTable::intern(std::string_view text) {
  const uint32_t hash = hash_of(text);
  const uint32_t at = slot_of(text, hash);
  if (slots_[at].id != 0) return Symbol{slots_[at].id};
  const uint32_t id = static_cast<uint32_t>(texts_.size());
  texts_.push_back(arena_.copy(text));
  slots_[at] = Slot{hash, id};
  if (texts_.size() * 2 > slots_.size()) grow();
  return Symbol{id};
}

Symbol SymbolTable::find(std::string_view text) const {
  return Symbol{slots_[slot_of(text, hash_of(text))].id};
}

void SymbolTable::grow() {
  if (slots_.size() * 2 >= kManySlots) expect_allocations(slots_.size() * 2 * kBytesPerSlot);
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const uint32_t mask = static_cast<uint32_t>(slots_.size()) - 1;
  for (const Slot& slot : old) {
    if (slot.id == 0) continue;
    uint32_t at = slot.hash & mask;
    while (slots_[at].id != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace umake
