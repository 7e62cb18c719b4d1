// zstd, as the action cache uses it: level 1 (objects shrink to a third at 400 MB/s; higher levels
// cost more time than they save), contexts and buffers made on first use and kept. One thread at a
// time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/file_system.h"

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace umake {

// How much of a file is in memory at a time.
constexpr size_t kPieceSize = 256 * 1024;

class Compressor {
 public:
  Compressor();
  ~Compressor();
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  // A frame of `size` bytes that come piece by piece (of at most kPieceSize); the last one says so.
  void begin(uint64_t size);
  bool add(std::string_view piece, bool last, ByteSink& sink);

  // Appends a self-contained form of `bytes`: compressed, or as they are when that is no longer.
  // Decompressor::unpack takes it back, given the size.
  void pack(std::string_view bytes, std::string& out);
  // The zstd frame in what pack() made; empty when it left the bytes as they were.
  static std::string_view frame_in(std::string_view packed);

 private:
  struct Free {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_CCtx_s, Free> context_;
  std::unique_ptr<char[]> buffer_;
};

class Decompressor {
 public:
  Decompressor();
  ~Decompressor();
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;

  void begin();
  // False: no frame, or a damaged one.
  bool add(std::string_view piece, ByteSink& sink);
  // The frame has ended, and nothing came behind it.
  bool complete() const { return complete_; }

  // False: damaged, or not of this size.
  bool unpack(std::string_view packed, size_t size, std::string& out);

 private:
  bool make_context();

  struct Free {
    void operator()(ZSTD_DCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_DCtx_s, Free> context_;
  std::unique_ptr<char[]> buffer_;
  bool complete_ = false;
};

}  // namespace umake
