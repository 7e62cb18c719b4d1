// What a file's content is, as 128 bits: XXH3-128 of its bytes (a directory: of its sorted names),
// with marks of its own for what has no content. Not cryptographic: it tells accidents apart, not
// attacks.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/file_system.h"

namespace umake {

struct Digest {
  uint64_t low = 0;
  uint64_t high = 0;

  bool operator==(const Digest&) const = default;

  // Marks. A real digest that equals one is as likely as any other collision.
  static constexpr Digest unknown() { return {0, 0}; }  // equals nothing real: not computed
  static constexpr Digest absent() { return {1, 0}; }   // no such file
  static constexpr Digest special() { return {2, 0}; }  // a device, socket or FIFO

  bool known() const { return low != 0 || high != 0; }
  std::string hex() const;
};

// Of bytes in memory. `seed` separates domains (a directory's names from a file with the same
// bytes).
Digest digest_of(std::string_view bytes, uint64_t seed = 0);

// The digest of bytes that come piece by piece: digest_of() of all of them together.
class DigestStream {
 public:
  DigestStream();
  ~DigestStream();
  void add(std::string_view piece);
  Digest digest() const;
  void restart();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A fingerprint of what identifies a file's state without reading it: device, inode, size, mtime
// and ctime. Equal fingerprints mean an unchanged file, unless it was changed again within one tick
// of the clock that stamps files (see `racy`). Never 0.
uint64_t fingerprint_of(const FileStat& stat);

// Whether a file with these times, read at `read_at`, could have been changed afterwards without
// getting other times: its times are not older than the read by more than the clock's granularity.
bool racy(const FileStat& stat, FileTime read_at);

// The content of what `path` names, symbolic links followed. Returns 0 or an errno value; a missing
// file (also a dangling link) is no error but absent(). `stat` is set unless absent: the state that
// was read, taken before reading. A file that exists but must not be read gets a digest of its size
// and mtime, so that GNU make's view of it decides.
int digest_path(FileSystem& files, const char* path, FileStat& stat, Digest& digest);

}  // namespace umake
