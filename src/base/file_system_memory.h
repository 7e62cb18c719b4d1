// A whole file tree in memory, with a clock of its own and faults on demand: what unit tests build
// on.
//
// Paths are taken from the root; a relative path is relative to `working_directory` (default "/").
// Times move only when the test says so, so that a test can make two changes within one tick. Safe
// on any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_system.h"

namespace umake {

class MemoryFileSystem final : public FileSystem {
 public:
  enum class Operation : uint8_t {
    kStat,
    kLstat,
    kReadLink,
    kList,
    kRead,
    kWrite,
    kRemove,
    kRename,
    kMakeDirectory,
    kTouch,
  };

  MemoryFileSystem();
  ~MemoryFileSystem() override;

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
  FileTime now() override { return {now_}; }

  // --- for tests ---

  // Writes a file, making the directories it needs; aborts on nonsense.
  void put(const std::string& path, std::string_view bytes);
  void link(const std::string& target, const std::string& path);  // a symbolic link
  void make_special(const std::string& path);                     // a device or FIFO
  // Sets a file's mtime (ctime becomes now).
  void set_mtime(const std::string& path, int64_t ns);
  // The file's bytes; empty when it can't be read.
  std::string text(const std::string& path);
  bool exists(const std::string& path);
  void set_working_directory(std::string path) { working_directory_ = std::move(path); }

  // Moves the clock; it starts at kStart and never moves by itself.
  static constexpr int64_t kStart = 1'700'000'000'123'456'789;
  void advance(int64_t ns) { now_ += ns; }

  // The next `times` calls of `operation` on `path` fail with `error` (times < 0: all).
  void fail(Operation operation, std::string path, int error, int times = -1);
  void heal() { faults_.clear(); }
  // How often an operation was called, on any path.
  unsigned calls(Operation operation) const { return calls_[static_cast<size_t>(operation)]; }

 private:
  struct Node;
  using NodePtr = std::shared_ptr<Node>;
  struct Place {
    NodePtr directory;
    std::string name;
    NodePtr node;  // null: nothing of that name
  };

  int begin(Operation operation, const char* path);
  int resolve(std::string_view path, bool follow_last, Place& out, int depth = 0);
  // What an operation on a path that must be there begins with.
  int find(Operation operation, const char* path, bool follow_last, Place& out);
  int walk(NodePtr from, std::string_view path, bool follow_last, Place& out, int depth);
  NodePtr make_node(FileKind kind);
  void insert(Place& place, NodePtr node);
  static void describe(const Node& node, FileStat& out);

  std::mutex mutex_;
  NodePtr root_;
  uint64_t next_inode_ = 1;
  int64_t now_ = kStart;
  std::string working_directory_ = "/";
  struct Fault {
    int error;
    int times;
  };
  std::map<std::pair<Operation, std::string>, Fault> faults_;
  unsigned calls_[10] = {};
};

}  // namespace umake
