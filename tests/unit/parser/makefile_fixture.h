// What tests of reading makefiles share: an Evaluator over a file tree in memory, and rules as
// text.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "base/file_system_memory.h"
#include "base/output.h"
#include "graph/database.h"
#include "parser/builtins.h"
#include "parser/evaluator.h"
#include "parser/expander.h"

namespace umake {

class MakefileFixture : public testing::Test {
 protected:
  class Captured final : public Output {
   public:
    void out(std::string_view text) override { text_ += text; }
    void err(std::string_view text) override { text_ += text; }
    void flush() override {}
    std::string take() { return std::exchange(text_, {}); }

   private:
    std::string text_;
  };

  MakefileFixture()
      : diagnostics_(output_, symbols_, "make", 0),
        database_(symbols_, files_),
        variables_(symbols_, switches_),
        expander_(variables_, database_, diagnostics_, files_),
        evaluator_(expander_, database_, diagnostics_, switches_) {
    switches_.no_builtin_rules = true;
    switches_.no_builtin_variables = true;
  }

  // Reads `text` as the file "m"; what was printed.
  std::string read(std::string_view text) {
    files_.put("/m", text);
    return read_files({"m"});
  }
  std::string read_files(const std::vector<std::string>& names) {
    define_builtin_variables(variables_, switches_.no_builtin_variables);
    status_ = evaluator_.begin(include_dirs_);
    if (status_ == Status::kOk) status_ = evaluator_.read_all(names);
    if (status_ == Status::kOk) status_ = evaluator_.finish();
    return output_.take();
  }
  bool ok() const { return status_ == Status::kOk; }

  TargetId id(std::string_view name) { return database_.targets.find(symbols_.find(name)); }
  Target& target(std::string_view name) { return database_.targets[id(name)]; }
  std::string name(TargetId id) { return std::string(symbols_.text(database_.targets[id].name)); }
  // "a b | c", a .WAIT and deferred text in <> included.
  std::string prerequisites(TargetId id) {
    std::string text;
    bool order_only = false;
    for (const Prerequisite& one : database_.targets[id].prerequisites) {
      if (!text.empty()) text += ' ';
      if (one.has(Prerequisite::kOrderOnly) && !order_only) text += "| ";
      order_only |= one.has(Prerequisite::kOrderOnly);
      if (one.has(Prerequisite::kWaitBefore)) text += ".WAIT ";
      if (one.has(Prerequisite::kDeferred)) {
        text += fmt::format("<{}>", symbols_.text(one.text));
        if (one.has(Prerequisite::kNeedsStem)) text += fmt::format("[{}]", symbols_.text(one.stem));
      } else {
        text += name(one.target);
      }
    }
    return text;
  }
  std::string prerequisites(std::string_view name) { return prerequisites(id(name)); }
  // The recipe's text; "(none)" without one.
  std::string recipe(std::string_view name) {
    const Recipe* recipe = target(name).recipe;
    return recipe == nullptr ? "(none)" : std::string(recipe->text);
  }
  // The pattern rules, one a line: "%.o: %.c" and "::" for terminal ones; the recipe's first line
  // when asked for.
  std::string patterns(bool recipes = false) {
    std::string text;
    for (const PatternRule& rule : database_.patterns.all()) {
      for (const PatternRule::Pattern& pattern : rule.targets) {
        text.append(symbols_.text(pattern.text)) += ' ';
      }
      text.back() = ':';
      if (rule.terminal) text += ':';
      for (const PatternPrerequisite& one : rule.prerequisites) {
        text += one.order_only ? " |" : " ";
        text += one.wait_before ? ".WAIT " : "";
        text +=
            one.deferred ? fmt::format("<{}>", symbols_.text(one.text)) : symbols_.text(one.text);
      }
      if (recipes && rule.recipe != nullptr) {
        text += " ; ";
        text += rule.recipe->text.substr(0, rule.recipe->text.find('\n'));
      }
      text += '\n';
    }
    return text;
  }
  std::string value(std::string_view name) {
    const Variable* variable = variables_.find(name);
    return variable == nullptr ? "(undefined)" : variable->value;
  }
  std::string expand(std::string_view text) {
    std::string out;
    EXPECT_EQ(expander_.expand(text, out), Status::kOk);
    return out;
  }

  Captured output_;
  SymbolTable symbols_;
  MemoryFileSystem files_;
  Switches switches_;
  Diagnostics diagnostics_;
  Database database_;
  Variables variables_;
  Expander expander_;
  Evaluator evaluator_;
  std::vector<std::string> include_dirs_;
  Status status_ = Status::kOk;
};

}  // namespace umake
