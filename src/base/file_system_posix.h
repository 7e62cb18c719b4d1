// The real file system. Stateless; safe on any thread.
#pragma once

#include "base/file_system.h"

namespace umake {

class PosixFileSystem final : public FileSystem {
 public:
  int stat(const char* path, FileStat& out) override;
  int lstat(const char* path, FileStat& out) override;
  int read_link(const char* path, std::string& out) override;
  int list(const char* path, std::vector<std::string>& names) override;
  int read(const char* path, std::string& out) override;
  int scan(const char* path, FileStat& out, ByteSink& sink) override;
  int write(const char* path, std::string_view bytes, bool append) override;
  int remove(const char* path) override;
  int rename(const char* from, const char* to) override;
  int make_directory(const char* path) override;
  int touch(const char* path) override;
  FileTime now() override;
};

}  // namespace umake
