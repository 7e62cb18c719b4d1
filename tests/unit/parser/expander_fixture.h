// What unit tests of expansion stand on: an Expander over a file tree in memory, with fakes for the
// shell, its environment and $(eval), and whatever is printed kept as text.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system_memory.h"
#include "parser/expander.h"

namespace umake {

class KeptOutput final : public Output {
 public:
  void out(std::string_view text) override { stdout_text += text; }
  void err(std::string_view text) override { stderr_text += text; }
  void flush() override {}

  std::string stdout_text;
  std::string stderr_text;
};

class FakeShell final : public ShellRunner, public ShellEnvironment {
 public:
  int run(const Request& request, std::string& output) override {
    requests.push_back(request);
    output += answer;
    return exit_status;
  }
  Status build(VariableScope*, std::vector<std::string>& out) override {
    return environment ? environment(out) : Status::kOk;
  }

  std::vector<Request> requests;
  std::string answer;
  int exit_status = 0;
  std::function<Status(std::vector<std::string>&)> environment;
};

class FakeEvaluator final : public TextEvaluator {
 public:
  Status evaluate_text(std::string_view text, Location) override {
    texts.emplace_back(text);
    return action ? action(text) : Status::kOk;
  }

  std::vector<std::string> texts;
  std::function<Status(std::string_view)> action;
};

class ExpanderTest : public testing::Test {
 protected:
  ExpanderTest() {
    expander_.set_shell_runner(&shell_);
    expander_.set_shell_environment(&shell_);
    expander_.set_text_evaluator(&evaluator_);
    expander_.set_directory("/work/dir");
    expander_.set_where(at(7));
  }

  Location at(uint32_t line) { return {symbols_.intern("Makefile"), line}; }

  Status assign(std::string_view name, Assignment assignment, std::string_view value,
                Origin origin = Origin::kFile) {
    return variables_.assign(expander_, name, assignment, value, origin, AssignmentScope::kGlobal,
                             nullptr, {});
  }
  // NAME = VALUE
  void set(std::string_view name, std::string_view value) {
    EXPECT_EQ(assign(name, Assignment::kRecursive, value), Status::kOk);
  }
  std::string expand(std::string_view text) {
    std::string out;
    EXPECT_EQ(expander_.expand(text, out), Status::kOk) << output_.stderr_text;
    return out;
  }
  // What is printed when the expansion fails.
  std::string error(std::string_view text) {
    std::string out;
    output_.stderr_text.clear();
    EXPECT_EQ(expander_.expand(text, out), Status::kFailed) << out;
    return output_.stderr_text;
  }
  // The error's text without its place and "Stop".
  std::string plain_error(std::string_view text) {
    const std::string full = error(text);
    const std::string_view begin = "Makefile:7: *** ";
    const std::string_view end = ".  Stop.\n";
    if (!full.starts_with(begin) || !full.ends_with(end)) return full;
    return full.substr(begin.size(), full.size() - begin.size() - end.size());
  }

  SymbolTable symbols_;
  Switches switches_;
  KeptOutput output_;
  Diagnostics diagnostics_{output_, symbols_, "make", 0};
  MemoryFileSystem files_;
  Database database_{symbols_, files_};
  Variables variables_{symbols_, switches_};
  Expander expander_{variables_, database_, diagnostics_, files_};
  FakeShell shell_;
  FakeEvaluator evaluator_;
};

}  // namespace umake
