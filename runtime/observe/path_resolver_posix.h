// Finds the files that paths mean, as the kernel would: through "..", symbolic links and what is
// missing. Each directory and each name is looked at once. Made for one trace; any one thread.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace umake {

struct PathNode {
  enum class Kind : uint8_t { kAbsent, kFile, kDirectory, kLink, kDevice, kFifo, kOther };
  Kind kind = Kind::kAbsent;
  int32_t entry = -1;  // the trace builder's
  struct stat status = {};
  std::string link;  // the text of a symbolic link
};

// A path without ".", "..", "//" and without symbolic links in its directories, and what is there.
using ResolvedPath = std::pair<const std::string, PathNode>;

class PathResolver {
 public:
  // Hears of every symbolic link that a path leads through.
  using LinkListener = std::function<void(ResolvedPath& link)>;

  explicit PathResolver(LinkListener on_link) : on_link_(std::move(on_link)) {}

  // `base`: the absolute directory that `path` starts from unless it is absolute itself. Null when
  // links go round in circles. What is below /proc or /sys is not looked at.
  ResolvedPath* resolve(std::string_view base, std::string_view path, bool follow_last);
  // What is at a path that needs no resolving.
  ResolvedPath& at(std::string_view path);

 private:
  ResolvedPath* walk(std::string directory, std::string_view path, bool follow_last, int& links);
  ResolvedPath& child(const std::string& directory, std::string_view name);
  ResolvedPath* directory_of(std::string_view base, std::string_view path, int& links);

  LinkListener on_link_;
  std::unordered_map<std::string, PathNode> nodes_;
  // Directory parts as they were written, after their base, and the directory they mean.
  std::unordered_map<std::string, ResolvedPath*> directories_;
  std::string key_;  // room to build keys in
  std::string child_;
};

}  // namespace umake
