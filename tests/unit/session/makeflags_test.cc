#include "makeflags.h"

#include <gmock/gmock.h>

#include <memory>

#include "base/file_system_memory.h"
#include "invocation_fixture.h"
#include "parser/exported_environment.h"

namespace umake {
namespace {

using ::testing::ElementsAre;

constexpr Status kOk = Status::kOk;
constexpr Status kFailed = Status::kFailed;

// The part of Session that deals with MAKEFLAGS: one "run" of make, whose makefile only assigns
// variables.
class MakeflagsTest : public InvocationTest {
 protected:
  struct World {
    World(Invocation& invocation, TextOutput& output)
        : diagnostics(output, symbols, "make", 0),
          variables(symbols, invocation.switches),
          database(symbols, files),
          expander(variables, database, diagnostics, files) {}
    MemoryFileSystem files;
    SymbolTable symbols;
    Diagnostics diagnostics;
    Variables variables;
    Database database;
    Expander expander;
  };

  Status start(Words words, Words environment = {}) {
    TRY(read(words, environment));
    world = std::make_unique<World>(invocation, output);
    for (std::string& entry : environment) kept_environment.push_back(entry);
    import_environment(world->variables, pointers(kept_environment).data());
    TRY(define_command_variables(invocation, world->expander));
    define_makeflags(invocation, world->variables, MakeflagsStage::kFirst, posix);
    world->variables.on_special = [this](Variable& variable) {
      if (world->symbols.text(variable.name) != "MAKEFLAGS") return kOk;
      return makefile_assigned_makeflags(invocation, variable, world->expander, output, posix);
    };
    return kOk;
  }
  Status assign(std::string_view name, Assignment assignment, std::string_view value,
                Origin origin = Origin::kFile) {
    return world->variables.assign(world->expander, name, assignment, value, origin,
                                   AssignmentScope::kGlobal, nullptr, {});
  }
  Status append(std::string_view value) { return assign("MAKEFLAGS", Assignment::kAppend, value); }
  Status finish() {
    TRY(finish_makeflags(invocation, world->expander, output));
    define_makeflags(invocation, world->variables, MakeflagsStage::kSettled, posix);
    return kOk;
  }

  // $(NAME) and $(value NAME).
  std::string expand(std::string_view name) {
    std::string text;
    EXPECT_EQ(world->expander.expand("$(" + std::string(name) + ")", text), kOk);
    return text;
  }
  std::string value(std::string_view name) {
    const Variable* variable = world->variables.find(name);
    return variable != nullptr ? variable->value : "(undefined)";
  }

  std::unique_ptr<World> world;
  Words kept_environment;
  bool posix = false;
};

TEST_F(MakeflagsTest, LettersFirstThenTheOthersInTheTablesOrder) {
  ASSERT_EQ(start({"--no-print-directory", "-t", "--shuffle=reverse", "-k", "-Oline", "-e",
                   "-l2.50", "-B", "-j4", "-I/x", "--trace", "-R", "--debug=b,j", "-i",
                   "--warn-undefined-variables"}),
            kOk);
  EXPECT_EQ(expand("MAKEFLAGS"),
            "BeikrRt -I/x -j4 -l2.5 -Oline --debug=b,j --trace --no-print-directory "
            "--warn-undefined-variables --shuffle=reverse");
  EXPECT_EQ(expand("MFLAGS"), "-" + expand("MAKEFLAGS"));
}

TEST_F(MakeflagsTest, WithoutLettersItBeginsWithABlankAndMflagsDoesNot) {
  ASSERT_EQ(start({"-j"}), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), " -j");
  EXPECT_EQ(expand("MFLAGS"), "-j");
  ASSERT_EQ(start({}), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), "");
  EXPECT_EQ(expand("MFLAGS"), "");
}

