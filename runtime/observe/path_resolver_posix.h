// Finds the files that paths mean, as the kernel would: through "..", symbolic links and what is
// missing. Within one trace each directory and each name is looked at once. From trace to trace
// what stands in a directory is remembered as long as the directory's times and number are the
// same: most of what recipes use lies in the system's directories, which no build changes.
// Coordinator thread.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace umake {

struct PathNode;
// A path without ".", "..", "//" and without symbolic links in its directories, and what is there.
using ResolvedPath = std::pair<const std::string, PathNode>;

struct PathNode {
  enum class Kind : uint8_t { kAbsent, kFile, kDirectory, kLink, kDevice, kFifo, kOther };
  struct Stamp {
    dev_t file_system = 0;
    ino_t number = 0;
    timespec modified = {};
    timespec changed = {};
  };
  // First what each trace looks at. `own`: of the resolver.
  Kind kind = Kind::kAbsent;
  int32_t entry = -1;              // the trace builder's
  uint32_t trace = 0;              // own: in which it was looked at, or found unchanged
  uint32_t parent_epoch = 0;       // own: of the parent, when it was looked at
  uint64_t digest = 0;             // own: of its last name and its directory
  ResolvedPath* parent = nullptr;  // of all but the root
  uint32_t epoch = 0;    // own: of a directory: changes when what is in it may have changed
  uint32_t stamped = 0;  // own: the trace in which `stamp` was taken
  Stamp stamp;           // own
  uint32_t major = 0, minor = 0;  // of a device
  std::string link;               // the text of a symbolic link
};

class PathResolver {
 public:
  // Hears of every symbolic link that a path leads through.
  using LinkListener = std::function<void(ResolvedPath& link)>;

  // Forgets what held for the last trace only.
  void start_trace(LinkListener on_link);
  // `base`: the absolute directory that `path` starts from unless it is absolute itself. Null when
  // links go round in circles. What is below /proc or /sys is not looked at.
  ResolvedPath* resolve(std::string_view base, std::string_view path, bool follow_last);
  // What is at a path that needs no resolving.
  ResolvedPath& at(std::string_view path);

 private:
  ResolvedPath* walk(ResolvedPath* directory, std::string_view path, bool follow_last, int& links);
  ResolvedPath& child(ResolvedPath& directory, std::string_view name);
  ResolvedPath& root();
  ResolvedPath* directory_of(std::string_view base, std::string_view path, int& links);
  void check(ResolvedPath& path);
  void stamp(ResolvedPath& directory);

  LinkListener on_link_;
  uint32_t trace_ = 0;
  int64_t now_ns_ = 0;  // when the trace was started
  std::unordered_map<std::string, PathNode> nodes_;
  // The same by the digest of their last names, with their directories: other programs have emptied
  // the processor's caches since the last trace, so that each look into `nodes_` waits for memory a
  // few times, and a trace makes hundreds. Of nodes whose places collide the last stays.
  std::vector<ResolvedPath*> quick_;
  struct Meaning {
    ResolvedPath* directory = nullptr;
    uint32_t trace = 0;  // in which that was found out
  };
  // Directory parts as they were written, and their base: by their digest, the directory they mean.
  std::unordered_map<uint64_t, Meaning> directories_;
  std::string child_;  // room to build keys in
};

}  // namespace umake
