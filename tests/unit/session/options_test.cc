#include "options.h"

#include <gmock/gmock.h>

#include "invocation_fixture.h"
#include "makeflags.h"

namespace umake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Status kOk = Status::kOk;
constexpr Status kFailed = Status::kFailed;

class OptionsTest : public InvocationTest {
 protected:
  std::string flags() const {
    std::string text;
    compose_makeflags(invocation, text);
    return text;
  }
};

TEST_F(OptionsTest, TellsGoalsDefinitionsAndSwitchesApartInAnyOrder) {
  ASSERT_EQ(read({"all", "-k", "A=1", "test", "-f", "x.mk", "B:=2"}), kOk);
  EXPECT_THAT(invocation.goals, ElementsAre("all", "test"));
  ASSERT_EQ(invocation.definitions.size(), 2u);
  EXPECT_EQ(invocation.definitions[0].name, "A");
  EXPECT_EQ(invocation.definitions[1].assignment, Assignment::kSimple);
  EXPECT_TRUE(invocation.switches.keep_going);
  EXPECT_THAT(invocation.switches.makefiles, ElementsAre("x.mk"));
  EXPECT_EQ(invocation.program, "make");
}

TEST_F(OptionsTest, EverythingAfterTwoDashesIsNoSwitch) {
  ASSERT_EQ(read({"--", "-k", "A=1"}), kOk);
  EXPECT_THAT(invocation.goals, ElementsAre("-k"));
  EXPECT_EQ(invocation.definitions.size(), 1u);
}

TEST_F(OptionsTest, ALoneDashAndAnEmptyWordMeanNothing) {
  ASSERT_EQ(read({"-", "", "all"}), kOk);
  EXPECT_THAT(invocation.goals, ElementsAre("all"));
}

TEST_F(OptionsTest, BundlesLettersTheLastOfWhichMayTakeAnArgument) {
  ASSERT_EQ(read({"-kifa.mk", "-kf", "b.mk", "-kj3", "-nj", "4"}), kOk);
  EXPECT_THAT(invocation.switches.makefiles, ElementsAre("a.mk", "b.mk"));
  EXPECT_TRUE(invocation.switches.ignore_errors);
  EXPECT_EQ(invocation.switches.jobs, 4);
}

TEST_F(OptionsTest, OptionalArguments) {
  ASSERT_EQ(read({"-j", "1foo", "-l", "x", "-O", "line"}), kOk);
  EXPECT_THAT(invocation.goals, ElementsAre("1foo", "x", "line"));
  EXPECT_EQ(invocation.switches.jobs, 0);
  EXPECT_LT(invocation.switches.max_load, 0);
  EXPECT_EQ(invocation.switches.output_sync, OutputSync::kTarget);

  ASSERT_EQ(read({"-j", "007", "-l", "2x", "-Oline", "--debug"}), kOk);
  EXPECT_EQ(invocation.switches.jobs, 7);
  EXPECT_EQ(invocation.switches.max_load, 2);
  EXPECT_EQ(invocation.switches.output_sync, OutputSync::kLine);
  EXPECT_EQ(invocation.switches.debug, kDebugBasic);
}

TEST_F(OptionsTest, LongNamesMayBeShortened) {
  ASSERT_EQ(read({"--fil=x.mk", "--jobs=3", "--old-file", "f", "--k"}), kOk);
  EXPECT_THAT(invocation.switches.makefiles, ElementsAre("x.mk"));
  EXPECT_THAT(invocation.switches.old_files, ElementsAre("f"));
  EXPECT_EQ(invocation.switches.jobs, 3);
  EXPECT_TRUE(invocation.switches.keep_going);
}

TEST_F(OptionsTest, OwnSwitchesDoNotMakeGnuMakesPrefixesAmbiguous) {
  // --standard, --recipe-check: in GNU make --st is --stop, --re is --recon.
  ASSERT_EQ(read({"--st", "--re"}), kOk);
  EXPECT_TRUE(invocation.no_keep_going);
  EXPECT_TRUE(invocation.switches.just_print);
  EXPECT_EQ(invocation.switches.mode, Mode::kFast);
  ASSERT_EQ(read({"--sta"}), kOk);
  EXPECT_EQ(invocation.switches.mode, Mode::kStandard);
}