TEST_F(MakeflagsTest, SomeSwitchesDoNotTravel) {
  ASSERT_EQ(start({"-b", "-m", "-C.", "-fx", "-ox", "-Wx", "-h", "-v", "--jobserver-style=pipe",
                   "--mode=ultra", "--no-cache", "--no-observe", "--recipe-check", "--explain",
                   "--fresh=x", "--audit", "--cache=status"}),
            kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), "");
}

TEST_F(MakeflagsTest, OriginsAreGnuMakes) {
  ASSERT_EQ(start({"A=1"}), kOk);
  EXPECT_EQ(world->variables.find("MAKEFLAGS")->origin, Origin::kFile);
  EXPECT_EQ(world->variables.find("MFLAGS")->origin, Origin::kEnvironment);
  EXPECT_EQ(world->variables.find("MAKEOVERRIDES")->origin, Origin::kDefault);
  EXPECT_EQ(world->variables.find("-*-command-variables-*-")->origin, Origin::kAutomatic);
  ASSERT_EQ(start({"-e"}), kOk);
  EXPECT_EQ(world->variables.find("MAKEFLAGS")->origin, Origin::kEnvironmentOverride);
}

TEST_F(MakeflagsTest, VariablesFollowTwoDashesTheLastOneFirst) {
  ASSERT_EQ(start({"A=a b", "B:=$(A)\\", "C::=3", "D:::=$$", "E?=5", "F+=x", "F+=y", "-k"}), kOk);
  EXPECT_EQ(value("MAKEFLAGS"), "k -- $(MAKEOVERRIDES)");
  EXPECT_EQ(expand("MAKEFLAGS"), "k -- F=x\\ y E=5 D=$$$$ C:=3 B:=a\\ b\\\\ A=a\\ b");
  EXPECT_EQ(expand("MFLAGS"), "-k");
  EXPECT_EQ(value("MAKEOVERRIDES"), "${-*-command-variables-*-}");
}

TEST_F(MakeflagsTest, AVariableIsListedOnce) {
  ASSERT_EQ(start({"A=1", "B=3", "A=2"}), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), " -- B=3 A=2");
}

TEST_F(MakeflagsTest, AnEmptyNameStopsTheRun) {
  EXPECT_EQ(start({"$(B)=3"}), kFailed);
  EXPECT_EQ(output.err_text(), "make: *** empty variable name.  Stop.\n");
}

TEST_F(MakeflagsTest, EvalsComeThroughAVariableOfTheirOwn) {
  ASSERT_EQ(start({"--eval=X = $(y) z", "-EA=1", "B=2"}), kOk);
  EXPECT_EQ(value("MAKEFLAGS"), " $(-*-eval-flags-*-) -- $(MAKEOVERRIDES)");
  EXPECT_EQ(expand("MAKEFLAGS"), " --eval=X\\ =\\ $$(y)\\ z --eval=A=1 -- B=2");
}

TEST_F(MakeflagsTest, ASubMakeReadsWhatAMakeComposed) {
  const Words cases[] = {
      {"-k"},
      {"-j3", "-kis", "--trace"},
      {"-S", "--no-silent", "--no-print-directory"},
      {"-I", "/a b", "-I", "c\\d", "--eval=$(info a  b)"},
      {"A=a b\\$(X)$$", "-n"},
      {"--debug=b", "--debug=v,j", "-d", "-O", "-l0.5", "--shuffle=7"},
      {"-w", "-B", "-L", "-p", "-q", "-R", "--warn-undefined-variables"},
  };
  for (const Words& words : cases) {
    ASSERT_EQ(start(words), kOk);
    const std::string composed = expand("MAKEFLAGS");
    ASSERT_EQ(start({}, {"MAKEFLAGS=" + composed}), kOk) << output.err_text();
    EXPECT_EQ(expand("MAKEFLAGS"), composed);
  }
}

TEST_F(MakeflagsTest, TheOrderOfVariablesTurnsWithEachLevel) {
  ASSERT_EQ(start({"A=1", "B:=x y", "C="}), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), " -- C= B:=x\\ y A=1");
  ASSERT_EQ(start({}, {"MAKEFLAGS=" + expand("MAKEFLAGS")}), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), " -- A=1 B:=x\\ y C=");
}

