// Manifests on disk (entry_format.h). Readers take no lock: a manifest is replaced as a whole.
// Writers lock the one that is there, so that none of two umakes' sets is lost. One thread at a
// time.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "runtime/cache/shard_files_posix.h"

namespace umake {

class ManifestStore {
 public:
  explicit ManifestStore(const std::string& cache_directory);

  // The manifest's bytes; empty when there is none. What is read counts as used. They stay until
  // the next read.
  std::string_view read(const Digest& weak);
  // The same without counting as used.
  std::string_view look(const Digest& weak);
  void remove(const Digest& weak);
  std::string path(const Digest& weak) const { return files_.path(weak); }

  // Puts what `change` makes of the present bytes (empty: there is none) in their place; an empty
  // answer removes it. `added`: the change in bytes on disk. Another umake that keeps the lock for
  // long is kLocked: the change is not made.
  CacheFault update(const Digest& weak, const std::function<std::string(std::string_view)>& change,
                    int64_t& added);

 private:
  std::string_view read_file(const Digest& weak, bool used);
  std::string_view read_from(int fd, const struct stat& info);

  ShardFiles files_;
  std::unique_ptr<char[]> buffer_;
  size_t capacity_ = 0;
};

}  // namespace umake
