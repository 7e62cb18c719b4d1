// Threads for pure work on values (hashing, stats), opened on first use.
//
// oneTBB costs about a millisecond to load and start, so it sits in a module, `umake-workers.so`,
// that is loaded when the first big enough piece of work comes, from beside the executable or
// ../lib/umake/. Without the module, with one CPU, or for few items the work runs serially in the
// caller: results are the same. Coordinator thread only; the work itself runs on any thread and
// must touch only its own items.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

struct UmakeWorkersV1;

namespace umake {

class WorkerPool {
 public:
  // Fewer items than this are not worth starting threads for (TBB started but idle costs 0.6 ms).
  static constexpr size_t kSerialBelow = 64;

  // Work on the items [begin, end).
  using Work = std::function<void(size_t begin, size_t end)>;

  // `executable_directory`: where umake itself lies; empty: always serial.
  explicit WorkerPool(std::string executable_directory);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Runs `work` over [0, items), cut into pieces of about `grain`, and returns when all of it is
  // done.
  void for_each(size_t items, size_t grain, const Work& work);

  // How many threads for_each uses for many items; 1 when serial. Loads the module.
  unsigned threads();

 private:
  void load();

  std::string directory_;
  // The module is never closed: its threads may still be about when umake ends.
  const UmakeWorkersV1* workers_ = nullptr;
  bool tried_ = false;
};

}  // namespace umake
