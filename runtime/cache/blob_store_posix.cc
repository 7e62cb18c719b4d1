#include "runtime/cache/blob_store_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace umake {

namespace {

constexpr char kMagic[8] = {'u', 'm', 'k', 'b', 'l', 'o', '0', '1'};
constexpr uint64_t kHeaderSeed = 0x626c6f622068656d;  // "blob hem"
constexpr std::string_view kRawSuffix = ".raw";
// Contents from this size on may be kept raw; their beginning decides, since that is all that is in
// memory then.
constexpr uint64_t kRawSize = 64 * 1024;

static_assert(sizeof(BlobHeader) == 24);

BlobHeader header_of(uint64_t size) {
  BlobHeader header;
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.size = size;
  header.checksum =
      digest_of({reinterpret_cast<const char*>(&header), offsetof(BlobHeader, checksum)},
                kHeaderSeed)
          .low;
  return header;
}

std::string_view bytes_of(const BlobHeader& header) {
  return {reinterpret_cast<const char*>(&header), sizeof header};
}

// Digests what comes, and writes it.
class ContentSink final : public ByteSink {
 public:
  // `to` -1: only digests.
  ContentSink(int to, uint64_t expected) : to_(to), expected_(expected) {}

  void bytes(std::string_view piece) override {
    total_ += piece.size();
    if (total_ > expected_) return;
    // Nearly always it comes in one piece.
    if (piece.size() == expected_) {
      whole_ = digest_of(piece);
    } else {
      if (stream_ == nullptr) stream_ = std::make_unique<DigestStream>();
      stream_->add(piece);
    }
    if (to_ >= 0 && error_ == 0) error_ = write_all(to_, piece);
  }
  bool is(const Digest& digest) const {
    if (total_ != expected_) return false;
    if (stream_ != nullptr) return stream_->digest() == digest;
    return (total_ == 0 ? digest_of({}) : whole_) == digest;
  }
  int error() const { return error_; }

 private:
  const int to_;
  const uint64_t expected_;
  uint64_t total_ = 0;
  Digest whole_;
  std::unique_ptr<DigestStream> stream_;
  int error_ = 0;
};

// Writes what comes to a file, and counts it.
class FileSink final : public ByteSink {
 public:
  explicit FileSink(int to) : to_(to) {}
  void bytes(std::string_view piece) override {
    total_ += piece.size();
    if (error_ == 0) error_ = write_all(to_, piece);
  }
  uint64_t total() const { return total_; }
  int error() const { return error_; }

 private:
  const int to_;
  uint64_t total_ = 0;
  int error_ = 0;
};

class CountingSink final : public ByteSink {
 public:
  void bytes(std::string_view piece) override { total += piece.size(); }
  uint64_t total = 0;
};

}  // namespace

BlobStore::BlobStore(const std::string& cache_directory) : files_(cache_directory, "blobs-1") {}

char* BlobStore::buffer() {
  if (buffer_ == nullptr) buffer_ = std::make_unique_for_overwrite<char[]>(kPieceSize);
  return buffer_.get();
}

bool BlobStore::has(const Digest& digest) {
  for (const std::string_view suffix : {std::string_view(), kRawSuffix}) {
    const std::string path = files_.path(digest, suffix);
    struct stat info;
    if (::stat(path.c_str(), &info) != 0) continue;
    ShardFiles::refresh(path, info);
    return true;
  }
  return false;
}

BlobStore::Put BlobStore::failed(CacheFault fault) {
  fault_ = std::move(fault);
  return Put::kFault;
}

BlobStore::Put BlobStore::finish(ShardFiles::Temporary& temporary, const std::string& path,
                                 uint64_t bytes, uint64_t& added) {
  if (CacheFault fault = files_.commit(temporary, path)) return failed(std::move(fault));
  added += disk_bytes(bytes);
  return Put::kStored;
}

BlobStore::Put BlobStore::put(const Digest& digest, uint64_t size, int from, uint64_t& added) {
  const size_t first = std::min<uint64_t>(size, kPieceSize);
  if (read_all(from, buffer(), first, 0) != first) return Put::kOther;
  const std::string_view piece(buffer(), first);
  if (size >= kRawSize) {
    CountingSink compressed;
    const size_t sample = std::min<size_t>(first, kRawSize);
    compressor_.begin(sample);
    compressor_.add(piece.substr(0, sample), true, compressed);
    if (compressed.total > sample - sample / 8) return put_raw(digest, size, from, added);
  }
  return put_compressed(digest, size, from, piece, added);
}

BlobStore::Put BlobStore::put_raw(const Digest& digest, uint64_t size, int from, uint64_t& added) {
  const std::string path = files_.path(digest, kRawSuffix);
  ShardFiles::Temporary temporary;
  if (CacheFault fault = files_.create(path, temporary)) return failed(std::move(fault));
  const bool cloned = clone_file(from, temporary.file.get());
  ContentSink content(cloned ? -1 : temporary.file.get(), size);
  for (uint64_t at = 0; at < size;) {
    const size_t wanted = std::min<uint64_t>(size - at, kPieceSize);
    const size_t got = read_all(from, buffer(), wanted, static_cast<off_t>(at));
    if (got != wanted) return Put::kOther;
    content.bytes({buffer(), got});
    at += got;
  }
  if (content.error() != 0) return failed(CacheFault::system(content.error(), path));
  if (!content.is(digest)) return Put::kOther;
  return finish(temporary, path, size, added);
}

