#include "runtime/freshness/state_format.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>

namespace umake {

// These lie on disk as they are: no padding, no surprises.
static_assert(sizeof(PathEntry) == 48 && std::is_trivially_copyable_v<PathEntry>);
static_assert(sizeof(Observation) == 32 && std::is_trivially_copyable_v<Observation>);
static_assert(sizeof(Record) == 64 && std::is_trivially_copyable_v<Record>);
static_assert(sizeof(Slot) == 8);
static_assert(sizeof(SegmentHeader) == 32);
static_assert(sizeof(BaseHeader) == 32);
static_assert(sizeof(PathFields) == 32);
static_assert(sizeof(InputFields) == 32);
static_assert(sizeof(RecordFields) == 48);

namespace {
constexpr unsigned kPeakShift = 24;
constexpr uint64_t kPeakUnitKb = 8 * 1024;  // 8 of these are the least that is kept
}  // namespace

// A floating-point number of 5 and 3 bits, plus one.
uint32_t peak_flags(uint64_t peak_kb) {
  uint64_t units = (peak_kb + kPeakUnitKb - 1) / kPeakUnitKb;
  if (units < 8) return 0;
  uint32_t exponent = 0;
  for (; units >= 16; ++exponent) units = (units + 1) / 2;
  const uint32_t code =
      std::min<uint32_t>(exponent * 8 + static_cast<uint32_t>(units - 8) + 1, 255);
  return code << kPeakShift;
}

uint64_t peak_kb_of(uint32_t flags) {
  const uint32_t code = flags >> kPeakShift;
  if (code == 0) return 0;
  return ((8 + (code - 1) % 8) * kPeakUnitKb) << ((code - 1) / 8);
}

uint64_t checksum_of(std::string_view bytes, uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

uint32_t name_hash(std::string_view name) {
  return static_cast<uint32_t>(XXH3_64bits(name.data(), name.size()));
}

void append_segment(std::string& out, SegmentKind kind, std::string_view payload, uint64_t seed) {
  const size_t start = out.size();
  out.append(sizeof(SegmentHeader), '\0');
  out += payload;
  while ((out.size() - start) % 8 != 0) out += '\0';
  SegmentHeader header = {};
  std::memcpy(header.magic, kSegmentMagic, sizeof header.magic);
  header.kind = kind;
  header.size = out.size() - start - sizeof header;
  const std::string_view padded = std::string_view(out).substr(start + sizeof header);
  header.checksum = checksum_of(padded, seed + static_cast<uint64_t>(kind));
  std::memcpy(out.data() + start, &header, sizeof header);
}

void EntryWriter::end() {
  const size_t payload = start_ + 2 * sizeof(uint32_t);
  const uint32_t size = static_cast<uint32_t>(out_.size() - payload);
  const uint32_t checksum =
      static_cast<uint32_t>(checksum_of(std::string_view(out_).substr(payload), seed_));
  std::memcpy(out_.data() + start_, &size, sizeof size);
  std::memcpy(out_.data() + start_ + sizeof size, &checksum, sizeof checksum);
}

NextEntry next_entry(ByteReader& reader, uint64_t seed, char& type, std::string_view& payload) {
  uint32_t size = 0;
  uint32_t checksum = 0;
  // Zeroes pad a delta to a multiple of 8 bytes.
  if (reader.rest().size() < 8 && reader.rest().find_first_not_of('\0') == std::string_view::npos) {
    return NextEntry::kEnd;
  }
  if (!reader.take(size)) return NextEntry::kCut;
  if (size == 0) return NextEntry::kDamaged;
  if (!reader.take(checksum) || !reader.take_bytes(size, payload)) return NextEntry::kCut;
  if (static_cast<uint32_t>(checksum_of(payload, seed)) != checksum) return NextEntry::kDamaged;
  type = payload.front();
  payload.remove_prefix(1);
  return NextEntry::kEntry;
}

size_t base_segment_size(std::string_view bytes) {
  SegmentHeader header;
  if (bytes.size() < sizeof header) return 0;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.magic, kSegmentMagic, sizeof header.magic) != 0) return 0;
  return header.kind == SegmentKind::kBase ? sizeof header + header.size : 0;
}

}  // namespace umake
