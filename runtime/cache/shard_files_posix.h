// Files named by a digest, in 256 directories by its first byte: <cache>/TREE/ab/abcdef... Nothing
// is opened or made before the first file is. A file appears under its name all at once (written
// under another, renamed) and is never changed afterwards. One thread at a time; any number of
// processes.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "runtime/cache_directory_posix.h"
#include "runtime/file_calls_posix.h"

namespace umake {

// What a file counts for against the limit: what it takes on most disks.
constexpr uint64_t disk_bytes(uint64_t size) { return (size + 4095) / 4096 * 4096; }

// Names of files that are being written begin so: umake was killed over those that stay.
constexpr std::string_view kTemporaryPrefix = "new.";

class ShardFiles {
 public:
  ShardFiles(std::string cache_directory, std::string_view tree);

  std::string path(const Digest& digest, std::string_view suffix = {}) const;

  // A file that is being written; removed unless commit() has taken it.
  class Temporary {
   public:
    Temporary() = default;
    ~Temporary() { discard(); }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    void discard();

    OpenFile file;
    std::string name;
  };
  // Makes the directories when they are missing.
  CacheFault create(const std::string& path, Temporary& temporary);
  // Gives it its name, in place of the file there. `only_new`: kSystem with EEXIST when there is
  // one.
  CacheFault commit(Temporary& temporary, const std::string& path, bool only_new = false);

  // Tells that the file was used: what was used last is kept longest. At most once an hour, so that
  // it costs nothing.
  static void refresh(int fd, const struct stat& info);
  static void refresh(const std::string& path, const struct stat& info);

 private:
  std::string cache_directory_;
  std::string tree_;  // <cache>/TREE/
  uint64_t next_ = 0;
};

}  // namespace umake
