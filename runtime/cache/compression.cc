#include "runtime/cache/compression.h"

#include <zstd.h>

namespace umake {

namespace {

constexpr int kLevel = 1;
constexpr char kPlain = 'r';
constexpr char kCompressed = 'z';
// Shorter texts don't get shorter.
constexpr size_t kWorthPacking = 64;
// A damaged frame must not ask for more memory than this (as a power of two).
constexpr int kLargestWindow = 24;

}  // namespace

Compressor::Compressor() = default;
Compressor::~Compressor() = default;
void Compressor::Free::operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }

void Compressor::begin(uint64_t size) {
  if (context_ == nullptr) {
    context_.reset(ZSTD_createCCtx());
    buffer_ = std::make_unique_for_overwrite<char[]>(ZSTD_compressBound(kPieceSize));
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kLevel);
  }
  ZSTD_CCtx_reset(context_.get(), ZSTD_reset_session_only);
  ZSTD_CCtx_setPledgedSrcSize(context_.get(), size);
}

bool Compressor::add(std::string_view piece, bool last, ByteSink& sink) {
  ZSTD_inBuffer in = {piece.data(), piece.size(), 0};
  const ZSTD_EndDirective how = last ? ZSTD_e_end : ZSTD_e_continue;
  for (;;) {
    ZSTD_outBuffer out = {buffer_.get(), ZSTD_compressBound(kPieceSize), 0};
    const size_t left = ZSTD_compressStream2(context_.get(), &out, &in, how);
    if (ZSTD_isError(left) != 0) return false;
    if (out.pos > 0) sink.bytes({buffer_.get(), out.pos});
    if (last ? left == 0 : in.pos == in.size) return true;
  }
}

void Compressor::pack(std::string_view bytes, std::string& out) {
  if (bytes.size() >= kWorthPacking) {
    begin(bytes.size());
    const size_t start = out.size();
    out.resize(start + 1 + ZSTD_compressBound(bytes.size()));
    out[start] = kCompressed;
    const size_t size = ZSTD_compress2(context_.get(), out.data() + start + 1,
                                       out.size() - start - 1, bytes.data(), bytes.size());
    const bool shorter = ZSTD_isError(size) == 0 && size < bytes.size();
    out.resize(shorter ? start + 1 + size : start);
    if (shorter) return;
  }
  out += kPlain;
  out += bytes;
}

std::string_view Compressor::frame_in(std::string_view packed) {
  return packed.starts_with(kCompressed) ? packed.substr(1) : std::string_view();
}

Decompressor::Decompressor() = default;
Decompressor::~Decompressor() = default;
void Decompressor::Free::operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }

bool Decompressor::make_context() {
  if (context_ == nullptr) {
    context_.reset(ZSTD_createDCtx());
    if (context_ == nullptr) return false;
    ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kLargestWindow);
  }
  return true;
}

void Decompressor::begin() {
  complete_ = false;
  if (buffer_ == nullptr) buffer_ = std::make_unique_for_overwrite<char[]>(kPieceSize);
  if (make_context()) ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
}

bool Decompressor::add(std::string_view piece, ByteSink& sink) {
  if (context_ == nullptr || complete_) return piece.empty();
  ZSTD_inBuffer in = {piece.data(), piece.size(), 0};
  for (;;) {
    ZSTD_outBuffer out = {buffer_.get(), kPieceSize, 0};
    const size_t left = ZSTD_decompressStream(context_.get(), &out, &in);
    if (ZSTD_isError(left) != 0) return false;
    if (out.pos > 0) sink.bytes({buffer_.get(), out.pos});
    complete_ = left == 0;
    if (complete_) return in.pos == in.size;
    // A buffer that is not full means that all input was used.
    if (in.pos == in.size && out.pos < out.size) return true;
  }
}

bool Decompressor::unpack(std::string_view packed, size_t size, std::string& out) {
  if (packed.empty()) return false;
  const std::string_view bytes = packed.substr(1);
  if (packed.front() == kPlain) {
    out = bytes;
    return bytes.size() == size;
  }
  // The size comes from the same damaged bytes: what the frame says of itself must agree.
  if (packed.front() != kCompressed || !make_context() ||
      ZSTD_getFrameContentSize(bytes.data(), bytes.size()) != size) {
    return false;
  }
  ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
  out.resize(size);
  return ZSTD_decompressDCtx(context_.get(), out.data(), size, bytes.data(), bytes.size()) == size;
}

}  // namespace umake
