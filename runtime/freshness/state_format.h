// How freshness state lies on disk: the types of the stored tables and the entries of deltas and
// journals.
//
// One directory of files for each build directory, <cache>/state-2/<digest of its canonical name>/:
//   records      segment*            what is known, last segment wins
//   run.TIME.PID journal             what one running (or killed) umake has to add
//   lock                             flock(2)ed by whoever changes the two others
// and one file for all of them, <cache>/state-2/stamps (stamp_registry_posix.h).
//
//   segment = header payload     header: SegmentHeader; a base can only come first
//   base    = BaseHeader PathEntry* Observation* Record* u32* Slot* names
//             (arrays as in memory, read in one piece and used in place; the slots are a hash index
//             of the paths by name)
//   delta   = entry*
//   journal = JournalHeader entry*
//   entry   = u32 size, u32 checksum of the payload, payload of `size` bytes; by its first byte:
//
//     'P' PathFields name           names a path, by the stream's next local number (from 0)
//     'U' u32 local PathFields      what is known of a path now
//     'R' RecordFields InputFields* a record, in place of the one of the same key
//     'D' KeyFields                 drops a record
//     'M' u32 local                 the path's recipe has started: in progress
//     'E' u32 local                 ... and has ended
//
// Why not LMDB, as the design first had it: LMDB's pages carry no checksums (with four or five bits
// flipped in its file, often in a page's header, 32 of 2,000 processes that read and wrote it died
// of a signal), it has one write lock for all build directories, and its open + get took 78 us
// where opening and reading a file of 64 KB took 5 (one run, on a busy machine). Here
// everything is read into private memory first, so that no truncation can raise SIGBUS, and every
// segment and entry has a checksum that is seeded with the build directory: what is damaged, cut
// short or comes from elsewhere is recognised and treated as absent.
//
// Bytes are in host order; the magic tells a file from a machine of other order. A change of format
// changes "state-2" and the magics.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/digest.h"

