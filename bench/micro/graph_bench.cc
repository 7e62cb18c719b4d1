// The search for an implicit rule, as far as it finds that there is none.

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "base/file_system_memory.h"
#include "graph/dead_ends.h"

namespace umake {
namespace {

// A directory of sources, and rules like the built-in ones.
struct Tree {
  Tree() : database(symbols, files) {
    files.make_directory("src");
    for (int at = 0; at < 1000; ++at) {
      const std::string name = "src/f" + std::to_string(at) + ".c";
      files.write(name.c_str(), "", false);
      sources.push_back(symbols.intern(name));
      database.targets.enter(sources.back());
    }
    for (const char* suffix :
         {".c", ".cc", ".C", ".cpp", ".p", ".f", ".F", ".m", ".r", ".s", ".S"}) {
      rule("%.o", std::string("%") + suffix, false);
      rule("%", std::string("%") + suffix, false);
    }
    rule("%.c", "%.y", false);
    rule("%.c", "%.l", false);
    for (const char* text : {"%,v", "RCS/%,v", "RCS/%", "s.%", "SCCS/s.%"}) rule("%", text, true);
  }

  void rule(std::string_view target, std::string_view prerequisite, bool terminal) {
    PatternRule made;
    made.targets.push_back({symbols.intern(target), static_cast<uint32_t>(target.find('%'))});
    made.prerequisites.push_back({symbols.intern(prerequisite), false, false, false});
    made.recipe = &recipe;
    made.terminal = terminal;
    database.patterns.add(std::move(made), true);
  }

  SymbolTable symbols;
  MemoryFileSystem files;
  Database database;
  Recipe recipe;
  std::vector<Symbol> sources;
};

// The first name of its kind: the plan is made, and the directory is sorted.
void dead_end_first(benchmark::State& state) {
  Tree tree;
  for (auto _ : state) {
    DeadEnds dead_ends(tree.database);
    dead_ends.catch_up();
    benchmark::DoNotOptimize(dead_ends.holds(tree.sources[0]));
  }
}
BENCHMARK(dead_end_first);

void dead_end_next(benchmark::State& state) {
  Tree tree;
  DeadEnds dead_ends(tree.database);
  for (auto _ : state) {
    for (Symbol source : tree.sources) {
      dead_ends.catch_up();
      benchmark::DoNotOptimize(dead_ends.holds(source));
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(tree.sources.size()));
}
BENCHMARK(dead_end_next);

}  // namespace
}  // namespace umake
