#include "runtime/freshness/rivals.h"

namespace umake {

namespace {
// What more recipes write is a log, and nothing that is made from their outputs in some order.
constexpr size_t kMostWriters = 8;
}  // namespace

const std::vector<PathId>& Rivals::of(const DirectoryState& state, PathId path,
                                      const IsTarget& is_target) {
  if (!looked_) look_through(state, is_target);
  const auto found = rivals_.find(path);
  return found != rivals_.end() ? found->second : none_;
}

void Rivals::look_through(const DirectoryState& state, const IsTarget& is_target) {
  looked_ = true;
  for (RecordId id = 0; id < state.records(); ++id) {
    const Record& record = state.record(id);
    if ((record.flags & Record::kDead) == 0) note_written(state, record);
  }
  // In any order: whoever asks waits for all its rivals.
  for (auto& [path, writers] : writers_) {
    // What recipes write beside their targets, and is one: its own recipe writes it as well, even
    // if no record is left of it. Two that get into each other's way fail.
    if (is_target(path)) writers.push_back({path, {}, 0, true});
    if (writers.size() > 1 && writers.size() <= kMostWriters) pair_up(writers);
  }
  writers_.clear();
}

// They stand behind the other inputs, in front of those of the system.
void Rivals::note_written(const DirectoryState& state, const Record& record) {
  const auto inputs = state.inputs(record);
  for (size_t at = inputs.size() - record.system_inputs; at > 0; --at) {
    const Observation& seen = state.observation(inputs[at - 1]);
    if ((seen.flags & Observation::kBeside) == 0) return;
    writers_[seen.path].push_back({record.key.path, seen.digest, seen.made, false});
  }
}

void Rivals::pair_up(const std::vector<Writer>& writers) {
  for (const Writer& one : writers) {
    for (const Writer& other : writers) {
      if (one.target == other.target) continue;
      const bool matters =
          writers.back().own || one.digest != other.digest || one.made == other.made;
      if (matters) rivals_[one.target].push_back(other.target);
    }
  }
}

}  // namespace umake
