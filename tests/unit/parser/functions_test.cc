// The functions, each with what GNU make 4.4.1 gives for the same text.
#include "expander_fixture.h"

namespace umake {
namespace {

TEST_F(ExpanderTest, TextFunctions) {
  EXPECT_EQ(expand("$(subst ee,EE,feet on the street)"), "fEEt on the strEEt");
  EXPECT_EQ(expand("[$(strip  a  b )][$(strip)][$(strip )]"), "[a b][][]");
  EXPECT_EQ(expand("[$(findstring a,bab)][$(findstring ,x)][$(findstring xx,x)]"), "[a][][]");
  EXPECT_EQ(expand("[$(sort b  a c a)][$(sort )]"), "[a b c][]");
  EXPECT_EQ(expand("[$(words a  b c)][$(words )]"), "[3][0]");
  EXPECT_EQ(expand("[$(firstword  a b)][$(lastword a b )][$(lastword )]"), "[a][b][]");
  EXPECT_EQ(expand("[$(join a b,1 2 3)][$(join a b c,1 2)][$(join ,)]"), "[a1 b2 3][a1 b2 c][]");
  EXPECT_EQ(expand("[$(addsuffix .c,a b)][$(addprefix a b,x y)][$(addsuffix ,a  b)]"),
            "[a.c b.c][a bx a by][a b]");
}

TEST_F(ExpanderTest, Filter) {
  EXPECT_EQ(expand("[$(filter a% b,ab b c)][$(filter-out a% b,ab b c)]"), "[ab b][c]");
  EXPECT_EQ(expand("[$(filter ,a b)][$(filter-out ,a b)][$(filter-out  , a  b)]"), "[][a b][a b]");
  EXPECT_EQ(expand("[$(filter \\%,a % \\%)][$(filter a\\%b x,a%b a\\%b)]"), "[%][a%b]");
  EXPECT_EQ(expand("$(filter a b c d e f g h i j k l%,z k a x b lx)"), "k a b lx");
  EXPECT_EQ(expand("$(filter-out a b c d e f g h i j k l%,z k a x b lx)"), "z x");
}

TEST_F(ExpanderTest, Word) {
  EXPECT_EQ(expand("[$(word 2,a  b c)][$(word 4,a b c)][$(word  +1 ,a)]"), "[b][][a]");
  EXPECT_EQ(plain_error("$(word ,a)"), "invalid first argument to 'word' function: empty value");
  EXPECT_EQ(plain_error("$(word 1 2,a)"), "invalid first argument to 'word' function: '1 2'");
  EXPECT_EQ(plain_error("$(word 99999999999999999999,a)"),
            "invalid first argument to 'word' function: '99999999999999999999' out of range");
  EXPECT_EQ(plain_error("$(word -1,a)"),
            "first argument to 'word' function must be greater than 0");
}

TEST_F(ExpanderTest, Wordlist) {
  EXPECT_EQ(expand("[$(wordlist 2,3,a  b   c d)][$(wordlist 2,9,a b  c )][$(wordlist 1,1,a b)]"),
            "[b   c][b  c][a]");
  EXPECT_EQ(expand("[$(wordlist 2,1,a b)][$(wordlist 5,7,a b)][$(wordlist 1,0,a b)]"), "[][][]");
  EXPECT_EQ(plain_error("$(wordlist 0,1,x)"), "invalid first argument to 'wordlist' function: '0'");
  EXPECT_EQ(plain_error("$(wordlist 1,-1,x)"),
            "invalid second argument to 'wordlist' function: '-1'");
  EXPECT_EQ(plain_error("$(wordlist 1,,x)"),
            "invalid second argument to 'wordlist' function: empty value");
}

TEST_F(ExpanderTest, NameFunctions) {
  EXPECT_EQ(expand("[$(dir a/b c /d /e/f/ )][$(notdir a/b c /d /e/f/ )]"),
            "[a/ ./ / /e/f/][b c d ]");
  EXPECT_EQ(expand("[$(suffix a.b c /d.e/f a/.x)][$(basename a.b c /d.e/f a/.x a.b/c.d.e .)]"),
            "[.b .x][a c /d.e/f a/ a.b/c.d ]");
}

TEST_F(ExpanderTest, Abspath) {
  EXPECT_EQ(expand("$(abspath . a/../b //c /.. ../x ./y/ a//b ../../../z)"),
            "/work/dir /work/dir/b /c / /work/x /work/dir/y /work/dir/a/b /z");
  EXPECT_EQ(expand("[$(abspath)][$(abspath )]"), "[][]");
}

TEST_F(ExpanderTest, Realpath) {
  files_.put("/work/dir/file", "");
  files_.put("/other/sub/file", "");
  files_.link("/other", "/work/dir/absolute");
  files_.link("../dir/absolute/sub", "/work/dir/relative");
  files_.link("loop", "/work/dir/loop");
  EXPECT_EQ(expand("$(realpath . file absolute relative/file relative/.. /)"),
            "/work/dir /work/dir/file /other /other/sub/file /other /");
  EXPECT_EQ(expand("[$(realpath missing file/ loop file/.. absolute/)]"), "[/other]");
}

TEST_F(ExpanderTest, Conditionals) {
  set("space", "$(subst x, ,x)");
  EXPECT_EQ(expand("[$(if  ,a,b)][$(if x,a,b,c)][$(if ,a)][$(if  x , a )][$(if $(space),a)]"),
            "[b][a][][ a ][a]");
  EXPECT_EQ(expand("[$(or ,, a , b)][$(and a, b ,c )][$(and a,,c)][$(or )][$(or , )]"),
            "[a][c][][][]");
  EXPECT_EQ(expand("$(if x,a,$(error no))$(or y,$(error no))$(and ,$(error no))"), "ay");
  EXPECT_EQ(plain_error("$(if x)"), "insufficient number of arguments (1) to function 'if'");
}

TEST_F(ExpanderTest, Intcmp) {
  EXPECT_EQ(expand("[$(intcmp  +1 , 01 )][$(intcmp 1,2)][$(intcmp -07,-7)][$(intcmp -0,+0)]"),
            "[1][][-7][0]");
  EXPECT_EQ(expand("$(intcmp 1,2,a)$(intcmp 2,2,a)$(intcmp 3,2,a)|$(intcmp 3,2,a,b)|"
                   "$(intcmp 1,2,a,b,c)$(intcmp 2,2,a,b,c)$(intcmp 3,2,a,b,c)$(intcmp -3,2,a,b,c)"),
            "a|b|abca");
  EXPECT_EQ(expand("$(intcmp 100000000000000000000000000001,100000000000000000000000000002,a,b,c)"),
            "a");
  // GNU make's own way with two negative numbers.
  EXPECT_EQ(expand("$(intcmp -7,-8,a,b,c)$(intcmp -10,-9,a,b,c)"), "ac");
  EXPECT_EQ(plain_error("$(intcmp  a ,1)"),
            "non-numeric first argument to 'intcmp' function: 'a '");
  EXPECT_EQ(plain_error("$(intcmp 1,)"),
            "non-numeric second argument to 'intcmp' function: empty value");
}

TEST_F(ExpanderTest, Foreach) {
  EXPECT_EQ(expand("[$(foreach i,a b,<$(i)>)][$(foreach  i , a b , x)][$(foreach i,,x)]"),
            "[<a> <b>][ x  x][]");
  EXPECT_EQ(expand("$(foreach i,1 2,$(foreach j,a b,$i$j))|$(foreach a b,1 2,$a)|$i"),
            "1a 1b 2a 2b|1 2|");
  set("i", "global");
  EXPECT_EQ(expand("$(foreach i,a,$i$(origin i)$(flavor i))$i"), "aautomaticsimpleglobal");
}

TEST_F(ExpanderTest, Let) {
  EXPECT_EQ(expand("[$(let a b c,1 2 3 4  5,$(a)-$(b)-$(c))][$(let a b,1,$(a)-$(b))][$(let ,1,x)]"),
            "[1-2-3 4  5][1-][x]");
  EXPECT_EQ(expand("[$(let a,  1 2  ,<$(a)>)][$(let a b a,1 2 3 4,$a $b)]"), "[<1 2  >][3 4 2]");
  set("reverse", "$(let first rest,$1,$(if $(rest),$(call reverse,$(rest)) )$(first))");
  EXPECT_EQ(expand("$(call reverse,a b c d)"), "d c b a");
}

TEST_F(ExpanderTest, Call) {
  set("f", "[$0|$1|$2|$(10)]");
  EXPECT_EQ(expand("$(call f,a, b ,c,d,e,f,g,h,i,j,k)$(call  f ,x)$(call f)"),
            "[f|a| b |j][f|x||][f|||]");
  EXPECT_EQ(expand("[$(call)][$(call ,a)][$(call nosuch,1)][$1]"), "[][][][]");
  // Parameters of the calls around are hidden.
  set("outer", "$(call inner,x)");
  set("inner", "$1$2|$(origin 2)|$(origin 3)");
  EXPECT_EQ(expand("$(call outer,a,b)"), "x|automatic|undefined");
}

TEST_F(ExpanderTest, CallOfFunctions) {
  EXPECT_EQ(
      expand("$(call subst,a,b,aaa)|$(call if,x,y,z)|$(call foreach,i,a b,x$$(i))|$(call call,id)"),
      "bbb|y|xa xb|");
  EXPECT_EQ(expand("[$(call abspath)][$(call origin,x)]"), "[][undefined]");
  EXPECT_EQ(plain_error("$(call subst,a)"),
            "insufficient number of arguments (1) to function 'subst'");
}

TEST_F(ExpanderTest, CallMayRecurse) {
  set("rec", "$(if $1,$(call rec,$(wordlist 2,99,$1))$(firstword $1))");
  EXPECT_EQ(expand("$(call rec,a b c d)"), "dcba");
  // A plain reference to itself is an error still.
  set("x", "$(x)");
  EXPECT_NE(error("$(x)"), "");
}

TEST_F(ExpanderTest, EndlessCallsAreAnError) {
  set("x", "$(call x,$1)");
  expander_.set_stack_limit(200'000);
  EXPECT_EQ(plain_error("$(call x,a)"), "Recursive variable 'x' references itself (eventually)");
}

TEST_F(ExpanderTest, DeepCallsSeeGlobalsAndParameters) {
  set("digits", "0 1 2 3 4 5 6 7 8 9");
  set("last", "end");
  set("x", "$(if $1,$(call x,$(wordlist 2,99,$1),$2$(firstword $1)),$2$(last)$3)");
  EXPECT_EQ(expand("$(call x,$(digits) $(digits),:,!)"), ":01234567890123456789end");
}

TEST_F(ExpanderTest, Eval) {
  set("x", "1");
  EXPECT_EQ(expand("a$(eval y = $(x) $$(x))b"), "ab");
  EXPECT_EQ(evaluator_.texts, std::vector<std::string>{"y = 1 $(x)"});
  evaluator_.action = [](std::string_view) { return Status::kFailed; };
  std::string out;
  EXPECT_EQ(expander_.expand("$(eval z)", out), Status::kFailed);
}

TEST_F(ExpanderTest, ValueOriginFlavor) {
  set("f", "$1 $(x)");
  variables_.define("s", "$(y)", Origin::kCommandLine, false);
  EXPECT_EQ(expand("$(value f)|$(value s)|$(value nosuch)|$(value f )"), "$1 $(x)|$(y)||");
  EXPECT_EQ(expand("$(flavor f) $(flavor s) $(flavor nosuch) $(flavor f )"),
            "recursive simple undefined undefined");
  EXPECT_EQ(expand("$(origin f)|$(origin s)|$(origin nosuch)|$(origin .VARIABLES)"),
            "file|command line|undefined|default");
  const std::pair<Origin, std::string> origins[] = {
      {Origin::kDefault, "default"},     {Origin::kEnvironment, "environment"},
      {Origin::kOverride, "override"},   {Origin::kEnvironmentOverride, "environment override"},
      {Origin::kAutomatic, "automatic"},
  };
  for (const auto& [origin, text] : origins) {
    variables_.define(text, "", origin, true);
    EXPECT_EQ(expand("$(origin " + text + ")"), text);
  }
}

TEST_F(ExpanderTest, Messages) {
  EXPECT_EQ(expand("a$(info x, y)b$(warning w)$(info)"), "ab");
  EXPECT_EQ(output_.stdout_text, "x, y\n");
  EXPECT_EQ(output_.stderr_text, "Makefile:7: w\n");
  EXPECT_EQ(error("$(error a, b)"), "Makefile:7: *** a, b.  Stop.\n");
}

TEST_F(ExpanderTest, Shell) {
  variables_.define("SHELL", "/bin/$(kind)", Origin::kDefault, true);
  variables_.define(".SHELLFLAGS", "-ec", Origin::kDefault, true);
  set("kind", "sh");
  shell_.environment = [](std::vector<std::string>& out) {
    out.push_back("A=1");
    return Status::kOk;
  };
  shell_.answer = "one\ntwo\n\n";
  shell_.exit_status = 3;
  EXPECT_EQ(expand("[$(shell echo $(kind), x)]$(.SHELLSTATUS)$(origin .SHELLSTATUS)"),
            "[one two]3override");
  ASSERT_EQ(shell_.requests.size(), 1u);
  const ShellRunner::Request& request = shell_.requests[0];
  EXPECT_EQ(request.command, "echo sh, x");
  EXPECT_EQ(request.shell, "/bin/sh");
  EXPECT_EQ(request.shell_flags, "-ec");
  EXPECT_EQ(request.environment, std::vector<std::string>{"A=1"});
  EXPECT_EQ(request.where.line, 7u);
}

TEST_F(ExpanderTest, BlankShellCommandsAreNotRun) {
  EXPECT_EQ(expand("[$(shell   )$(shell)$(.SHELLSTATUS)]"), "[]");
  EXPECT_TRUE(shell_.requests.empty());
}

TEST_F(ExpanderTest, ShellEnvironmentUsesOriginalValuesOfWhatIsBeingExpanded) {
  set("X", "$(shell echo)");
  set("Y", "$(shell echo)");
  shell_.environment = [&](std::vector<std::string>& out) {
    for (const char* name : {"X", "Y"}) {
      std::string entry = std::string(name) + "=";
      TRY(expander_.expand_variable(symbols_.intern(name), entry));
      out.push_back(entry);
    }
    return Status::kOk;
  };
  const char* const original[] = {"XX=no", "X=original", nullptr};
  expander_.set_original_environment(original);
  shell_.answer = "out";
  EXPECT_EQ(expand("$(X)"), "out");
  // X's shell needs Y, whose shell needs both again: those are being expanded.
  ASSERT_EQ(shell_.requests.size(), 2u);
  EXPECT_EQ(shell_.requests[0].environment, (std::vector<std::string>{"X=original", "Y="}));
  EXPECT_EQ(shell_.requests[1].environment, (std::vector<std::string>{"X=original", "Y=out"}));
}

TEST_F(ExpanderTest, FileWrites) {
  files_.make_directory("/work");
  files_.make_directory("/work/dir");
  EXPECT_EQ(
      expand("$(file > /work/a  ,foo)$(file >>/work/a,bar\n)$(file >/work/b)$(file >/work/c,)"),
      "");
  EXPECT_EQ(files_.text("/work/a"), "foo\nbar\n");
  EXPECT_EQ(files_.text("/work/b"), "");
  EXPECT_EQ(files_.text("/work/c"), "\n");
  EXPECT_EQ(plain_error("$(file >/none/x,a)"), "open: /none/x: No such file or directory");
}

TEST_F(ExpanderTest, FileReads) {
  files_.put("/work/a", "one\ntwo\n\n");
  EXPECT_EQ(expand("[$(file < /work/a )][$(file </none)]"), "[one\ntwo\n][]");
  EXPECT_EQ(plain_error("$(file </work)"), "read: /work: Is a directory");
  EXPECT_EQ(plain_error("$(file </work/a,x)"), "file: too many arguments");
  EXPECT_EQ(plain_error("$(file <)"), "file: missing filename");
  EXPECT_EQ(plain_error("$(file >>)"), "file: missing filename");
  EXPECT_EQ(plain_error("$(file x,y)"), "file: invalid file operation: x");
}

TEST_F(ExpanderTest, InsufficientArguments) {
  EXPECT_EQ(plain_error("$(subst a)"), "insufficient number of arguments (1) to function 'subst'");
  EXPECT_EQ(plain_error("$(foreach a,b)"),
            "insufficient number of arguments (2) to function 'foreach'");
}

// While makefiles are read, what is there is not asked for twice, unless something has run.
TEST_F(ExpanderTest, WildcardRemembersWhileMakefilesAreRead) {
  files_.write("a", "", false);
  expander_.set_reading(true);
  EXPECT_EQ(expand("$(wildcard a)"), "a");
  files_.remove("a");
  EXPECT_EQ(expand("$(wildcard a)"), "a");
  expand("$(shell rm a)");
  EXPECT_EQ(expand("$(wildcard a)"), "");
  expand("$(file >a)");
  EXPECT_EQ(expand("$(wildcard a)"), "a");
  expander_.set_reading(false);
  files_.remove("a");
  EXPECT_EQ(expand("$(wildcard a)"), "");
}

}  // namespace
}  // namespace umake
