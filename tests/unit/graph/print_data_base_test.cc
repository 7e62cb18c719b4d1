#include "graph/print_data_base.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/file_system_memory.h"

namespace umake {
namespace {

class PrintDataBaseTest : public testing::Test {
 protected:
  PrintDataBaseTest() : database_(symbols_, files_) { setenv("TZ", "UTC", 1); }

  TargetId target(std::string_view name) { return database_.targets.enter(symbols_.intern(name)); }
  Target& operator[](std::string_view name) { return database_.targets[target(name)]; }
  void add(std::string_view name, std::string_view prerequisite, uint16_t flags = 0) {
    const TargetId id = target(prerequisite);
    (*this)[name].prerequisites.push_back({id, {}, {}, flags});
  }
  const Recipe* recipe(std::string_view text, uint32_t line) {
    Recipe recipe;
    recipe.text = database_.arena.copy(text);
    if (line > 0) recipe.where = {symbols_.intern("m"), line};
    return &database_.recipes.emplace_back(recipe);
  }
  std::string print() {
    std::string out;
    DataBaseSections sections;
    sections.variables = [](std::string& text) { text += "<variables>\n"; };
    sections.target_variables = [&](TargetId id, std::string& text) {
      if (id == target("all")) text += "<of all>\n";
    };
    print_data_base(database_, sections, 1'000'000'000, out);
    return out;
  }
  // What is printed between two lines.
  std::string section(std::string_view from, std::string_view to) {
    const std::string text = print();
    const size_t begin = text.find(from);
    const size_t end = text.find(to);
    EXPECT_NE(begin, std::string::npos);
    EXPECT_NE(end, std::string::npos);
    return text.substr(begin, end - begin);
  }

  SymbolTable symbols_;
  MemoryFileSystem files_;
  Database database_;
};

TEST_F(PrintDataBaseTest, AnEmptyOneHasAllSections) {
  EXPECT_EQ(print(), R"(
# Make data base, printed on Sun Sep  9 01:46:40 2001
<variables>

# Directories


# No files, no impossibilities in 0 directories.

# Implicit Rules

# No implicit rules.

# Files

# files hash-table stats:
# Load=0/1024=0%, Rehash=0, Collisions=0/0=0%
# VPATH Search Paths

# No 'vpath' search paths.

# No general ('VPATH' variable) search path.

# Finished Make data base on Sun Sep  9 01:46:40 2001

)");
}

TEST_F(PrintDataBaseTest, ShowsFiles) {
  Target& all = (*this)["all"];
  all.is_target = all.phony = all.command_target = all.tried_implicit = all.updated = true;
  all.stem = symbols_.intern("stem");
  all.mtime = FileTime::nonexistent();
  all.progress = Progress::kFinished;
  all.outcome = Outcome::kSuccess;
  all.recipe = recipe("echo a \\\n\t  b\nfalse\n", 2);
  add("all", "b");
  add("all", "o", Prerequisite::kOrderOnly);
  add("all", "d", Prerequisite::kWaitBefore);
  add("all", "p", Prerequisite::kOrderOnly | Prerequisite::kWaitBefore);
  (*this)["b"].mtime = {1'000'000'000'123'456'789};
  (*this)["b"].also_make = {target("d")};
  (*this)["b"].recipe = recipe("", 0);
  // In which order is reference_order's business.
  EXPECT_NE(print().find(R"(
<of all>
all: b .WAIT d | o .WAIT p
#  Phony target (prerequisite of .PHONY).
#  Command line target.
#  Implicit rule search has been done.
#  Implicit/static pattern stem: 'stem'
#  File does not exist.
#  File has been updated.
#  Successfully updated.
#  recipe to execute (from 'm', line 2):
	echo a \
	  b
	false

)"),
            std::string::npos);
  EXPECT_NE(print().find(R"(
# Not a target:
b:
#  Implicit rule search has not been done.
#  Also makes: d
#  Last modified 2001-09-09 01:46:40.123456789
#  File has not been updated.
#  recipe to execute (built-in):
	

)"),
            std::string::npos);
}

TEST_F(PrintDataBaseTest, ShowsEachRuleOfADoubleColonTarget) {
  const TargetId first = target("d");
  database_.targets[first].is_target = database_.targets[first].is_double_colon = true;
  database_.targets[first].first_double_colon = first;
  target("e");
  const TargetId second = database_.targets.add_double_colon(first);
  database_.targets[second].is_target = true;
  add("d", "a");
  const std::string text = section("# Files", "# Not a target:\ne:");
  EXPECT_NE(text.find("d:: a\n"), std::string::npos);
  EXPECT_NE(text.find("d::\n"), std::string::npos);
  EXPECT_EQ(print().find("d::\n"), print().rfind("d::\n"));
}

TEST_F(PrintDataBaseTest, ShowsTimesAsShortAsTheyAreAndThoseOfNoFile) {
  (*this)["whole"].mtime = {1'000'000'000'000'000'000};
  EXPECT_NE(print().find("#  Last modified 2001-09-09 01:46:40\n"), std::string::npos);
  (*this)["whole"].mtime = {1'000'000'000'500'000'000};
  EXPECT_NE(print().find("#  Last modified 2001-09-09 01:46:40.5\n"), std::string::npos);
  Target& target = (*this)["whole"];
  target.mtime_before = target.mtime;
  target.mtime = FileTime::newest();
  EXPECT_NE(print().find("#  Last modified 2514-05-30 01:53:03.107374182\n"), std::string::npos);
  // -q only says so.
  target.outcome = Outcome::kQuestion;
  EXPECT_NE(print().find("#  Last modified 2001-09-09 01:46:40.5\n"), std::string::npos);
}

TEST_F(PrintDataBaseTest, ShowsAWholeGroupFromTheLastTargetOn) {
  // Entered in another order than that of the rule: z x y.
  const TargetId x = target("x"), y = target("y"), z = target("z");
  database_.targets[x].also_make = {y, z};
  database_.targets[y].also_make = {x, z};
  database_.targets[z].also_make = {y, x};
  for (const TargetId id : {x, y, z}) database_.targets[id].grouped = true;
  const std::string text = print();
  size_t count = 0;
  for (size_t at = text.find("Also makes: y x z\n"); at != std::string::npos; ++count) {
    at = text.find("Also makes: y x z\n", at + 1);
  }
  EXPECT_EQ(count, 3u);
}

TEST_F(PrintDataBaseTest, ShowsImplicitRules) {
  PatternRule rule;
  rule.targets = {{symbols_.intern("x%.r"), 1}, {symbols_.intern("y%.r"), 1}};
  rule.prerequisites.push_back({symbols_.intern("z%.c"), false, false, false});
  rule.prerequisites.push_back({symbols_.intern("oo"), true, true, false});
  rule.recipe = recipe("echo $*\n", 45);
  rule.where = rule.recipe->where;
  database_.patterns.add(rule, true);
  PatternRule terminal;
  terminal.targets = {{symbols_.intern("%.w"), 0}};
  terminal.terminal = true;
  terminal.recipe = recipe("w\n", 0);
  database_.patterns.add(terminal, true);
  EXPECT_EQ(section("# Implicit Rules", "# Files"), R"(# Implicit Rules

x%.r y%.r: z%.c | .WAIT oo
#  recipe to execute (from 'm', line 45):
	echo $*

%.w::
#  recipe to execute (built-in):
	w

# 2 implicit rules, 1 (50.0%) terminal.
)");
}

TEST_F(PrintDataBaseTest, ShowsDirectoriesAndSearchPaths) {
  files_.put("/w/a", "");
  files_.set_working_directory("/w");
  database_.directories.exists("a");
  database_.directories.exists("none/a");
  database_.vpaths.add_selective("%.c", "src:dir1 dir2");
  database_.vpaths.set_general("v1:v2");
  const std::string text = print();
  EXPECT_NE(text.find("): 3 files, no impossibilities.\n# none: could not be stat'd.\n\n# 3 files, "
                      "no impossibilities in 2 directories.\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("\nvpath %.c src:dir1:dir2\n\n# 1 'vpath' search paths.\n\n# General "
                      "('VPATH' variable) search path:\n# v1:v2\n"),
            std::string::npos)
      << text;
}

}  // namespace
}  // namespace umake