struct BadWords {
  std::vector<std::string> words;
  std::string message;
};

TEST_F(OptionsTest, BadSwitchesAreNamedInGnuMakesWordsAndTheUsageFollows) {
  const BadWords cases[] = {
      {{"-z"}, "dir/make: invalid option -- 'z'\n"},
      {{"-kzy"}, "dir/make: invalid option -- 'z'\ndir/make: invalid option -- 'y'\n"},
      {{"--foo=1"}, "dir/make: unrecognized option '--foo=1'\n"},
      {{"-f"}, "dir/make: option requires an argument -- 'f'\n"},
      {{"--file"}, "dir/make: option '--file' requires an argument\n"},
      {{"--help=3"}, "dir/make: option '--help' doesn't allow an argument\n"},
      {{"--=x"}, "dir/make: option '--' doesn't allow an argument\n"},
      {{"--assume"},
       "dir/make: option '--assume' is ambiguous; possibilities: '--assume-new' '--assume-old'\n"},
      {{"--no"},
       "dir/make: option '--no' is ambiguous; possibilities: '--no-builtin-rules' "
       "'--no-builtin-variables' '--no-keep-going' '--no-print-directory' '--no-silent'\n"},
      {{"-j0"}, "make: the '-j' option requires a positive integer argument\n"},
      {{"-j3x"}, "make: the '-j' option requires a positive integer argument\n"},
      {{"-j", ""}, "make: the '-j' option requires a positive integer argument\n"},
      {{"--directory="}, "make: the '-C' option requires a non-empty string argument\n"},
      {{"--shuffle="}, "make: the '--shuffle' option requires a non-empty string argument\n"},
  };
  for (const BadWords& bad : cases) {
    EXPECT_EQ(read(bad.words), kFailed) << bad.message;
    EXPECT_EQ(output.messages(), bad.message);
    EXPECT_THAT(output.err_text(), HasSubstr("Usage: make [options] [target] ...\n"));
  }
}

TEST_F(OptionsTest, BadWordsOfASwitchAreFatalWithoutUsage) {
  const BadWords cases[] = {
      {{"-Oxx"}, "make: *** unknown output-sync type 'xx'.  Stop.\n"},
      {{"--debug=b,zz"}, "make: *** unknown debug level specification 'zz'.  Stop.\n"},
      {{"--debug=b,,j"}, "make: *** unknown debug level specification ',j'.  Stop.\n"},
      {{"--shuffle=12x"}, "make: *** invalid shuffle mode: Invalid value: '12x'.  Stop.\n"},
  };
  for (const BadWords& bad : cases) {
    EXPECT_EQ(read(bad.words), kFailed);
    EXPECT_EQ(output.err_text(), bad.message);
  }
}

TEST_F(OptionsTest, EnvironmentsMakeflagsComeBeforeArgv) {
  ASSERT_EQ(read({"-S", "A=3"}, {"MAKEFLAGS=ks -j2 -- A=1 B=a\\ b", "GNUMAKEFLAGS=-n"}), kOk);
  EXPECT_EQ(flags(), "nsS -j2");
  ASSERT_EQ(invocation.definitions.size(), 3u);
  EXPECT_EQ(invocation.definitions[1].value, "a b");
  EXPECT_EQ(invocation.definitions[2].value, "3");
  EXPECT_FALSE(invocation.jobs_on_command_line);
}

TEST_F(OptionsTest, TheFirstWordOfMakeflagsNeedsNoDash) {
  ASSERT_EQ(read({}, {"MAKEFLAGS=I dir k"}), kOk);
  EXPECT_THAT(invocation.switches.include_dirs, ElementsAre("dir"));
  EXPECT_THAT(invocation.goals, ElementsAre("k"));
  ASSERT_EQ(read({}, {"MAKEFLAGS=n=k"}), kOk);
  EXPECT_EQ(invocation.definitions.size(), 1u);
  EXPECT_EQ(flags(), "");
}

TEST_F(OptionsTest, ReferencesInMakeflagsSeeTheEnvironment) {
  ASSERT_EQ(read({}, {"MAKEFLAGS=-I$(DIR) -I$$x", "DIR=/d"}), kOk);
  EXPECT_THAT(invocation.switches.include_dirs, ElementsAre("/d", "$x"));
}

