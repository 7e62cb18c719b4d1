// The module umake-workers.so: the worker pool on oneTBB.
//
// Facts measured for this stack: work must be started with arena.enqueue (execute + task_group
// never ran with one CPU); an arena larger than the workers available prints a warning, so its size
// is asked for.
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/task_arena.h>
#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "runtime/worker_pool_abi.h"

namespace {

constexpr unsigned kMostThreads = 64;

unsigned concurrency() {
  const int available = tbb::info::default_concurrency();
  return std::clamp(static_cast<unsigned>(std::max(available, 1)), 1u, kMostThreads);
}

// One for_each: its pieces are taken in order by whoever is free, the caller included. Tasks that
// start when all is taken find that out here, so it outlives the call.
class Batch {
 public:
  Batch(size_t items, size_t grain, UmakeWork work, void* context)
      : items_(items), grain_(std::max<size_t>(grain, 1)), work_(work), context_(context) {}

  void take_part() {
    for (;;) {
      const size_t begin = next_.fetch_add(grain_);
      if (begin >= items_) return;
      const size_t end = std::min(begin + grain_, items_);
      work_(context_, begin, end);
      if (done_.fetch_add(end - begin) + (end - begin) == items_) {
        std::lock_guard lock(mutex_);
        over_.notify_all();
      }
    }
  }

  void wait() {
    std::unique_lock lock(mutex_);
    over_.wait(lock, [this] { return done_.load() == items_; });
  }

 private:
  const size_t items_;
  const size_t grain_;
  const UmakeWork work_;
  void* const context_;
  std::atomic<size_t> next_ = 0;
  std::atomic<size_t> done_ = 0;
  std::mutex mutex_;
  std::condition_variable over_;
};

tbb::task_arena& arena() {
  static tbb::task_arena* const instance = new tbb::task_arena(
      static_cast<int>(concurrency()), 1);  // never destroyed: threads may outlive main
  return *instance;
}

// Worker threads are started while this lives and inherit its mask: signals are the coordinator's.
class BlockedSignals {
 public:
  BlockedSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~BlockedSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

void for_each(size_t items, size_t grain, UmakeWork work, void* context) {
  const BlockedSignals blocked;
  const auto batch = std::make_shared<Batch>(items, grain, work, context);
  const size_t pieces = (items + grain - 1) / std::max<size_t>(grain, 1);
  const size_t helpers = std::min<size_t>(concurrency() - 1, pieces);
  for (size_t i = 0; i < helpers; ++i) {
    arena().enqueue([batch] { batch->take_part(); });
  }
  batch->take_part();
  batch->wait();
}

}  // namespace

extern "C" __attribute__((visibility("default"))) const UmakeWorkersV1* umake_workers_v1(void) {
  static const UmakeWorkersV1 workers = {sizeof(UmakeWorkersV1), concurrency(), for_each};
  return &workers;
}
