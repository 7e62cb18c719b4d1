// A build that finds all records as they should be.

#include <benchmark/benchmark.h>

#include <string>

#include "unit/runtime/freshness_build.h"

namespace umake {
namespace {

void records(benchmark::State& state) {
  FreshnessBuild build;
  build.put("a.h", "h");
  TestRule all{"all", {}, [&build] {
                 build.put("all", "made");
                 return true;
               }};
  for (int at = 0; at < 500; ++at) {
    const std::string source = "f" + std::to_string(at) + ".c";
    const std::string object = "f" + std::to_string(at) + ".o";
    build.put(source, "text");
    build.rules.push_back({object, {source, "a.h"}, [&build, object] {
                             build.put(object, "made");
                             return true;
                           }});
    all.prerequisites.push_back(object);
  }
  build.rules.push_back(all);
  build.build("all");
  build.build("all");
  for (auto _ : state) build.build("all");
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(build.rules.size()));
}
BENCHMARK(records);

}  // namespace
}  // namespace umake
