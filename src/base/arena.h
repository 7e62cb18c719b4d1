// Memory that is given out piece by piece and freed all at once, for what lives as long as a session.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace umake {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // `bytes` of uninitialised memory.
  char* allocate(size_t bytes);
  // A copy of `text`, followed by a NUL byte that the view does not count.
  std::string_view copy(std::string_view text);

 private:
  static constexpr size_t kBlock = 64 * 1024;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  size_t left_ = 0;
};

}  // namespace umake
