// A file's modification time as make reasons about it.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace umake {

// Nanoseconds since the epoch. The smallest values are marks, as GNU make has them: a file that does not
// exist is older than any file, one given by -o is older than any file that exists, one given by -W newer.
struct FileTime {
  int64_t ns = 0;

  auto operator<=>(const FileTime&) const = default;

  static constexpr FileTime unknown() { return {0}; }
  static constexpr FileTime nonexistent() { return {1}; }
  static constexpr FileTime old() { return {2}; }
  // The oldest time a real file can have: whatever the file system says is raised to this.
  static constexpr FileTime earliest() { return {3}; }
  static constexpr FileTime newest() { return {std::numeric_limits<int64_t>::max()}; }
};

}  // namespace umake
