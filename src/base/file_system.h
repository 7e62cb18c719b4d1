// The file system as umake sees it: the first of the two test seams (the other is ProcessRunner).
//
// PosixFileSystem is the real one; MemoryFileSystem (tests) holds a whole tree in memory with a clock of its
// own. Paths are NUL-terminated, relative ones relative to the process's working directory. Every call
// returns 0 or an errno value, and never throws. Safe to call from worker threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_time.h"

namespace umake {

enum class FileKind : uint8_t { kRegular, kDirectory, kSymlink, kOther };

struct FileStat {
  FileTime mtime;           // raised to FileTime::earliest()
  int64_t ctime_ns = 0;
  uint64_t size = 0;
  uint64_t device = 0;
  uint64_t inode = 0;
  uint32_t mode = 0;        // permission bits
  FileKind kind = FileKind::kRegular;
};

// Takes a file's bytes, piece after piece.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual void bytes(std::string_view piece) = 0;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  virtual int stat(const char* path, FileStat& out) = 0;
  virtual int lstat(const char* path, FileStat& out) = 0;
  virtual int read_link(const char* path, std::string& out) = 0;
  // Names in the directory, "." and ".." included, in no order.
  virtual int list(const char* path, std::vector<std::string>& names) = 0;
  // Appends the file's bytes to `out`.
  virtual int read(const char* path, std::string& out) = 0;
  // Streams the file's bytes through `sink`, so that large files need no memory. `out` is the stat of the opened file
  // from before the first byte was read. Never blocks on a FIFO; EINVAL for what is no regular file.
  // By default through stat and read.
  virtual int scan(const char* path, FileStat& out, ByteSink& sink) {
    if (const int error = stat(path, out); error != 0) return error;
    if (out.kind != FileKind::kRegular) return 22;  // EINVAL
    std::string content;
    if (const int error = read(path, content); error != 0) return error;
    sink.bytes(content);
    return 0;
  }
  // Replaces (append false) or appends to the file.
  virtual int write(const char* path, std::string_view bytes, bool append) = 0;
  virtual int remove(const char* path) = 0;
  virtual int rename(const char* from, const char* to) = 0;
  virtual int make_directory(const char* path) = 0;
  // What `touch` does: mtime = now; creates an empty file where none is.
  virtual int touch(const char* path) = 0;
  // The current time of the clock that stamps files.
  virtual FileTime now() = 0;
};

}  // namespace umake
