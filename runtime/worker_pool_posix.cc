#include <dlfcn.h>

#include <thread>

#include "runtime/worker_pool.h"
#include "runtime/worker_pool_abi.h"

namespace umake {

WorkerPool::WorkerPool(std::string executable_directory)
    : directory_(std::move(executable_directory)) {}

void WorkerPool::load() {
  if (tried_) return;
  tried_ = true;
  if (directory_.empty() || std::thread::hardware_concurrency() < 2) return;
  for (const char* place : {"/umake-workers.so", "/../lib/umake/umake-workers.so"}) {
    void* module = ::dlopen((directory_ + place).c_str(), RTLD_NOW | RTLD_LOCAL);
    if (module == nullptr) continue;
    const auto entry = reinterpret_cast<UmakeWorkersEntry>(::dlsym(module, UMAKE_WORKERS_ENTRY));
    const UmakeWorkersV1* workers = entry != nullptr ? entry() : nullptr;
    if (workers == nullptr || workers->size < sizeof *workers || workers->threads < 2) continue;
    workers_ = workers;
    return;
  }
}

unsigned WorkerPool::threads() {
  load();
  return workers_ != nullptr ? workers_->threads : 1;
}

void WorkerPool::for_each(size_t items, size_t grain, const Work& work) {
  if (items >= kSerialBelow) load();
  if (items < kSerialBelow || workers_ == nullptr) {
    if (items != 0) work(0, items);
    return;
  }
  const auto call = [](void* context, size_t begin, size_t end) {
    (*static_cast<const Work*>(context))(begin, end);
  };
  workers_->for_each(items, grain, call, const_cast<Work*>(&work));
}

}  // namespace umake
