#include "base/arena.h"

#include <cstring>

namespace umake {

char* Arena::allocate(size_t bytes) {
  if (bytes > left_) {
    // A large piece gets a block of its own, so that it does not waste what is left of the current one.
    if (bytes > kBlock / 4) {
      blocks_.push_back(std::make_unique_for_overwrite<char[]>(bytes));
      return blocks_.back().get();
    }
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(kBlock));
    next_ = blocks_.back().get();
    left_ = kBlock;
  }
  char* piece = next_;
  next_ += bytes;
  left_ -= bytes;
  return piece;
}

std::string_view Arena::copy(std::string_view text) {
  char* piece = allocate(text.size() + 1);
  if (!text.empty()) std::memcpy(piece, text.data(), text.size());
  piece[text.size()] = '\0';
  return {piece, text.size()};
}

}  // namespace umake
