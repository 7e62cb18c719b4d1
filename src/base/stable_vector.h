// A sequence that grows at its end and never moves what it holds, in blocks of a fixed size.
//
// Like std::deque, but an element is two loads away: std::deque's blocks hold one large element each.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace umake {

template <typename T>
class StableVector {
 public:
  StableVector() = default;
  StableVector(const StableVector&) = delete;
  StableVector& operator=(const StableVector&) = delete;
  ~StableVector() {
    for (size_t at = 0; at < size_; ++at) (*this)[at].~T();
  }

  template <typename... Arguments>
  T& emplace_back(Arguments&&... arguments) {
    if ((size_ & kMask) == 0) blocks_.push_back(std::make_unique_for_overwrite<Block>());
    T* made = new (&(*this)[size_]) T(std::forward<Arguments>(arguments)...);
    ++size_;
    return *made;
  }
  size_t size() const { return size_; }
  T& operator[](size_t at) { return at_place(at); }
  const T& operator[](size_t at) const { return at_place(at); }

 private:
  static constexpr size_t kBits = 6;
  static constexpr size_t kMask = (size_t{1} << kBits) - 1;
  struct Block {
    alignas(T) std::byte bytes[sizeof(T) << kBits];
  };
  T& at_place(size_t at) const {
    return *(reinterpret_cast<T*>(blocks_[at >> kBits]->bytes) + (at & kMask));
  }

  std::vector<std::unique_ptr<Block>> blocks_;
  size_t size_ = 0;
};

}  // namespace umake
