#include "runtime/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <numeric>
#include <vector>

namespace umake {
namespace {

// Each item exactly once, whatever does the work.
void expect_all_done(WorkerPool& pool, size_t items, size_t grain) {
  std::vector<int> done(items, 0);
  pool.for_each(items, grain, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) ++done[i];
  });
  EXPECT_EQ(std::count(done.begin(), done.end(), 1), static_cast<long>(items)) << grain;
}

TEST(WorkerPool, SerialWithoutAModule) {
  WorkerPool pool("");
  EXPECT_EQ(pool.threads(), 1u);
  for (const size_t items : {0, 1, 63, 64, 1000}) expect_all_done(pool, items, 7);
  WorkerPool nowhere("/nowhere");
  expect_all_done(nowhere, 1000, 7);
}

TEST(WorkerPool, ModuleBesideTheProgram) {
  // The tests lie beside the module, as umake does. Where it was not built, this is the serial case
  // again.
  WorkerPool pool(std::filesystem::read_symlink("/proc/self/exe").parent_path().string());
  for (const size_t items : {0, 1, 64, 1000, 100'000}) {
    for (const size_t grain : {1, 16, 5000}) expect_all_done(pool, items, grain);
  }
  for (int round = 0; round < 500; ++round) expect_all_done(pool, 100, 3);
}

}  // namespace
}  // namespace umake
