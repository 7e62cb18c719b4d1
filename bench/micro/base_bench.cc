// Names and digests.

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "base/digest.h"
#include "base/symbol.h"

namespace umake {
namespace {

std::vector<std::string> names(size_t count) {
  std::vector<std::string> made;
  for (size_t at = 0; at < count; ++at) {
    made.push_back("src/d" + std::to_string(at / 100) + "/f" + std::to_string(at) + ".c");
  }
  return made;
}

void intern_new(benchmark::State& state) {
  const std::vector<std::string> all = names(10'000);
  for (auto _ : state) {
    SymbolTable symbols;
    for (const std::string& name : all) benchmark::DoNotOptimize(symbols.intern(name));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(all.size()));
}
BENCHMARK(intern_new);

void intern_known(benchmark::State& state) {
  const std::vector<std::string> all = names(10'000);
  SymbolTable symbols;
  for (const std::string& name : all) symbols.intern(name);
  for (auto _ : state) {
    for (const std::string& name : all) benchmark::DoNotOptimize(symbols.intern(name));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(all.size()));
}
BENCHMARK(intern_known);

void digest(benchmark::State& state) {
  const std::string bytes(static_cast<size_t>(state.range(0)), 'x');
  for (auto _ : state) benchmark::DoNotOptimize(digest_of(bytes));
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(digest)->Arg(64)->Arg(4096)->Arg(1 << 20);

}  // namespace
}  // namespace umake