TEST_F(MakeflagsTest, GnumakeflagsIsReadAndThenEmptied) {
  ASSERT_EQ(start({}, {"GNUMAKEFLAGS=-e -r -R"}), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), "erR");
  EXPECT_EQ(value("GNUMAKEFLAGS"), "");
}

TEST_F(MakeflagsTest, AMakefilesSwitchesHoldAtOnceAndShow) {
  ASSERT_EQ(start({"-n", "A=1"}), kOk);
  ASSERT_EQ(append("-k --no-print-directory"), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), "kn --no-print-directory -- A=1");
  EXPECT_TRUE(invocation.switches.keep_going);
  for (const Assignment assignment :
       {Assignment::kRecursive, Assignment::kSimple, Assignment::kImmediate}) {
    ASSERT_EQ(assign("MAKEFLAGS", assignment, "B"), kOk);
    EXPECT_EQ(expand("MAKEFLAGS"), "Bkn --no-print-directory -- A=1");
  }
  ASSERT_EQ(assign("MAKEFLAGS", Assignment::kConditional, "-t"), kOk);
  EXPECT_FALSE(invocation.switches.touch);
}

TEST_F(MakeflagsTest, TheUserBeatsTheMakefileWhereSwitchesContradict) {
  const struct {
    const char* user;
    const char* makefile;
  } cases[] = {{"-k", "-S"},
               {"-S", "-k"},
               {"-w", "--no-print-directory"},
               {"--no-print-directory", "-w"},
               {"-s", "--no-silent"},
               {"--no-silent", "-s"}};
  for (const auto& contradiction : cases) {
    ASSERT_EQ(start({contradiction.user}), kOk);
    const std::string before = expand("MAKEFLAGS");
    ASSERT_EQ(append(contradiction.makefile), kOk);
    EXPECT_EQ(expand("MAKEFLAGS"), before);

    ASSERT_EQ(start({}, {std::string("MAKEFLAGS=") + contradiction.user}), kOk);
    ASSERT_EQ(append(contradiction.makefile), kOk);
    EXPECT_EQ(expand("MAKEFLAGS"), before);

    // The command line beats the environment.
    ASSERT_EQ(start({contradiction.makefile}, {std::string("MAKEFLAGS=") + contradiction.user}),
              kOk);
    EXPECT_NE(expand("MAKEFLAGS"), before);

    ASSERT_EQ(start({}), kOk);
    ASSERT_EQ(append(contradiction.makefile), kOk);
    ASSERT_EQ(append(contradiction.user), kOk);
    EXPECT_EQ(expand("MAKEFLAGS"), before);
  }
}

TEST_F(MakeflagsTest, AMakefilesBadSwitchesArePassedOver) {
  ASSERT_EQ(start({}), kOk);
  ASSERT_EQ(append("zz -k --foo -n"), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), "kn");
  EXPECT_EQ(output.err_text(), "");
  ASSERT_EQ(append("-jx"), kOk);
  EXPECT_EQ(output.err_text(), "make: the '-j' option requires a positive integer argument\n");
  EXPECT_EQ(append("-Ofoo"), kFailed);
}

TEST_F(MakeflagsTest, AMakefilesVariablesAreItsOwn) {
  ASSERT_EQ(start({"B=2"}), kOk);
  ASSERT_EQ(append("A=1 B=3"), kOk);
  EXPECT_EQ(expand("A"), "1");
  EXPECT_EQ(world->variables.find("A")->origin, Origin::kFile);
  EXPECT_EQ(expand("B"), "2");
  EXPECT_EQ(expand("MAKEFLAGS"), " -- B=2");
  EXPECT_TRUE(invocation.goals.empty());
}

TEST_F(MakeflagsTest, SwitchesBehindTheVariablesDoNotCount) {
  ASSERT_EQ(start({"A=1"}), kOk);
  ASSERT_EQ(assign("MAKEFLAGS", Assignment::kSimple, "$(MAKEFLAGS) -k"), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), " -- A=1");
}

