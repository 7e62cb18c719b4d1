#include "runtime/cache/entry_format.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace umake {

namespace {

constexpr char kMagic[8] = {'u', 'm', 'k', 'a', 'c', 't', '0', '2'};
constexpr uint64_t kRowsSeed = 0x6d616e6966657374;    // "manifest"
constexpr uint64_t kInputsSeed = 0x696e70757473206f;  // "inputs o"

// These lie on disk as they are: no padding, no surprises.
static_assert(sizeof(ManifestHeader) == 40 && std::is_trivially_copyable_v<ManifestHeader>);
static_assert(sizeof(SetRow) == 24 && std::is_trivially_copyable_v<SetRow>);

// How an input's digest is written: the marks, which half of a C++ compile's inputs have, in no
// bytes of their own.
enum DigestForm : uint8_t { kFull = 0, kAbsent = 1, kSpecial = 2, kUnknown = 3 };
constexpr Digest kMarks[] = {{}, Digest::absent(), Digest::special(), Digest::unknown()};
// A tag is three bits of the kind, two of the form, and the rest of the kind.
constexpr uint8_t kLowKindMask = 7;
constexpr uint8_t kFormShift = 3;
constexpr uint8_t kFormMask = 3;
constexpr uint8_t kHighKindShift = 5;

constexpr uint64_t kVerifyOnly = 1;

uint64_t set_checksum(std::string_view set, const Digest& key) {
  return digest_of(set, key.low ^ key.high).low;
}

class FieldWriter {
 public:
  explicit FieldWriter(std::string& out) : out_(out) {}

  void byte(uint8_t value) { out_ += static_cast<char>(value); }
  void number(uint64_t value) {
    for (; value >= 0x80; value >>= 7) byte(static_cast<uint8_t>(value | 0x80));
    byte(static_cast<uint8_t>(value));
  }
  void text(std::string_view text) {
    number(text.size());
    out_ += text;
  }
  void path(std::string_view path) {
    const size_t most = std::min(path.size(), before_.size());
    const size_t shared =
        std::mismatch(path.begin(), path.begin() + most, before_.begin()).first - path.begin();
    number(shared);
    text(path.substr(shared));
    before_ = path;
  }
  void forget_path() { before_ = {}; }
  void digest(const Digest& digest) {
    out_.append(reinterpret_cast<const char*>(&digest), sizeof digest);
  }

 private:
  std::string& out_;
  std::string_view before_;
};

void write_input(const ActionInput& input, FieldWriter& fields) {
  uint8_t form = kFull;
  for (uint8_t mark = kAbsent; mark <= kUnknown; ++mark) {
    if (input.digest == kMarks[mark]) form = mark;
  }
  const uint8_t kind = static_cast<uint8_t>(input.kind);
  fields.byte(static_cast<uint8_t>((kind & kLowKindMask) | form << kFormShift |
                                   kind >> kFormShift << kHighKindShift));
  fields.path(input.path);
  if (form == kFull) fields.digest(input.digest);
}

void write_output(const ActionOutput& output, FieldWriter& fields) {
  fields.byte(static_cast<uint8_t>(output.kind));
  fields.path(output.path);
  fields.number(output.mode);
  fields.number(output.size);
  fields.digest(output.digest);
  fields.text(output.target);
  fields.text(output.packed);
}

void write_result(const ActionResult& result, Compressor& compressor, FieldWriter& fields) {
  fields.number(result.wall_us);
  fields.number(result.cpu_us);
  fields.number(result.peak_kb);
  fields.number(result.verify_only ? kVerifyOnly : 0);
  fields.forget_path();
  fields.number(result.outputs.size());
  for (const ActionOutput& output : result.outputs) write_output(output, fields);
  fields.forget_path();
  fields.number(result.removed.size());
  for (const std::string& path : result.removed) fields.path(path);
  fields.number(result.printed.size());
  if (result.printed.empty()) return;
  std::string printed;
  for (const PrintedPiece& piece : result.printed) {
    fields.byte(static_cast<uint8_t>(piece.kind));
    fields.number(piece.bytes.size());
    printed += piece.bytes;
  }
  std::string packed;
  compressor.pack(printed, packed);
  fields.text(packed);
}

}  // namespace

EncodedSet encode_set(const CacheEntry& entry, Compressor& compressor) {
  EncodedSet set;
  set.bytes.reserve(256 + entry.inputs.size() * 32);
  FieldWriter fields(set.bytes);
  fields.number(entry.inputs.size());
  for (const ActionInput& input : entry.inputs) write_input(input, fields);
  set.inputs = digest_of(set.bytes, kInputsSeed).low;
  write_result(entry.result, compressor, fields);
  return set;
}

SetReader::SetReader(std::string_view bytes) : rest_(bytes), input_count_(count()) {}

uint64_t SetReader::number() {
  uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const uint8_t byte = static_cast<uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  sound_ = false;
  return 0;
}

