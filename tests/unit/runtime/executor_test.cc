#include "runtime/executor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <map>

#include "base/file_system_memory.h"
#include "captured_output.h"
#include "fake_process_runner.h"
#include "runtime/command_line.h"

namespace umake {
namespace {

// Recipes are their own expansion; variables are the default shell's.
class FakeExpander final : public RecipeExpander {
 public:
  Status prepare_scope(TargetId, bool) override { return Status::kOk; }
  Status expand_deferred(TargetId) override { return Status::kOk; }
  Status expand_pattern_word(TargetId, Symbol, std::string_view& text, std::string_view,
                             std::string_view, bool&, std::vector<ExpandedPrerequisite>&) override {
    text = {};
    return Status::kOk;
  }
  Status expand_recipe(TargetId, const Recipe& recipe, std::vector<RecipeLine>& lines) override {
    if (fail) return Status::kFailed;
    std::string_view text = recipe.text;
    for (uint32_t offset = 0; !text.empty(); ++offset) {
      const size_t end = text.find('\n');
      RecipeLine line;
      line.text = text.substr(0, end);
      line.recursive = line.text.find("$(MAKE)") != std::string::npos;
      line.ignore = command_prefix(line.text).ignore;
      line.line_offset = offset;
      lines.push_back(std::move(line));
      text.remove_prefix(end + 1);
    }
    return Status::kOk;
  }
  Status expand_variable(TargetId, std::string_view name, std::string& out) override {
    out += variables[std::string(name)];
    return Status::kOk;
  }
  Status extra_prerequisites(TargetId, std::vector<Symbol>&) override { return Status::kOk; }
  bool is_default(TargetId, std::string_view) override { return true; }
  Status environment(TargetId, bool,
                     std::shared_ptr<const std::vector<std::string>>& out) override {
    out = std::make_shared<const std::vector<std::string>>();
    return Status::kOk;
  }

  std::map<std::string, std::string> variables = {{"SHELL", "/bin/sh"}, {".SHELLFLAGS", "-c"}};
  bool fail = false;
};

// Nothing is kept or put back; all that is known of recipes is what they needed.
class FakeActions final : public Actions {
 public:
  bool caches() override { return false; }
  Restored restore(TargetId, const Digest&, ActionResult&) override { return Restored::kNothing; }
  void observed(TargetId, ObservedRecipe) override {}
  uint64_t recorded_peak_kb(TargetId target) override { return peaks[target.id]; }
  void unseen() override {}

  std::map<uint32_t, uint64_t> peaks;
};

class ExecutorTest : public testing::Test {
 protected:
  Executor& executor() {
    if (!executor_) {
      Executor::Dependencies needs{database,        expander, processes, captured.diagnostics,
                                   captured.output, files,    switches,  jobserver.get()};
      needs.actions = actions;
      needs.memory = memory;
      executor_.emplace(std::move(needs));
    }
    return *executor_;
  }
  TargetId target(const char* name, const char* recipe) {
    const TargetId id = database.targets.enter(captured.symbols.intern(name));
    Recipe made;
    made.text = recipe;
    made.where = {captured.symbols.intern("mk"), line_};
    line_ += 10;
    database.recipes.push_back(made);
    database.targets[id].recipe = &database.recipes.back();
    database.targets[id].mtime = FileTime::nonexistent();
    return id;
  }
  // Starts, and waits for the result of, one target.
  JobResult make(const char* name, const char* recipe) {
    results.clear();
    EXPECT_EQ(executor().start(target(name, recipe)), StartResult::kOk);
    while (executor().pump(true, results)) {
    }
    EXPECT_EQ(results.size(), 1u);
    return results.empty() ? JobResult() : results.front();
  }
  std::vector<std::string> commands() const {
    std::vector<std::string> all;
    for (const auto& child : processes.started) all.push_back(child.command);
    return all;
  }

  CapturedOutput captured;
  MemoryFileSystem files;
  Database database{captured.symbols, files};
  FakeExpander expander;
  FakeProcessRunner processes;
  Switches switches;
  std::unique_ptr<Jobserver> jobserver;
  Actions* actions = nullptr;
  MemoryGuard* memory = nullptr;
  std::vector<JobResult> results;

