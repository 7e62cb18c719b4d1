// How an action's sets of inputs and results lie on disk.
//
//   <cache>/actions-1/ab/<weak key>      a manifest: all sets of one weak key, oldest first
//   <cache>/blobs-1/ab/<digest>          a file's content (blob_store_posix.h)
//
//   manifest = ManifestHeader SetRow* set*
//   set      = number-of-inputs input* result
//   input    = u8 kind and digest form, path, digest (16 bytes, when the form is kFull)
//   result   = wall cpu peak flags, outputs, removed paths, pieces of what was printed
//   path     = number of bytes shared with the path before it, number of its own, those bytes
//
// Numbers are 7 bits a byte, the lowest first. Each set has a checksum of its own, seeded with the
// weak key, in its row; header and rows have one too: a set that is damaged does not harm the
// others, and none is looked at that need not be. Sets are not compressed: sharing prefixes of
// paths gets 300 inputs of a C++ compile (half of them absent) from 16 KB to 4.9 in 6 us; zstd gets
// them to 4.5 KB in 22 us, and takes 9 us more to read. What was printed and small files in sets
// are compressed.
//
// Bytes are in host order; the magic tells a file from a machine of other order. A change of format
// changes "actions-1" and the magic.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/cache/action_cache.h"
#include "runtime/cache/compression.h"

namespace umake {

struct EncodedSet {
  std::string bytes;
  uint64_t inputs = 0;  // a hash of the inputs: sets of the same inputs replace each other
};

EncodedSet encode_set(const CacheEntry& entry, Compressor& compressor);

// Takes a set apart, inputs first, so that a look-up can stop at the first that differs.
class SetReader {
 public:
  explicit SetReader(std::string_view bytes);

  size_t input_count() const { return input_count_; }
  // The inputs in their order; `before` is the previous one's path (empty at first).
  bool take_input(std::string_view before, ActionInput& input);
  // After all inputs. False: damaged.
  bool take_result(Decompressor& decompressor, ActionResult& result);

 private:
  uint64_t number();
  std::string_view bytes(uint64_t size);
  void path(std::string_view before, std::string& path);
  bool digest(Digest& digest);
  bool output(std::string_view before, ActionOutput& output);
  bool printed(Decompressor& decompressor, std::vector<PrintedPiece>& pieces);
  // A count of things that take at least a byte each.
  size_t count();

  std::string_view rest_;
  bool sound_ = true;  // false: something went beyond the end
  size_t input_count_;
};

struct ManifestHeader {
  char magic[8];
  uint64_t checksum;  // of all that follows, the rows included, without the sets
  Digest key;
  uint64_t sets;
};

struct SetRow {
  uint64_t inputs;    // EncodedSet::inputs
  uint64_t checksum;  // of the set, seeded
  uint64_t size;
};

// A manifest's parts, viewed in its bytes.
class ManifestView {
 public:
  // False: damaged, cut short, or another key's; then it is empty.
  bool open(std::string_view bytes, const Digest& key);

  size_t count() const { return rows_.size(); }
  uint64_t inputs(size_t index) const { return rows_[index].inputs; }
  std::string_view set(size_t index) const { return sets_[index]; }
  // Whether the set is as it was written. Not asked by open().
  bool sound(size_t index) const;
  const SetRow& row(size_t index) const { return rows_[index]; }

 private:
  bool take_apart(std::string_view bytes);

  Digest key_;
  std::vector<SetRow> rows_;
  std::vector<std::string_view> sets_;
};

// Puts a manifest together, oldest set first.
class ManifestBuilder {
 public:
  explicit ManifestBuilder(const Digest& key) : key_(key) {}
  // A set of another manifest, with its checksum as it stands there. `set` must outlive this.
  void keep(const SetRow& row, std::string_view set);
  void add(const EncodedSet& set);
  bool empty() const { return rows_.empty(); }
  std::string bytes() const;

 private:
  Digest key_;
  std::vector<SetRow> rows_;
  std::vector<std::string_view> sets_;
};

}  // namespace umake
