// Which files a recipe made anew without changing their content, or left empty: for those who
// depend on them from another build directory (rules 4 and 5).
//
// A generation (PathEntry::made) is kept with the build directory of the umake that ran the recipe.
// When an inner umake in a subdirectory remakes a stamp, an outer one that depends on it, but has
// no recipe for it, sees a file with the same content and another time: just like one that was
// touched. This registry, one for the whole cache directory, tells the two apart. It is only asked
// about files whose state changed, so it costs nothing in a build where nothing happened.
//
//   stamps = entry*      entry: u64 place (hash of device, inode and base name), u64 made, u64
//   checksum
//
// Appended to by anyone at any time, one write an entry; what is damaged is skipped. Coordinator
// thread only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/file_system.h"

namespace umake {

class StampRegistry {
 public:
  explicit StampRegistry(const std::string& cache_directory);
  ~StampRegistry();
  StampRegistry(const StampRegistry&) = delete;
  StampRegistry& operator=(const StampRegistry&) = delete;

  // The file's generation as the last recipe run of any umake left it; 0: none known.
  uint64_t made(const FileStat& stat, std::string_view name);
  bool empty();
  void add(const FileStat& stat, std::string_view name, uint64_t made);
  // Others may have added to it.
  void look_again() { current_ = false; }

 private:
  void load();
  void shorten(const std::string& bytes);

  std::string path_;
  std::unordered_map<uint64_t, uint64_t> made_;
  uint64_t size_ = 0;  // of the file when it was read
  uint64_t inode_ = 0;
  int fd_ = -1;  // for appending
  bool current_ = false;
  bool off_ = false;
};

}  // namespace umake