namespace umake {

using PathId = uint32_t;
using ObservationId = uint32_t;
using RecordId = uint32_t;
constexpr uint32_t kNone = UINT32_MAX;

// What is known of one path, relative to the build directory as makefiles spell it.
struct PathEntry {
  enum Flag : uint32_t {
    kInProgress = 1 << 0,   // a recipe that makes it was started and is not known to have ended
    kStored = 0xff,         // flags that go to disk
    kRacy = 1 << 8,         // the digest holds in this process only
    kDirty = 1 << 9,        // differs from the disk
    kMadeHere = 1 << 10,    // `made` was set by this process
    kInherited = 1 << 11,   // kInProgress comes from a killed umake's journal
    kMember = 1 << 12,      // an archive member's name
    kClassified = 1 << 14,  // kMember is settled
    kEnded = 1 << 15,       // kInProgress was taken back by this process
  };
  Digest digest;  // the content that `fingerprint` had
  uint64_t fingerprint =
      0;  // the file's state when it was read (fingerprint_of); 0: no digest known
  // The state that the last recipe run which changed the file left behind: its generation (rules 4
  // and 5). Taken from the file's own state, so that an outer and an inner umake that both see the
  // change agree on it. 0: none known.
  uint64_t made = 0;
  uint32_t name = 0;  // where its name starts (base only)
  uint32_t name_length = 0;
  RecordId first_record = kNone;  // records of recipes that make it, chained by Record::next
  uint32_t flags = 0;
};

// A path with the content and generation that a recipe saw. Shared by all records that saw the
// same.
struct Observation {
  Digest digest;
  uint64_t made = 0;
  PathId path = kNone;
  // An InputKind, and:
  enum Flag : uint32_t {
    kKindMask = 0xff,
    kSystem = 1 << 8,  // counts in ultra mode only (rule 6)
    // No input, but what the recipe left beside its target, and `digest` of it: see
    // ContentFreshness::State::is_as_left().
    kBeside = 1 << 9,
  };
  uint32_t flags = 0;
  bool operator==(const Observation&) const = default;
};

// Which recipe a record is of. A target may be made by several: double-colon rules, and makefiles
// that share a directory.
struct RecordKey {
  PathId path = kNone;
  uint32_t makefile = 0;  // hash of the name of the makefile that the recipe stands in
  uint32_t variant = 0;   // position among the target's double-colon rules
  bool operator==(const RecordKey&) const = default;
};

struct Record {
  enum Flag : uint32_t {
    kObserved = 1 << 0,    // the inputs include all that the recipe was seen to read
    kStored = 0xff0000ff,  // the topmost eight bits: see peak_flags()
    kDead = 1 << 8,        // replaced or dropped
    kDirty = 1 << 9,       // not on disk yet
  };
  Digest own;                    // the target's file after the recipe ran
  uint64_t recipe_text = 0;      // hash of the unexpanded recipe
  uint64_t recipe_expanded = 0;  // of the expanded one; 0: not known
  RecordKey key;
  RecordId next = kNone;
  uint32_t first_input = 0;  // in the table of inputs: observation ids, declared prerequisites in
                             // their order first, then what was observed, then that of the system
  uint32_t input_count = 0;
  uint32_t flags = 0;
  uint32_t system_inputs = 0;  // how many of the inputs, the last ones, are kSystem
};

// What the recipe needed of memory, in the flags of its record: 0 below 64 MiB, or when it is not
// known; else in steps of an eighth, rounded up.
uint32_t peak_flags(uint64_t peak_kb);
// Back again, in KiB.
uint64_t peak_kb_of(uint32_t flags);

// A slot of the index of paths by name; open addressing, a power of two of them.
struct Slot {
  uint32_t hash = 0;
  uint32_t path_plus_one = 0;
};

// The bytes of `records`, to be changed in place by their one reader, without effect on the file.
using StateBytes = std::shared_ptr<char[]>;

constexpr char kSegmentMagic[8] = {'u', 'm', 'k', 's', 't', 'a', '0', '2'};
constexpr char kJournalMagic[8] = {'u', 'm', 'k', 'r', 'u', 'n', '0', '2'};

enum class SegmentKind : uint32_t { kBase = 1, kDelta = 2 };

struct SegmentHeader {
  char magic[8];
  SegmentKind kind;
  uint32_t reserved;
  uint64_t size;      // of the payload; a multiple of 8
  uint64_t checksum;  // of the payload, seeded
};

// How many bytes at the start of `records` its base takes, which are never written again: its
// header and payload. 0 when `bytes`, the file's first ones, begin no base.
size_t base_segment_size(std::string_view bytes);

struct JournalHeader {
  char magic[8];
  uint64_t seed;
};

struct BaseHeader {
  uint32_t paths;
  uint32_t observations;
  uint32_t records;
  uint32_t inputs;
  uint32_t slots;
  uint32_t directory_length;  // the names start with the build directory's
  uint64_t names;
};

// Fixed parts of entries.
struct PathFields {
  Digest digest;
  uint64_t fingerprint;
  uint64_t made;  // 0: leave what is known
};
struct InputFields {
  Digest digest;
  uint64_t made;
  uint32_t local;
  uint32_t flags;
};
struct KeyFields {
  uint32_t local;
  uint32_t makefile;
  uint32_t variant;
};
struct RecordFields {
  Digest own;
  uint64_t recipe_text;
  uint64_t recipe_expanded;
  KeyFields key;
  uint32_t flags;
};

uint64_t checksum_of(std::string_view bytes, uint64_t seed);
uint32_t name_hash(std::string_view name);

// Appends a segment's header and payload (padded) to `out`.
void append_segment(std::string& out, SegmentKind kind, std::string_view payload, uint64_t seed);

// Writes entries to the end of a buffer.
class EntryWriter {
 public:
  EntryWriter(std::string& out, uint64_t seed) : out_(out), seed_(seed) {}

  void begin(char type) {
    start_ = out_.size();
    out_.append(2 * sizeof(uint32_t), '\0');
    out_ += type;
  }
  template <typename T>
  void put(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void put_bytes(std::string_view bytes) { out_ += bytes; }
  void end();

 private:
  std::string& out_;
  uint64_t seed_;
  size_t start_ = 0;
};

// Takes a byte string apart; every read is checked against its end.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  template <typename T>
  bool take(T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (rest_.size() < sizeof value) return false;
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
    return true;
  }
  bool take_bytes(size_t size, std::string_view& bytes) {
    if (rest_.size() < size) return false;
    bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return true;
  }
  std::string_view rest() const { return rest_; }
  bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

enum class NextEntry : uint8_t {
  kEntry,
  kEnd,  // all was read
  kCut,  // the last entry is incomplete: its writer was killed, or is about to go on
  kDamaged,
};
NextEntry next_entry(ByteReader& reader, uint64_t seed, char& type, std::string_view& payload);

}  // namespace umake
