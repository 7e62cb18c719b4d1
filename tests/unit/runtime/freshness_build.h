// A build in miniature for tests of freshness: rules whose recipes are lambdas, run by a walker of
// thirty lines on a file system in memory. Each build() is one umake process: nothing but the files
// and the cache directory passes from one to the next.
#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/file_system_memory.h"
#include "base/output.h"
#include "base/switches.h"
#include "graph/database.h"
#include "runtime/freshness/content_freshness.h"

namespace umake {

class CollectedOutput final : public Output {
 public:
  void out(std::string_view text) override { stdout_text += text; }
  void err(std::string_view text) override { stderr_text += text; }
  void flush() override {}
  std::string stdout_text;
  std::string stderr_text;
};

// A real directory for the cache, removed at the end.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    char name[] = "/tmp/umake-test.XXXXXX";
    path_ = ::mkdtemp(name);
  }
  ~TemporaryDirectory() {
    [[maybe_unused]] const int status = ::system(("rm -rf '" + path_ + "'").c_str());
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct TestRule {
  std::string target;
  std::vector<std::string> prerequisites;
  // Returns whether it succeeded.
  std::function<bool()> recipe;
  std::vector<std::string> order_only = {};
  std::vector<std::string> also_make = {};
  bool double_colon = false;
  bool intermediate = false;
  std::string makefile = "Makefile";
  std::string text = "recipe";
  uint64_t peak_kb = 0;
  std::vector<TraceEntry> trace = {};  // what it was seen to do; empty: nobody watched
};

class FreshnessBuild {
 public:
  FreshnessBuild() {
    files.make_directory("/work");
    files.set_working_directory("/work");
  }

  MemoryFileSystem files;
  TemporaryDirectory cache;
  std::vector<TestRule> rules;
  Switches switches;
  std::string cache_directory;  // empty: cache.path()
  std::string directory = "/work";
  std::string expansion = "expanded";  // what every recipe expands to
  // Results of the last build.
  std::vector<std::string> ran;
  std::string warnings;
  FreshnessCounters counters;
  bool killed = false;            // a recipe sets it: umake is killed with it, without a word
  bool die_before_flush = false;  // umake is killed after its last recipe

  void put(const std::string& path, std::string_view text) {
    files.advance(1'000'000'000);
    files.put("/work/" + path, text);
  }
  void touch(const std::string& path) {
    files.advance(1'000'000'000);
    files.touch(("/work/" + path).c_str());
  }
  // A recipe that writes what its files hold, one after the other.
  std::function<bool()> concatenate(std::string target, std::vector<std::string> from) {
    return [this, target, from] {
      std::string all;
      for (const std::string& name : from) all += files.text(name) + ";";
      files.advance(1'000'000'000);
      files.put("/work/" + target, all);
      return true;
    };
  }
  TestRule& rule(const std::string& target, const std::vector<std::string>& prerequisites) {
    rules.push_back({target, prerequisites, concatenate(target, prerequisites)});
    return rules.back();
  }

  // The names of the recipes that ran, in order, with blanks between.
  std::string build(const std::string& goal) {
    ran.clear();
    killed = false;
    auto process = std::make_unique<Process>(*this);
    process->make(goal);
    if (killed || die_before_flush) {
      // kill -9: no destructor runs. (The journal's lock goes with its descriptor, as it would with
      // the process.)
      process->die();
      [[maybe_unused]] Process* left = process.release();
      warnings.clear();
    } else {
      process->freshness->flush();
      counters = process->freshness->counters();
      warnings = process->output.stderr_text;
    }
    std::string names;
    for (const std::string& name : ran) names += (names.empty() ? "" : " ") + name;
    return names;
  }

 private:
  struct Process {
    explicit Process(FreshnessBuild& owner)
        : build(owner),
          database(symbols, owner.files),
          diagnostics(output, symbols, "umake", 0),
          workers("") {
      for (const TestRule& rule : owner.rules) add(rule);
      ContentFreshness::Dependencies needs{
          database,
          diagnostics,
          owner.switches,
          workers,
          owner.directory,
          owner.cache_directory.empty() ? owner.cache.path() : owner.cache_directory,
          [this](TargetId, std::string& text) {
            text = build.expansion;
            return true;
          }};
      freshness = std::make_unique<ContentFreshness>(std::move(needs));
    }

    TargetId enter(const std::string& name) { return database.targets.enter(symbols.intern(name)); }

    void add(const TestRule& rule) {
      TargetId id = enter(rule.target);
      if (rule.double_colon && database.targets[id].is_target) {
        id = database.targets.add_double_colon(database.targets[id].first_double_colon);
      }
      Target& target = database.targets[id];
      target.is_target = true;
      target.is_double_colon = rule.double_colon;
      if (rule.double_colon && !target.first_double_colon) target.first_double_colon = id;
      target.intermediate = rule.intermediate;
      for (const std::string& name : rule.prerequisites) prerequisite(id, name, false);
      for (const std::string& name : rule.order_only) prerequisite(id, name, true);
      for (const std::string& name : rule.also_make) {
        database.targets[id].also_make.push_back(enter(name));
      }
      database.recipes.push_back(
          {database.arena.copy(rule.text), {symbols.intern(rule.makefile), 1}, '\t'});
      database.targets[id].recipe = &database.recipes.back();
      recipes.push_back({id, &rule});
    }

    void prerequisite(TargetId id, const std::string& name, bool order_only) {
      Prerequisite item;
      item.target = enter(name);
      item.set(Prerequisite::kOrderOnly, order_only);
      database.targets[id].prerequisites.push_back(item);
    }

    FileTime look(TargetId id) {
      Target& target = database.targets[id];
      FileStat stat;
      if (build.files.stat(symbols.c_str(target.name), stat) == 0) {
        freshness->note_stat(target.name, stat);
        target.mtime = stat.mtime;
      } else {
        freshness->note_absent(target.name);
        target.mtime = FileTime::nonexistent();
      }
      return target.mtime;
    }

    void make(const std::string& goal) { make(enter(goal)); }

    void make(TargetId first) {
      if (database.targets[first].updated) return;
      // All rules of a double-colon target are judged by its time before the update.
      for (TargetId id = first; id; id = database.targets[id].next_double_colon) look(id);
      for (TargetId id = first; id; id = database.targets[id].next_double_colon) make_rule(id);
    }

    void make_rule(TargetId id) {
      Target& target = database.targets[id];
      target.updated = true;
      bool must = target.mtime == FileTime::nonexistent();
      bool sure = must;
      for (const Prerequisite& item : target.prerequisites) {
        if (failed || build.killed) return;
        if (database.targets[item.target].intermediate &&
            look(item.target) == FileTime::nonexistent() && !must &&
            freshness->unchanged_if_remade(item.target)) {
          continue;
        }
        make(item.target);
        if (item.has(Prerequisite::kOrderOnly)) continue;
        const FileTime time = database.targets[item.target].mtime;
        if (time == FileTime::nonexistent()) sure = true;
        must |= time > target.mtime;
      }
      if (failed || build.killed || target.recipe == nullptr) return;
      if (!sure) {
        const FreshnessDecision decision = freshness->check({id, must});
        must = decision.verdict == Verdict::kStale;
        build.last_reason = decision.reason;
      }
      if (must || sure) run(id);
    }

    void run(TargetId id) {
      const auto found = std::find_if(recipes.begin(), recipes.end(),
                                      [&](const auto& recipe) { return recipe.first == id; });
      const TestRule& rule = *found->second;
      if (build.switches.just_print) {
        build.ran.push_back(rule.target);
        return;
      }
      build.peak_before = freshness->recorded_peak_kb(id);
      freshness->recipe_starts(id);
      build.ran.push_back(rule.target);
      const bool good = rule.recipe();
      if (build.killed) return;
      look(id);
      for (const TargetId peer : database.targets[id].also_make) {
        database.targets[peer].updated = true;
        look(peer);
      }
      if (good && !rule.trace.empty()) observe(id, rule);
      if (good) {
        freshness->recipe_succeeded(id, RecipeRun::kProcesses);
      } else {
        freshness->recipe_failed(id, RecipeEnd::kFailed);
        failed = true;
      }
    }

    void observe(TargetId id, const TestRule& rule) {
      ObservedRecipe recipe;
      recipe.complete = true;
      recipe.peak_kb = rule.peak_kb;
      for (TraceEntry entry : rule.trace) {
        if (!entry.path.starts_with('/')) entry.path = build.directory + "/" + entry.path;
        recipe.trace.entries.push_back(entry);
      }
      freshness->observed(id, std::move(recipe));
    }

    void die() {
      // The kernel closes a killed process's descriptors, and so drops its locks.
      for (int fd = 3; fd < 256; ++fd) {
        char link[256];
        const std::string name = "/proc/self/fd/" + std::to_string(fd);
        const ssize_t length = ::readlink(name.c_str(), link, sizeof link - 1);
        if (length <= 0) continue;
        link[length] = '\0';
        if (std::string_view(link).starts_with(build.cache.path())) ::close(fd);
      }
    }

    FreshnessBuild& build;
    SymbolTable symbols;
    Database database;
    CollectedOutput output;
    Diagnostics diagnostics;
    WorkerPool workers;
    std::unique_ptr<ContentFreshness> freshness;
    std::vector<std::pair<TargetId, const TestRule*>> recipes;
    bool failed = false;
  };

 public:
  FreshnessReason last_reason = FreshnessReason::kTime;
  uint64_t peak_before = 0;  // what was known of the recipe that ran last
};

}  // namespace umake
