// Logical lines, and expansion.

#include <benchmark/benchmark.h>

#include <string>

#include "base/file_system_memory.h"
#include "base/output.h"
#include "parser/expander.h"
#include "parser/reader.h"

namespace umake {
namespace {

class NoOutput final : public Output {
 public:
  void out(std::string_view) override {}
  void err(std::string_view) override {}
  void flush() override {}
};

void lines(benchmark::State& state) {
  std::string text;
  for (int at = 0; at < 1000; ++at) {
    text +=
        "out/f" + std::to_string(at) + ".o: src/f.c include/a.h \\\n  include/b.h\n\tcp $< $@\n";
  }
  for (auto _ : state) {
    LineReader reader(text, 1);
    std::string_view line;
    while (reader.next(line)) benchmark::DoNotOptimize(line);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}
BENCHMARK(lines);

struct Expansion {
  Expansion() {
    std::string sources;
    for (int at = 0; at < 100; ++at) sources += " src/d/f" + std::to_string(at) + ".c";
    set("SOURCES", sources);
    set("FLAGS", "-O2 $(DEFINES) -Iinclude");
    set("DEFINES", "-DA -DB=$(word 1,x y)");
    set("twice", "$(1) $(1)");
  }
  void set(std::string_view name, std::string_view value) {
    (void)variables.assign(expander, name, Assignment::kRecursive, value, Origin::kFile,
                           AssignmentScope::kGlobal, nullptr, {});
  }

  SymbolTable symbols;
  Switches switches;
  NoOutput output;
  MemoryFileSystem files;
  Diagnostics diagnostics{output, symbols, "make", 0};
  Database database{symbols, files};
  Variables variables{symbols, switches};
  Expander expander{variables, database, diagnostics, files};
};

void expand(benchmark::State& state, const char* text) {
  Expansion expansion;
  std::string out;
  for (auto _ : state) {
    out.clear();
    benchmark::DoNotOptimize(expansion.expander.expand(text, out));
  }
}
BENCHMARK_CAPTURE(expand, flags, "$(CC) $(FLAGS) -c");
BENCHMARK_CAPTURE(expand, patsubst, "$(patsubst src/%.c,out/%.o,$(SOURCES))");
BENCHMARK_CAPTURE(expand, foreach, "$(foreach s,$(SOURCES),$(call twice,$(notdir $(s))))");
BENCHMARK_CAPTURE(expand, sort, "$(sort $(dir $(SOURCES)))");

}  // namespace
}  // namespace umake