BlobStore::Put BlobStore::put_compressed(const Digest& digest, uint64_t size, int from,
                                         std::string_view first, uint64_t& added) {
  const std::string path = files_.path(digest);
  ShardFiles::Temporary temporary;
  if (CacheFault fault = files_.create(path, temporary)) return failed(std::move(fault));
  ContentSink content(-1, size);
  FileSink compressed(temporary.file.get());
  compressed.bytes(bytes_of(header_of(size)));
  compressor_.begin(size);
  uint64_t at = 0;
  for (std::string_view piece = first;;) {
    at += piece.size();
    content.bytes(piece);
    if (!compressor_.add(piece, at == size, compressed)) return Put::kOther;
    if (compressed.error() != 0) return failed(CacheFault::system(compressed.error(), path));
    if (at == size) break;
    const size_t wanted = std::min<uint64_t>(size - at, kPieceSize);
    if (read_all(from, buffer(), wanted, static_cast<off_t>(at)) != wanted) return Put::kOther;
    piece = {buffer(), wanted};
  }
  if (!content.is(digest)) return Put::kOther;
  return finish(temporary, path, compressed.total(), added);
}

BlobStore::Put BlobStore::put_frame(const Digest& digest, uint64_t size, std::string_view frame,
                                    uint64_t& added) {
  const std::string path = files_.path(digest);
  ShardFiles::Temporary temporary;
  if (CacheFault fault = files_.create(path, temporary)) return failed(std::move(fault));
  std::string bytes(bytes_of(header_of(size)));
  bytes += frame;
  if (const int error = write_all(temporary.file.get(), bytes); error != 0) {
    return failed(CacheFault::system(error, path));
  }
  return finish(temporary, path, bytes.size(), added);
}

BlobStore::Got BlobStore::unwritable(int error) {
  error_ = error;
  return Got::kUnwritable;
}

BlobStore::Got BlobStore::drop_if_damaged(Got got, const std::string& path) {
  if (got == Got::kDamaged) {
    ::unlink(path.c_str());
    damaged_path_ = path;
  }
  return got;
}

BlobStore::Got BlobStore::get(const Digest& digest, uint64_t size, int to) {
  for (const std::string_view suffix : {std::string_view(), kRawSuffix}) {
    const std::string path = files_.path(digest, suffix);
    const OpenFile from(open_file(path, O_RDONLY | O_NOFOLLOW));
    if (!from) continue;
    struct stat info;
    if (::fstat(from.get(), &info) == 0) ShardFiles::refresh(from.get(), info);
    const Got got = suffix.empty() ? get_compressed(from.get(), digest, size, to)
                                   : get_raw(from.get(), digest, size, to);
    return drop_if_damaged(got, path);
  }
  return Got::kMissing;
}

BlobStore::Got BlobStore::check(const Digest& digest, bool raw) {
  const std::string path = files_.path(digest, raw ? kRawSuffix : std::string_view());
  const OpenFile from(open_file(path, O_RDONLY | O_NOFOLLOW));
  struct stat info;
  if (!from || ::fstat(from.get(), &info) != 0) return Got::kMissing;
  if (raw) {
    const uint64_t size = static_cast<uint64_t>(info.st_size);
    return drop_if_damaged(get_raw(from.get(), digest, size, -1), path);
  }
  // The size that it says of itself: get_compressed checks the header that has it.
  BlobHeader header = {};
  read_all(from.get(), reinterpret_cast<char*>(&header), sizeof header, 0);
  return drop_if_damaged(get_compressed(from.get(), digest, header.size, -1), path);
}

BlobStore::Got BlobStore::get_compressed(int from, const Digest& digest, uint64_t size, int to) {
  struct stat info;
  if (::fstat(from, &info) != 0 || !S_ISREG(info.st_mode)) return Got::kDamaged;
  const uint64_t file_size = static_cast<uint64_t>(info.st_size);
  const BlobHeader expected = header_of(size);
  ContentSink content(to, size);
  uint64_t at = 0;
  while (at < file_size) {
    const size_t wanted = std::min<uint64_t>(file_size - at, kPieceSize);
    if (read_all(from, buffer(), wanted, static_cast<off_t>(at)) != wanted) return Got::kDamaged;
    std::string_view piece(buffer(), wanted);
    if (at == 0) {
      if (!piece.starts_with(bytes_of(expected))) return Got::kDamaged;
      piece.remove_prefix(sizeof expected);
      decompressor_.begin();
    }
    at += wanted;
    if (!decompressor_.add(piece, content)) return Got::kDamaged;
    if (content.error() != 0) return unwritable(content.error());
  }
  if (at == 0 || !decompressor_.complete() || !content.is(digest)) return Got::kDamaged;
  return Got::kGood;
}

BlobStore::Got BlobStore::get_raw(int from, const Digest& digest, uint64_t size, int to) {
  struct stat info;
  if (::fstat(from, &info) != 0 || !S_ISREG(info.st_mode)) return Got::kDamaged;
  if (static_cast<uint64_t>(info.st_size) != size) return Got::kDamaged;
  const bool cloned = to >= 0 && clone_file(from, to);
  ContentSink content(cloned ? -1 : to, size);
  for (uint64_t at = 0; at < size;) {
    const size_t wanted = std::min<uint64_t>(size - at, kPieceSize);
    if (read_all(from, buffer(), wanted, static_cast<off_t>(at)) != wanted) {
      return Got::kDamaged;
    }
    content.bytes({buffer(), wanted});
    if (content.error() != 0) return unwritable(content.error());
    at += wanted;
  }
  return content.is(digest) ? Got::kGood : Got::kDamaged;
}

}  // namespace umake
