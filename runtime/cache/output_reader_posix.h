// An action's output files, read to be kept. One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "runtime/cache/action.h"
#include "runtime/file_calls_posix.h"

namespace umake {

class OutputReader {
 public:
  // Content that is packed to no more than this stands in its set: making a file costs 55 us
  // (ext4), which is a third of what storing a small object takes, and opening it again 8 us.
  static constexpr uint64_t kInlineSize = 16 * 1024;

  // False: not there, can't be read, or not of the kind, size and mode that was said.
  bool open(const ActionOutput& output);
  void close() { file_.close(); }
  int descriptor() const { return file_.get(); }
  // Whether all of it may be in memory; then read() gets it. Empty: it was cut short meanwhile.
  bool small() const { return size_ <= kMemorySize; }
  std::string_view read();

  // Whether the link or directory is as was said.
  static bool stands(const ActionOutput& output);

 private:
  // Larger files come piece by piece.
  static constexpr uint64_t kMemorySize = 128 * 1024;

  OpenFile file_;
  std::unique_ptr<char[]> buffer_;
  uint64_t size_ = 0;
};

}  // namespace umake