 private:
  uint32_t line_ = 1;
  std::optional<Executor> executor_;
};

using testing::ElementsAre;

TEST_F(ExecutorTest, RunsLinesInOrderAndEchoesThem) {
  const JobResult result = make("x", "foo a\n@bar\n\n  baz 'c d'\n");
  EXPECT_EQ(result.outcome, Outcome::kSuccess);
  EXPECT_TRUE(result.commands_started && result.executed);
  EXPECT_THAT(commands(), ElementsAre("foo a", "bar", "baz c d"));
  EXPECT_EQ(captured.take(), "foo a\nbaz 'c d'\n");
  EXPECT_EQ(executor().recipes_run(), 1u);
  EXPECT_EQ(executor().commands_started(), 3u);
}

TEST_F(ExecutorTest, FailureStopsTheRecipeAndNamesItsLine) {
  processes.programs["bar"] = [] { return exits_with(3); };
  EXPECT_EQ(make("x", "@foo\n@bar\n@baz\n").outcome, Outcome::kFailed);
  EXPECT_THAT(commands(), ElementsAre("foo", "bar"));
  EXPECT_EQ(captured.take(), "make: *** [mk:2: x] Error 3\n");
  EXPECT_EQ(executor().start(target("y", "foo\n")), StartResult::kStopping);
}

TEST_F(ExecutorTest, IgnoredFailuresGoOn) {
  processes.programs["bar"] = [] { return exits_with(1); };
  EXPECT_EQ(make("x", "@-bar\n-@foo\n").outcome, Outcome::kSuccess);
  EXPECT_EQ(captured.take(), "make: [mk:1: x] Error 1 (ignored)\n");
  switches.ignore_errors = true;
  EXPECT_EQ(make("y", "@bar\n").outcome, Outcome::kSuccess);
  EXPECT_EQ(captured.take(), "make: [mk:11: y] Error 1 (ignored)\n");
  switches.silent = true;
  EXPECT_EQ(make("z", "bar\n").outcome, Outcome::kSuccess);
  EXPECT_EQ(captured.take(), "");
}

TEST_F(ExecutorTest, SignalsAreNamed) {
  processes.programs["bar"] = [] {
    ProcessExit exit = killed_by(SIGSEGV);
    exit.core_dumped = true;
    return exit;
  };
  make("x", "@bar\n");
  EXPECT_EQ(captured.take(), "make: *** [mk:1: x] Segmentation fault (core dumped)\n");
}

TEST_F(ExecutorTest, AProgramThatCannotRunIsError127) {
  processes.missing["nosuch"] = ENOENT;
  EXPECT_EQ(make("x", "@-nosuch a\n@nosuch b\n").outcome, Outcome::kFailed);
  EXPECT_EQ(captured.take(),
            "make: nosuch: No such file or directory\nmake: [mk:1: x] Error 127 (ignored)\n"
            "make: nosuch: No such file or directory\nmake: *** [mk:2: x] Error 127\n");
}

TEST_F(ExecutorTest, WhatTheFailedRecipeWroteIsDeletedOnlyWhenAsked) {
  const auto write = [this] {
    files.write("x", "half", false);
    return exits_with(1);
  };
  processes.programs["bar"] = write;
  switches.keep_going = true;
  make("x", "@bar\n");
  EXPECT_EQ(captured.take(), "make: *** [mk:1: x] Error 1\n");
  database.delete_on_error = true;
  make("x", "@bar\n");
  EXPECT_EQ(captured.take(), "make: *** [mk:11: x] Error 1\nmake: *** Deleting file 'x'\n");
  FileStat status;
  EXPECT_EQ(files.stat("x", status), ENOENT);
  const TargetId precious = target("x", "@bar\n");
  database.targets[precious].precious = true;
  executor().start(precious);
  EXPECT_EQ(captured.take(), "make: *** [mk:21: x] Error 1\n");
}

TEST_F(ExecutorTest, JustPrintRunsOnlyRecursiveLines) {
  switches.just_print = true;
  const JobResult result = make("x", "@foo\nsub $(MAKE)\n+bar\n");
  EXPECT_EQ(result.outcome, Outcome::kSuccess);
  EXPECT_THAT(commands(), ElementsAre("/bin/sh -c sub $(MAKE)", "bar"));
  EXPECT_EQ(captured.take(), "foo\nsub $(MAKE)\nbar\n");
}

TEST_F(ExecutorTest, QuestionEndsAtTheFirstCommand) {
  switches.question = true;
  const JobResult result = make("x", "\n+bar\nfoo\nbaz\n");
  EXPECT_EQ(result.outcome, Outcome::kQuestion);
  EXPECT_THAT(commands(), ElementsAre("bar"));
  EXPECT_EQ(make("y", "\n - \n").outcome, Outcome::kSuccess);
}

TEST_F(ExecutorTest, TouchRunsRecursiveLinesAndTouches) {
  switches.touch = true;
  const JobResult result = make("x", "+bar\nfoo\n");
  EXPECT_TRUE(result.touched);
  EXPECT_EQ(captured.take(), "bar\ntouch x\n");
  // When the recursive line comes last, it is for the walker to touch.
  EXPECT_FALSE(make("z", "foo\n+bar\n").touched);
  FileStat status;
  EXPECT_EQ(files.stat("x", status), 0);
  EXPECT_FALSE(make("y", "+bar\n").touched);
}

TEST_F(ExecutorTest, EmptyRecipeRunsNothing) {
  const JobResult result = make("x", " \n@ - \n");
  EXPECT_EQ(result.outcome, Outcome::kSuccess);
  EXPECT_FALSE(result.commands_started);
  EXPECT_TRUE(commands().empty());
  // A lone colon counts, but needs no process.
  EXPECT_TRUE(make("y", "@:\n").commands_started);
  EXPECT_TRUE(commands().empty());
}

TEST_F(ExecutorTest, RunsAsManyAtOnceAsAllowed) {
  switches.jobs = 2;
  for (const char* name : {"a", "b", "c", "d"})
    EXPECT_EQ(executor().start(target(name, "@foo\n")), StartResult::kOk);
  std::vector<JobResult> finished;
  while (executor().pump(true, finished)) {
  }
  EXPECT_EQ(finished.size(), 4u);
  EXPECT_EQ(processes.most_at_once, 2u);
}

TEST_F(ExecutorTest, OneChildHasTheRealStdin) {
  switches.jobs = 0;
  executor().start(target("a", "@foo\n"));
  executor().start(target("b", "@foo\n"));
  EXPECT_EQ(processes.started[0].request.stdin_fd, -1);
  EXPECT_GE(processes.started[1].request.stdin_fd, 0);
  executor().drain(results);
}

TEST_F(ExecutorTest, FailureWhileOthersRun) {
  switches.jobs = 3;
  processes.programs["bar"] = [] { return exits_with(1); };
  executor().start(target("a", "@bar\n"));
  executor().start(target("b", "@foo\n@foo\n"));
  EXPECT_TRUE(executor().pump(true, results));
  ASSERT_EQ(results.size(), 1u);
  EXPECT_EQ(executor().start(target("c", "@foo\n")), StartResult::kStopping);
  executor().drain(results);
  EXPECT_EQ(results.size(), 2u);
  EXPECT_EQ(captured.take(),
            "make: *** [mk:1: a] Error 1\nmake: *** Waiting for unfinished jobs....\n");
  // All lines of what runs already are run.
  EXPECT_EQ(processes.started.size(), 3u);
}

TEST_F(ExecutorTest, TokensAreTakenAndGivenBack) {
  TemporaryFiles temporary(captured.diagnostics);
  jobserver = Jobserver::serve(3, JobserverStyle::kPipe, temporary, captured.diagnostics);
  ASSERT_NE(jobserver, nullptr);
  switches.jobs = 3;
  processes.last_first = true;
  for (const char* name : {"a", "b", "c"}) executor().start(target(name, "@foo\n"));
  EXPECT_EQ(jobserver->held(), 2u);
  executor().start(target("d", "@+foo\n"));
  EXPECT_EQ(jobserver->held(), 2u);
  EXPECT_EQ(processes.started[0].request.keep_fds.size(), 0u);
  EXPECT_EQ(processes.started[3].request.keep_fds.size(), 2u);
  executor().drain(results);
  EXPECT_EQ(jobserver->held(), 0u);
  EXPECT_EQ(results.size(), 4u);
}

TEST_F(ExecutorTest, TerminationIsPassedOnAndTargetsAreDeleted) {
  switches.jobs = 2;
  processes.programs["bar"] = [this] {
    files.write("a", "half", false);
    return exits_with(0);
  };
  executor().start(target("a", "@bar\n@more\n"));
  executor().start(target("b", "@foo\n"));
  processes.signal = SIGTERM;
  while (executor().pump(true, results)) {
  }
  EXPECT_EQ(executor().interrupted(), SIGTERM);
  EXPECT_EQ(processes.killed.size(), 2u);
  EXPECT_EQ(captured.take(),
            "make: *** Deleting file 'a'\nmake: *** [mk:1: a] Terminated\nmake: *** [mk:11: b] "
            "Terminated\n");
  ASSERT_EQ(results.size(), 2u);
  EXPECT_TRUE(results[0].interrupted);
  EXPECT_EQ(executor().start(target("c", "@foo\n")), StartResult::kStopping);
}

TEST_F(ExecutorTest, InterruptedRecipeWithLinesLeftIsNotMade) {
  executor();
  switches.jobs = 2;
  executor().start(target("a", "@foo\n@more\n"));
  executor().start(target("b", "@foo\n"));
  processes.signal = SIGINT;
  executor().drain(results);
  ASSERT_EQ(results.size(), 2u);
  EXPECT_EQ(results[0].outcome, Outcome::kFailed);
  EXPECT_EQ(results[1].outcome, Outcome::kSuccess);
  EXPECT_TRUE(processes.killed.empty());
  EXPECT_EQ(processes.started.size(), 2u);
}

TEST_F(ExecutorTest, TraceTellsWhy) {
  switches.debug = kDebugPrint | kDebugWhy;
  make("x", "@foo\n");
  EXPECT_EQ(captured.take(), "mk:1: update target 'x' due to: target does not exist\nfoo\n");
  expander.variables["?"] = "a b";
  const TargetId id = target("y", "@foo\n");
  database.targets[id].mtime = FileTime::earliest();
  executor().start(id);
  EXPECT_EQ(captured.take(), "mk:11: update target 'y' due to: a b\nfoo\n");
}

TEST_F(ExecutorTest, PosixFlagsDependOnTheLine) {
  database.posix = true;
  make("x", "@foo;a\n@-foo;b\n");
  EXPECT_THAT(commands(), ElementsAre("/bin/sh -ec foo;a", "/bin/sh -c foo;b"));
}

TEST_F(ExecutorTest, ExpansionErrorIsFatal) {
  expander.fail = true;
  EXPECT_EQ(executor().start(target("x", "@foo\n")), StartResult::kFatal);
  EXPECT_EQ(executor().running(), 0u);
}

TEST_F(ExecutorTest, WhatFailedBesideOthersIsTriedOnceMoreAlone) {
  switches.jobs = 2;
  switches.auto_jobs = true;
  int tries = 0;
  processes.programs["bad"] = [&tries] { return exits_with(++tries == 1 ? 1 : 0); };
  processes.programs["worse"] = [] { return exits_with(2); };
  executor().start(target("x", "@bad\n"));
  executor().start(target("y", "@good\n"));
  while (executor().pump(true, results)) {
  }
  EXPECT_THAT(commands(), ElementsAre("bad", "good", "bad"));
  ASSERT_EQ(results.size(), 2u);
  EXPECT_EQ(results[0].outcome, Outcome::kSuccess);
  EXPECT_EQ(results[1].outcome, Outcome::kSuccess);
  EXPECT_EQ(executor().action_counters().retried, 1u);
  // Alone from the start: nobody is to blame.
  EXPECT_EQ(make("z", "@worse\n").outcome, Outcome::kFailed);
  EXPECT_EQ(executor().action_counters().retried, 1u);
}

TEST_F(ExecutorTest, ASignalFindsWhatWaitsToBeTriedAgain) {
  switches.jobs = 2;
  switches.auto_jobs = true;
  processes.programs["bad"] = [] { return exits_with(1); };
  executor().start(target("x", "@bad\n"));
  executor().start(target("y", "@good\n"));
  executor().start(target("z", "@other\n"));  // waits for a slot: x has failed by then
  processes.signal = SIGTERM;
  while (executor().pump(true, results)) {
  }
  for (const auto& [pid, sent] : processes.killed) EXPECT_GT(pid, 0);
  EXPECT_EQ(results.size(), 2u);
}

TEST_F(ExecutorTest, WhatNeededTooMuchMemoryBeforeWaits) {
  const std::string file = testing::TempDir() + "/executor_test.meminfo";
  std::ofstream(file) << "MemAvailable:  1000000 kB\n";
  MemoryGuard guard({file, "", "", ""});
  FakeActions known;
  memory = &guard;
  actions = &known;
  switches.jobs = 3;
  switches.auto_jobs = true;
  const TargetId small = target("small", "@a\n");
  const TargetId large = target("large", "@b\n");
  known.peaks[small.id] = 300000;
  known.peaks[large.id] = 800000;
  executor().start(small);
  executor().start(target("unknown", "@c\n"));
  EXPECT_EQ(processes.most_at_once, 2u);
  EXPECT_EQ(captured.take(), "");
  executor().start(large);
  EXPECT_EQ(captured.take(),
            "make: memory is short: 'large', which needed 781 MiB last time, waits until another "
            "recipe has ended\n");
  EXPECT_EQ(executor().action_counters().held_back, 1u);
  while (executor().pump(true, results)) {
  }
  EXPECT_EQ(results.size(), 3u);
  EXPECT_EQ(processes.most_at_once, 2u);
  // The user's own -j is not doubted.
  switches.auto_jobs = false;
  executor().start(target("x", "@a\n"));
  executor().start(large);
  EXPECT_EQ(captured.take(), "");
}

TEST_F(ExecutorTest, RecipesAreClassifiedUnexpanded) {
  Recipe recipe;
  recipe.text = "a\n\t@ +b\n";
  EXPECT_FALSE(Executor::blank(recipe));
  EXPECT_TRUE(Executor::any_recursive(recipe));
  EXPECT_FALSE(Executor::only_recursive(recipe));
  recipe.text = "a ${MAKE}\\\n b\n";
  EXPECT_TRUE(Executor::only_recursive(recipe));
  recipe.text = " @-\n\t+\n";
  EXPECT_TRUE(Executor::blank(recipe));
}

}  // namespace
}  // namespace umake
