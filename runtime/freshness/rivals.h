// Which recipes write the same files, as records of earlier builds tell it: such recipes must not
// run at the same time. A file that is no target counts only if they left different contents there
// (byte code that an interpreter keeps is the same whoever wrote it), or one and the same state of
// it: then they ran at the same time, and what each of them wrote is not known. Owned by
// ContentFreshness; coordinator thread only.
#pragma once

#include <functional>
#include <unordered_map>
#include <vector>

#include "runtime/freshness/directory_state.h"

namespace umake {

class Rivals {
 public:
  using IsTarget = std::function<bool(PathId)>;  // whether the makefiles have such a target
  // The targets, by their files, whose recipes write what the recipe of `path` writes. Looks
  // through the records on the first call, and not again: what this build learns is for the next
  // one.
  const std::vector<PathId>& of(const DirectoryState& state, PathId path,
                                const IsTarget& is_target);

 private:
  struct Writer {
    PathId target = kNone;
    Digest digest;
    uint64_t made = 0;
    bool own = false;  // the file is its target
  };
  void look_through(const DirectoryState& state, const IsTarget& is_target);
  void note_written(const DirectoryState& state, const Record& record);
  void pair_up(const std::vector<Writer>& writers);

  bool looked_ = false;
  std::unordered_map<PathId, std::vector<Writer>> writers_;  // while it looks
  std::unordered_map<PathId, std::vector<PathId>> rivals_;
  const std::vector<PathId> none_;
};

}  // namespace umake
