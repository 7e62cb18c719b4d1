// Interned names: each distinct text gets one 32-bit id for the life of the session.
//
// Owned by Session; coordinator thread only. One thread with open addressing and XXH3 beats concurrent
// maps here, because names are interned in makefile order anyway.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "base/arena.h"

namespace umake {

// An interned text. Zero is "none"; two symbols are equal exactly when their texts are.
struct Symbol {
  uint32_t id = 0;

  explicit operator bool() const { return id != 0; }
  bool operator==(const Symbol&) const = default;
};

class SymbolTable {
 public:
  SymbolTable();
  SymbolTable(const SymbolTable&) = delete;
  SymbolTable& operator=(const SymbolTable&) = delete;

  // The symbol of `text`, made on first sight. The text is copied and followed by a NUL byte.
  Symbol intern(std::string_view text);
  // The symbol of `text`, or none when it was never interned.
  Symbol find(std::string_view text) const;

  // Valid for the life of the table; text(none) is empty.
  std::string_view text(Symbol symbol) const { return texts_[symbol.id]; }
  // The same, for system calls.
  const char* c_str(Symbol symbol) const { return texts_[symbol.id].data(); }
  // One more than the largest id in use: the size of a side table indexed by symbol.
  uint32_t size() const { return static_cast<uint32_t>(texts_.size()); }

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t id = 0;
  };
  uint32_t slot_of(std::string_view text, uint32_t hash) const;
  void grow();

  Arena arena_;
  std::vector<std::string_view> texts_;
  std::vector<Slot> slots_;
};

}  // namespace umake

template <>
struct std::hash<umake::Symbol> {
  size_t operator()(umake::Symbol symbol) const noexcept { return symbol.id * 0x9E3779B97F4A7C15ull; }
};
