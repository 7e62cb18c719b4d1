// Where a path lies, and so what a change there means (the design's rule 6). Coordinator thread
// only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"

namespace umake {

class Places {
 public:
  // `build_directory` and `cache_directory`: absolute. `temporary_directory`: $TMPDIR, or empty.
  Places(FileSystem& files, std::string build_directory, std::string cache_directory,
         std::string temporary_directory);

  enum class Place : uint8_t {
    kProject,    // under the build directory or its repository, wherever these are
    kElsewhere,  // anything else that counts: $HOME, /opt
    kSystem,     // the toolchain's and the system's: counts in ultra mode and for the action cache
    kTemporary,  // passing files
    kOwn,        // umake's own cache, and where CMake counts its progress: never an input
  };
  Place place_of(std::string_view path);

  // /tmp itself, and its like: what lies there at any time means nothing.
  bool is_temporary_root(std::string_view path) const;

  // "/build/src/x" is "src/x"; what is outside stays absolute.
  std::string_view name_of(std::string_view absolute_path) const;

 private:
  const std::string& repository();

  FileSystem& files_;
  const std::string build_;  // with a slash at the end, as the others
  const std::string cache_;
  const std::string temporary_;
  std::string repository_;  // empty until asked for
};

}  // namespace umake
