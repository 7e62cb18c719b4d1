#include "graph/reference_order.h"

#include <algorithm>
#include <bit>

namespace umake {

namespace {

constexpr uint32_t kStart = 0xdeadbeef;
constexpr size_t kBlock = 12;

// The state of lookup3: three words. A block of twelve bytes is added, then mixed in.
struct Lookup3 {
  explicit Lookup3(uint32_t start) : words{start, start, start} {}

  // Adds `text`, at most a block, to the words from `first` on.
  void add(std::string_view text, size_t first) {
    for (size_t at = 0; at < text.size(); ++at) {
      const uint32_t byte = static_cast<unsigned char>(text[at]);
      words[first + at / 4] += byte << (8 * (at % 4));
    }
  }

  void mix() {
    constexpr int kTurns[] = {4, 6, 8, 16, 19, 4};
    for (size_t step = 0; step < 6; ++step) {
      uint32_t& a = words[step % 3];
      uint32_t& b = words[(step + 1) % 3];
      uint32_t& c = words[(step + 2) % 3];
      a -= c;
      a ^= std::rotl(c, kTurns[step]);
      c += b;
    }
  }

  uint32_t finish() {
    constexpr int kTurns[] = {14, 11, 25, 16, 4, 14, 24};
    for (size_t step = 0; step < 7; ++step) {
      uint32_t& changed = words[(step + 2) % 3];
      const uint32_t other = words[(step + 1) % 3];
      changed = (changed ^ other) - std::rotl(other, kTurns[step]);
    }
    return words[2];
  }

  uint32_t words[3];
};

}  // namespace

uint32_t reference_file_hash(std::string_view name) {
  const uint32_t whole_words = static_cast<uint32_t>(name.size() & ~size_t{3});
  Lookup3 state(kStart);
  while (name.size() >= kBlock) {
    state.add(name.substr(0, kBlock), 0);
    state.mix();
    name.remove_prefix(kBlock);
  }
  state.add(name, 0);
  return state.finish() + whole_words;
}

// The last one to twelve bytes end in the third word.
uint32_t reference_variable_hash(std::string_view name) {
  Lookup3 state(kStart + static_cast<uint32_t>(name.size()));
  while (name.size() > kBlock) {
    state.add(name.substr(0, kBlock), 0);
    state.mix();
    name.remove_prefix(kBlock);
  }
  if (name.empty()) return state.words[2];
  state.add(name, 3 - (name.size() + 3) / 4);
  return state.finish();
}

namespace {
bool is_full(size_t used, uint32_t slots) { return used >= slots - slots / 16; }
}  // namespace

uint32_t reference_table_size(size_t count, uint32_t slots) {
  while (is_full(count, slots)) slots *= 2;
  return slots;
}

unsigned reference_rehashes(size_t count, uint32_t slots) {
  return static_cast<unsigned>(std::countr_zero(reference_table_size(count, slots) / slots));
}

// In whole numbers: the mathematical library would be one more to load at each start.
unsigned percentage(size_t count, size_t size) {
  const size_t whole = 100 * count / size;
  const size_t rest = 2 * (100 * count % size);
  const bool up = rest > size || (rest == size && whole % 2 == 1);
  return static_cast<unsigned>(whole + (up ? 1 : 0));
}

std::vector<uint32_t> reference_order(const std::vector<uint32_t>& hashes, uint32_t slots) {
  std::vector<uint32_t> table(slots, 0);  // index + 1; 0: free
  uint32_t used = 0;
  const auto enter = [&](uint32_t entry) {
    uint32_t at = hashes[entry - 1] & (slots - 1);
    while (table[at] != 0) at = (at + 1) & (slots - 1);
    table[at] = entry;
  };
  for (uint32_t index = 0; index < hashes.size(); ++index) {
    enter(index + 1);
    if (!is_full(++used, slots)) continue;
    slots *= 2;
    std::vector<uint32_t> old(slots, 0);
    old.swap(table);
    for (const uint32_t entry : old) {
      if (entry != 0) enter(entry);
    }
  }
  std::vector<uint32_t> order;
  order.reserve(hashes.size());
  for (const uint32_t entry : table) {
    if (entry != 0) order.push_back(entry - 1);
  }
  return order;
}

std::vector<TargetId> targets_in_reference_order(const Targets& targets,
                                                 const std::vector<TargetId>& first) {
  std::vector<TargetId> ids;
  std::vector<uint32_t> hashes;
  std::vector<bool> entered(first.empty() ? 0 : targets.count() + 1, false);
  const auto enter = [&](TargetId id) {
    const Target& target = targets[id];
    if (target.renamed) return;
    if (target.first_double_colon && target.first_double_colon != id) return;
    if (!first.empty()) {
      if (entered[id.id]) return;
      entered[id.id] = true;
    }
    ids.push_back(id);
    hashes.push_back(reference_file_hash(targets.symbols().text(target.hash_name)));
  };
  for (const TargetId id : first) enter(id);
  for (uint32_t at = 1; at <= targets.count(); ++at) enter(TargetId{at});
  std::vector<TargetId> ordered;
  ordered.reserve(ids.size());
  for (const uint32_t index : reference_order(hashes, kReferenceSlots)) {
    ordered.push_back(ids[index]);
  }
  return ordered;
}

}  // namespace umake