TEST_F(OptionsTest, ABadSwitchInMakeflagsIsNamedWithoutAProgram) {
  EXPECT_EQ(read({"-y"}, {"MAKEFLAGS=z --foo"}), kFailed);
  EXPECT_EQ(output.messages(), ": invalid option -- 'z'\n: unrecognized option '--foo'\n");
}

TEST_F(OptionsTest, ListsHoldEachTextOnce) {
  ASSERT_EQ(read({"-Ia", "-I", "b", "-Ia", "--eval=x", "-Ex", "--debug=b", "--debug=b"}), kOk);
  EXPECT_THAT(invocation.switches.include_dirs, ElementsAre("a", "b"));
  EXPECT_THAT(invocation.switches.evals, ElementsAre("x"));
  EXPECT_EQ(flags(), " -Ia -Ib --debug=b");
}

TEST_F(OptionsTest, FilesLoseADotSlash) {
  ASSERT_EQ(read({"-f", "././/x.mk", "-o./y", "-W", "."}), kOk);
  EXPECT_THAT(invocation.switches.makefiles, ElementsAre("x.mk"));
  EXPECT_THAT(invocation.switches.old_files, ElementsAre("y"));
  EXPECT_THAT(invocation.switches.new_files, ElementsAre("."));
}

TEST_F(OptionsTest, ARandomShuffleShowsItsSeed) {
  ASSERT_EQ(read({"--shuffle"}), kOk);
  EXPECT_EQ(invocation.switches.shuffle, Shuffle::kRandom);
  EXPECT_EQ(invocation.shuffle_word, std::to_string(invocation.switches.shuffle_seed));
  ASSERT_EQ(read({"--shuffle=none"}), kOk);
  EXPECT_EQ(flags(), "");
}

TEST_F(InvocationTest, TheCacheIsLookedAfterWhenTheCommandLineSaysSo) {
  ASSERT_EQ(read({"--cache=verify"}), Status::kOk);
  EXPECT_EQ(invocation.cache_word, "verify");
  ASSERT_EQ(read({}, {"MAKEFLAGS=--cache=clean"}), Status::kOk);
  EXPECT_EQ(invocation.cache_word, "");
  EXPECT_EQ(read({"--cache=burn"}), Status::kFailed);
  EXPECT_EQ(output.messages(),
            "make: unknown cache command 'burn': it is status, clean, gc or verify\n");
}

TEST(ParseDefinitionTest, KnowsEveryOperator) {
  const struct {
    const char* text;
    const char* name;
    Assignment assignment;
    const char* value;
  } cases[] = {
      {"A=1", "A", Assignment::kRecursive, "1"},
      {"A:=1", "A", Assignment::kSimple, "1"},
      {"A::=1", "A", Assignment::kSimple, "1"},
      {"A:::=1", "A", Assignment::kImmediate, "1"},
      {"A+=1", "A", Assignment::kAppend, "1"},
      {"A?=1", "A", Assignment::kConditional, "1"},
      {"A!=1", "A", Assignment::kShell, "1"},
      {" A =  1 ", "A", Assignment::kRecursive, "1 "},
      {"A+:=2", "A+", Assignment::kSimple, "2"},
      {"B?:=2", "B?", Assignment::kSimple, "2"},
      {"$(x=y)=3", "$(x=y)", Assignment::kRecursive, "3"},
      {"=3", "", Assignment::kRecursive, "3"},
      {"A=a#b", "A", Assignment::kRecursive, "a#b"},
      {"$$=3", "$$", Assignment::kRecursive, "3"},
  };
  for (const auto& expected : cases) {
    CommandDefinition definition;
    ASSERT_TRUE(parse_definition(expected.text, definition)) << expected.text;
    EXPECT_EQ(definition.name, expected.name);
    EXPECT_EQ(definition.assignment, expected.assignment) << expected.text;
    EXPECT_EQ(definition.value, expected.value);
  }
}

TEST(ParseDefinitionTest, LeavesGoalsAlone) {
  for (const char* text : {"all", "A B=3", "A: B=3", "A:B=3", "A::::=3", "A#=3", "A+", ""}) {
    CommandDefinition definition;
    EXPECT_FALSE(parse_definition(text, definition)) << text;
  }
}

}  // namespace
}  // namespace umake
