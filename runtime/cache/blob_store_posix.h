// Contents of output files, each once, by its digest.
//
//   <cache>/blobs-1/ab/<digest>        BlobHeader, then the content as one zstd frame
//   <cache>/blobs-1/ab/<digest>.raw    the content as it is
//
// Contents that zstd makes no smaller, of 64 KB and more, are kept raw: there a file system that
// shares blocks (btrfs, XFS) can clone them, and elsewhere a copy costs no decompression. All
// others are compressed, whatever the file system: a third of the size means three times the
// results under the limit, and decompressing (1 GB/s) costs less than the writing that a clone
// would save. Never a hard link: a recipe that writes to its output would write into the cache.
//
// A content is only believed when its digest is right. One thread at a time.
#pragma once

#include <cstdint>
#include <string>

#include "base/digest.h"
#include "runtime/cache/compression.h"
#include "runtime/cache/shard_files_posix.h"

namespace umake {

struct BlobHeader {
  char magic[8];
  uint64_t size;      // of the content
  uint64_t checksum;  // of the two before
};

class BlobStore {
 public:
  explicit BlobStore(const std::string& cache_directory);

  // Whether the content is there; what is there counts as used.
  bool has(const Digest& digest);

  enum class Put : uint8_t {
    kStored,
    kOther,  // the file's content is not what was said, or can't be read
    kFault,  // the cache can't be written: see fault()
  };
  // Keeps the content of the open file. `added`: bytes on disk.
  Put put(const Digest& digest, uint64_t size, int from, uint64_t& added);
  // Keeps content that is compressed already: a zstd frame of `size` bytes of this digest.
  Put put_frame(const Digest& digest, uint64_t size, std::string_view frame, uint64_t& added);
  const CacheFault& fault() const { return fault_; }

  enum class Got : uint8_t {
    kGood,
    kMissing,  // trimmed by somebody
    kDamaged,  // garbled, and removed
    kUnwritable,
  };
  // Writes the content to `to`, an empty file; to -1 only reads and checks it. kUnwritable: errno
  // is in error().
  Got get(const Digest& digest, uint64_t size, int to);
  int error() const { return error_; }
  // Reads one of the two forms against its digest, without counting as used.
  Got check(const Digest& digest, bool raw);
  // The path of the last blob that was damaged.
  const std::string& damaged_path() const { return damaged_path_; }

  Compressor& compressor() { return compressor_; }
  Decompressor& decompressor() { return decompressor_; }

 private:
  Put put_raw(const Digest& digest, uint64_t size, int from, uint64_t& added);
  Put put_compressed(const Digest& digest, uint64_t size, int from, std::string_view first,
                     uint64_t& added);
  Put finish(ShardFiles::Temporary& temporary, const std::string& path, uint64_t bytes,
             uint64_t& added);
  Put failed(CacheFault fault);
  Got get_raw(int from, const Digest& digest, uint64_t size, int to);
  Got get_compressed(int from, const Digest& digest, uint64_t size, int to);
  Got drop_if_damaged(Got got, const std::string& path);
  Got unwritable(int error);
  char* buffer();

  ShardFiles files_;
  Compressor compressor_;
  Decompressor decompressor_;
  std::unique_ptr<char[]> buffer_;
  CacheFault fault_;
  int error_ = 0;
  std::string damaged_path_;
};

// Makes `to`, an empty file, share the blocks of `from`. False where that can't be.
bool clone_file(int from, int to);

}  // namespace umake