std::string_view SetReader::bytes(uint64_t size) {
  if (size > rest_.size()) {
    sound_ = false;
    return {};
  }
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

size_t SetReader::count() {
  const uint64_t value = number();
  if (value <= rest_.size()) return value;
  sound_ = false;
  return 0;
}

void SetReader::path(std::string_view before, std::string& path) {
  const uint64_t shared = number();
  if (shared > before.size()) {
    sound_ = false;
    return;
  }
  path.assign(before, 0, shared);
  path += bytes(number());
}

bool SetReader::digest(Digest& digest) {
  const std::string_view from = bytes(sizeof digest);
  if (!sound_) return false;
  std::memcpy(&digest, from.data(), sizeof digest);
  return true;
}

bool SetReader::take_input(std::string_view before, ActionInput& input) {
  const std::string_view tag = bytes(1);
  if (!sound_) return false;
  const uint8_t bits = static_cast<uint8_t>(tag.front());
  const unsigned kind = (bits & kLowKindMask) | bits >> kHighKindShift << kFormShift;
  const uint8_t form = bits >> kFormShift & kFormMask;
  if (kind > static_cast<unsigned>(InputKind::kNoInput)) return false;
  input.kind = static_cast<InputKind>(kind);
  path(before, input.path);
  input.digest = kMarks[form];
  if (form == kFull) return digest(input.digest);
  return sound_;
}

bool SetReader::output(std::string_view before, ActionOutput& output) {
  const std::string_view kind = bytes(1);
  if (!sound_) return false;
  const uint8_t number_of_kind = static_cast<uint8_t>(kind.front());
  if (number_of_kind > static_cast<uint8_t>(ActionOutput::Kind::kDirectory)) return false;
  output.kind = static_cast<ActionOutput::Kind>(number_of_kind);
  path(before, output.path);
  output.mode = static_cast<uint32_t>(number());
  output.size = number();
  digest(output.digest);
  output.target = bytes(number());
  output.packed = bytes(number());
  return sound_;
}

bool SetReader::printed(Decompressor& decompressor, std::vector<PrintedPiece>& pieces) {
  pieces.resize(count());
  if (pieces.empty()) return sound_;
  std::vector<uint64_t> sizes;
  uint64_t total = 0;
  for (PrintedPiece& piece : pieces) {
    const std::string_view kind = bytes(1);
    if (!sound_) return false;
    const uint8_t number_of_kind = static_cast<uint8_t>(kind.front());
    if (number_of_kind > static_cast<uint8_t>(PrintedPiece::Kind::kCommand)) return false;
    piece.kind = static_cast<PrintedPiece::Kind>(number_of_kind);
    sizes.push_back(number());
    total += sizes.back();
    if (sizes.back() > UINT32_MAX || total > UINT32_MAX) return false;
  }
  std::string all;
  const std::string_view packed = bytes(number());
  if (!sound_ || !decompressor.unpack(packed, total, all)) return false;
  size_t at = 0;
  for (size_t index = 0; index < pieces.size(); ++index) {
    pieces[index].bytes = all.substr(at, sizes[index]);
    at += sizes[index];
  }
  return true;
}

bool SetReader::take_result(Decompressor& decompressor, ActionResult& result) {
  result.wall_us = number();
  result.cpu_us = number();
  result.peak_kb = number();
  result.verify_only = (number() & kVerifyOnly) != 0;
  result.outputs.resize(count());
  std::string_view before;
  for (ActionOutput& each : result.outputs) {
    if (!output(before, each)) return false;
    before = each.path;
  }
  result.removed.resize(count());
  before = {};
  for (std::string& each : result.removed) {
    path(before, each);
    before = each;
  }
  return printed(decompressor, result.printed) && sound_ && rest_.empty();
}

bool ManifestView::open(std::string_view bytes, const Digest& key) {
  key_ = key;
  const bool sound = take_apart(bytes);
  if (!sound) rows_.clear();
  return sound;
}

bool ManifestView::take_apart(std::string_view bytes) {
  rows_.clear();
  sets_.clear();
  ManifestHeader header;
  if (bytes.size() < sizeof header) return false;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0 || !(header.key == key_)) return false;
  const size_t room = bytes.size() - sizeof header;
  if (header.sets > room / sizeof(SetRow)) return false;
  const size_t rows_size = header.sets * sizeof(SetRow);
  constexpr size_t kChecked = offsetof(ManifestHeader, key);
  const std::string_view checked = bytes.substr(kChecked, sizeof header - kChecked + rows_size);
  if (digest_of(checked, kRowsSeed).low != header.checksum) return false;
  rows_.resize(header.sets);
  std::memcpy(static_cast<void*>(rows_.data()), bytes.data() + sizeof header, rows_size);
  std::string_view rest = bytes.substr(sizeof header + rows_size);
  for (const SetRow& row : rows_) {
    if (row.size > rest.size()) return false;
    sets_.push_back(rest.substr(0, row.size));
    rest.remove_prefix(row.size);
  }
  return rest.empty();
}

bool ManifestView::sound(size_t index) const {
  return set_checksum(sets_[index], key_) == rows_[index].checksum;
}

void ManifestBuilder::keep(const SetRow& row, std::string_view set) {
  rows_.push_back(row);
  sets_.push_back(set);
}

void ManifestBuilder::add(const EncodedSet& set) {
  keep({set.inputs, set_checksum(set.bytes, key_), set.bytes.size()}, set.bytes);
}

std::string ManifestBuilder::bytes() const {
  ManifestHeader header = {};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.key = key_;
  header.sets = rows_.size();
  const size_t rows_size = rows_.size() * sizeof(SetRow);
  size_t size = sizeof header + rows_size;
  for (const std::string_view set : sets_) size += set.size();
  std::string out;
  out.reserve(size);
  out.append(reinterpret_cast<const char*>(&header), sizeof header);
  out.append(reinterpret_cast<const char*>(rows_.data()), rows_size);
  constexpr size_t kChecked = offsetof(ManifestHeader, key);
  header.checksum = digest_of(std::string_view(out).substr(kChecked), kRowsSeed).low;
  std::memcpy(out.data(), &header, sizeof header);
  for (const std::string_view set : sets_) out += set;
  return out;
}

}  // namespace umake
