// A file system that is not asked the same question twice while nobody changes anything.
//
// For $(wildcard NAME) while makefiles are read: Kbuild's dependency files ask for the same few
// hundred names of include/config once for each object. Only lstat, which finds a name
// without wildcards, is remembered, and only until forget(): whatever runs a command or writes a
// file must call it. Coordinator thread only.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/file_system.h"

namespace umake {

class SteadyFileSystem final : public FileSystem {
 public:
  explicit SteadyFileSystem(FileSystem& files) : files_(files) {}
  void forget() { known_.clear(); }

  int stat(const char* path, FileStat& out) override { return files_.stat(path, out); }
  int lstat(const char* path, FileStat& out) override {
    const std::string_view name = path;
    auto found = known_.find(name);
    if (found == known_.end()) {
      Answer answer;
      answer.error = files_.lstat(path, answer.stat);
      found = known_.emplace(name, answer).first;
    }
    if (found->second.error == 0) out = found->second.stat;
    return found->second.error;
  }
  int read_link(const char* path, std::string& out) override { return files_.read_link(path, out); }
  int list(const char* path, std::vector<std::string>& names) override {
    return files_.list(path, names);
  }
  int read(const char* path, std::string& out) override { return files_.read(path, out); }
  int scan(const char* path, FileStat& out, ByteSink& sink) override {
    return files_.scan(path, out, sink);
  }
  int write(const char* path, std::string_view bytes, bool append) override {
    return files_.write(path, bytes, append);
  }
  int remove(const char* path) override { return files_.remove(path); }
  int rename(const char* from, const char* to) override { return files_.rename(from, to); }
  int make_directory(const char* path) override { return files_.make_directory(path); }
  int touch(const char* path) override { return files_.touch(path); }
  FileTime now() override { return files_.now(); }

 private:
  struct Answer {
    int error = 0;
    FileStat stat;
  };
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  FileSystem& files_;
  std::unordered_map<std::string, Answer, Hash, std::equal_to<>> known_;
};

}  // namespace umake