TEST_F(MakeflagsTest, SomeSwitchesComeTooLateInAMakefile) {
  ASSERT_EQ(start({}), kOk);
  ASSERT_EQ(append("-fx -C/ -ox -Wx -h -v --mode=standard --no-cache"), kOk);
  const Switches& switches = invocation.switches;
  EXPECT_TRUE(switches.makefiles.empty() && switches.directories.empty());
  EXPECT_TRUE(switches.old_files.empty() && switches.new_files.empty());
  EXPECT_FALSE(switches.print_help || switches.print_version);
  EXPECT_EQ(switches.mode, Mode::kFast);
  EXPECT_TRUE(switches.cache);
}

TEST_F(MakeflagsTest, TheCommandLinesJobsTakeOverAfterReading) {
  ASSERT_EQ(start({"-j2"}), kOk);
  ASSERT_EQ(append("-j3"), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), " -j3");
  ASSERT_EQ(finish(), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), " -j2");

  // The environment's do not.
  ASSERT_EQ(start({}, {"MAKEFLAGS=-j2"}), kOk);
  ASSERT_EQ(append("-j3"), kOk);
  ASSERT_EQ(finish(), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), " -j3");
}

TEST_F(MakeflagsTest, NoVariablesBringsNoRulesAfterReading) {
  ASSERT_EQ(start({}), kOk);
  ASSERT_EQ(append("R"), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), "R");
  ASSERT_EQ(finish(), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), "rR");
  ASSERT_EQ(start({"-R"}), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), "rR");
}

TEST_F(MakeflagsTest, AJobserverShowsWithItsJobs) {
  ASSERT_EQ(start({}), kOk);
  invocation.switches.jobs = 4;  // auto
  ASSERT_EQ(finish(), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), "");
  invocation.switches.jobserver_auth = "fifo:/tmp/x";
  ASSERT_EQ(finish(), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), " -j4 --jobserver-auth=fifo:/tmp/x");
}

TEST_F(MakeflagsTest, AMakefileMayEmptyMakeoverrides) {
  ASSERT_EQ(start({"A=1", "-k"}), kOk);
  ASSERT_EQ(assign("MAKEOVERRIDES", Assignment::kRecursive, ""), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), "k -- ");
  ASSERT_EQ(finish(), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), "k");
}

TEST_F(MakeflagsTest, UnderPosixMakeoverridesDoesNotCount) {
  posix = true;
  ASSERT_EQ(start({"A=1"}), kOk);
  ASSERT_EQ(assign("MAKEOVERRIDES", Assignment::kRecursive, "X=1"), kOk);
  ASSERT_EQ(finish(), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), " -- A=1");
}

TEST_F(MakeflagsTest, MakeflagsOfTheCommandLineCountsAfterReading) {
  ASSERT_EQ(start({"MAKEFLAGS=-k"}), kOk);
  EXPECT_EQ(expand("MAKEFLAGS"), "-k");
  EXPECT_EQ(expand("MFLAGS"), "");
  ASSERT_EQ(finish(), kOk);
  EXPECT_TRUE(invocation.switches.keep_going);
  EXPECT_EQ(expand("MFLAGS"), "-k");
}

TEST_F(MakeflagsTest, ItIsExportedOnceSoThatAMakefileCanUnexportIt) {
  ASSERT_EQ(start({}), kOk);
  Variable& makeflags = *world->variables.find("MAKEFLAGS");
  EXPECT_EQ(makeflags.export_state, ExportState::kExport);
  makeflags.export_state = ExportState::kNoExport;
  ASSERT_EQ(append("-k"), kOk);
  ASSERT_EQ(finish(), kOk);
  EXPECT_EQ(world->variables.find("MAKEFLAGS")->export_state, ExportState::kNoExport);
}

}  // namespace
}  // namespace umake
