// Puts an action's outputs into place. Everything is written under other names first, and only
// renamed when all of it is there and right. One thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/cache/action.h"
#include "runtime/cache/blob_store_posix.h"

namespace umake {

class Restorer {
 public:
  explicit Restorer(BlobStore& blobs) : blobs_(blobs) {}

  enum class End : uint8_t {
    kDone,
    kMissing,     // a blob is gone; nothing was touched
    kDamaged,     // a content was garbled; nothing was touched
    kUnwritable,  // no permission, a full disk. Nothing was touched, or what was has been removed
  };
  End restore(const ActionResult& result);
  // Of files, in the last restore.
  uint64_t bytes() const { return bytes_; }

 private:
  struct Pending {
    const ActionOutput* output;
    std::string name;  // under which it waits
  };

  End prepare(const ActionOutput& output);
  End prepare_directory(const ActionOutput& output);
  End prepare_link(const ActionOutput& output);
  End prepare_file(const ActionOutput& output);
  End write_content(const ActionOutput& output, int to);
  bool remove_paths(const std::vector<std::string>& paths);
  bool rename_all();
  void set_directory_modes();
  void take_back(size_t renamed);
  std::string temporary_name(const std::string& path);

  BlobStore& blobs_;
  std::vector<Pending> pending_;
  std::vector<const ActionOutput*> made_directories_;
  std::vector<const ActionOutput*> directories_;
  uint64_t bytes_ = 0;
  uint64_t next_ = 0;
};

}  // namespace umake
