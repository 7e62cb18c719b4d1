#include "base/digest.h"

#include <errno.h>
#include <fmt/format.h>
#define XXH_STATIC_LINKING_ONLY  // for XXH3_state_t as a member
#include <xxhash.h>

#include <algorithm>
#include <vector>

namespace umake {

namespace {

constexpr uint64_t kDirectorySeed = 0x6469726563746f72;   // "director"
constexpr uint64_t kUnreadableSeed = 0x756e726561646162;  // "unreadab"
constexpr int64_t kNsPerSecond = 1'000'000'000;
// A kernel tick is 1 to 10 ms; file systems that count whole seconds (or two, FAT) show it by
// zeroes.
constexpr int64_t kTick = 20'000'000;
constexpr int64_t kCoarseTick = 2 * kNsPerSecond;

Digest from(XXH128_hash_t hash) {
  Digest digest{hash.low64, hash.high64};
  if (digest.high == 0 && digest.low < 16) digest.high = 1;  // keep clear of the marks
  return digest;
}

class HashingSink final : public ByteSink {
 public:
  void bytes(std::string_view piece) override { stream_.add(piece); }
  Digest digest() const { return stream_.digest(); }

 private:
  DigestStream stream_;
};

int digest_directory(FileSystem& files, const char* path, Digest& digest) {
  std::vector<std::string> names;
  const int error = files.list(path, names);
  if (error != 0) return error;
  std::sort(names.begin(), names.end());
  std::string joined;
  for (const std::string& name : names) {
    if (name == "." || name == "..") continue;
    joined += name;
    joined += '\0';
  }
  digest = digest_of(joined, kDirectorySeed);
  return 0;
}

Digest digest_unreadable(const FileStat& stat) {
  const uint64_t facts[] = {stat.size, static_cast<uint64_t>(stat.mtime.ns)};
  return digest_of({reinterpret_cast<const char*>(facts), sizeof facts}, kUnreadableSeed);
}

bool means_absent(int error) { return error == ENOENT || error == ENOTDIR || error == ELOOP; }

}  // namespace

std::string Digest::hex() const { return fmt::format("{:016x}{:016x}", high, low); }

Digest digest_of(std::string_view bytes, uint64_t seed) {
  return from(XXH3_128bits_withSeed(bytes.data(), bytes.size(), seed));
}

struct DigestStream::State {
  XXH3_state_t hash;
};

DigestStream::DigestStream() : state_(std::make_unique_for_overwrite<State>()) { restart(); }
DigestStream::~DigestStream() = default;
void DigestStream::restart() { XXH3_128bits_reset(&state_->hash); }
void DigestStream::add(std::string_view piece) {
  XXH3_128bits_update(&state_->hash, piece.data(), piece.size());
}
Digest DigestStream::digest() const { return from(XXH3_128bits_digest(&state_->hash)); }

uint64_t fingerprint_of(const FileStat& stat) {
  const uint64_t facts[] = {stat.device, stat.inode, stat.size,
                            static_cast<uint64_t>(stat.mtime.ns),
                            static_cast<uint64_t>(stat.ctime_ns)};
  const uint64_t hash = XXH3_64bits(facts, sizeof facts);
  return hash != 0 ? hash : 1;
}

bool racy(const FileStat& stat, FileTime read_at) {
  const int64_t newest = std::max(stat.mtime.ns, stat.ctime_ns);
  const bool coarse = stat.mtime.ns % kNsPerSecond == 0 && stat.ctime_ns % kNsPerSecond == 0;
  return newest + (coarse ? kCoarseTick : kTick) >= read_at.ns;
}

int digest_path(FileSystem& files, const char* path, FileStat& stat, Digest& digest) {
  HashingSink sink;
  int error = files.scan(path, stat, sink);
  if (error == 0) {
    digest = sink.digest();
    return 0;
  }
  // Not a plain readable file: find out what it is.
  error = files.stat(path, stat);
  if (means_absent(error)) {
    digest = Digest::absent();
    return 0;
  }
  if (error != 0) return error;
  if (stat.kind == FileKind::kOther) {
    digest = Digest::special();
    return 0;
  }
  if (stat.kind == FileKind::kDirectory && digest_directory(files, path, digest) == 0) return 0;
  digest = digest_unreadable(stat);
  return 0;
}

}  // namespace umake
