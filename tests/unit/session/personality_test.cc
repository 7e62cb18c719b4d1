#include "personality.h"

#include <gmock/gmock.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "invocation_fixture.h"
#include "version.h"

namespace umake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class PersonalityTest : public InvocationTest {
 protected:
  void SetUp() override {
    char name[] = "/tmp/umake-personality-XXXXXX";
    directory_ = mkdtemp(name);
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  void write(const std::string& name, const std::string& text, mode_t mode = 0644) {
    const std::filesystem::path path = directory_ + "/" + name;
    std::filesystem::create_directories(path.parent_path());
    FILE* file = fopen(path.c_str(), "w");
    ASSERT_NE(file, nullptr);
    fputs(text.c_str(), file);
    fclose(file);
    chmod(path.c_str(), mode);
  }
  std::string config_home() const { return "XDG_CONFIG_HOME=" + directory_; }

  std::string directory_;
};

TEST_F(PersonalityTest, FastIsTheDefault) {
  ASSERT_EQ(read({}, {}, "umake"), Status::kOk);
  EXPECT_EQ(invocation.switches.mode, Mode::kFast);
  EXPECT_EQ(invocation.default_jobs, 0);
}

TEST_F(PersonalityTest, CalledMakeItRunsOneJob) {
  for (const char* program : {"make", "/usr/bin/gmake"}) {
    ASSERT_EQ(read({}, {}, program), Status::kOk);
    EXPECT_EQ(invocation.switches.mode, Mode::kFast);
    EXPECT_EQ(invocation.default_jobs, 1);
  }
  ASSERT_EQ(read({}, {"UMAKE_JOBS=auto"}, "make"), Status::kOk);
  EXPECT_EQ(invocation.default_jobs, 0);
  ASSERT_EQ(read({}, {"UMAKE_JOBS=12"}, "umake"), Status::kOk);
  EXPECT_EQ(invocation.default_jobs, 12);
}

TEST_F(PersonalityTest, StandardModeRunsOneJobWhateverTheSettingsSay) {
  ASSERT_EQ(read({"--standard"}, {"UMAKE_JOBS=auto"}, "umake"), Status::kOk);
  EXPECT_EQ(invocation.switches.mode, Mode::kStandard);
  EXPECT_EQ(invocation.default_jobs, 1);
}

TEST_F(PersonalityTest, CommandLineBeatsEnvironmentBeatsConfiguration) {
  write("umake/config", "# settings\nmode = ultra  # mine\njobs=3\nfuture = x\n");
  ASSERT_EQ(read({}, {config_home()}, "umake"), Status::kOk);
  EXPECT_EQ(invocation.switches.mode, Mode::kUltra);
  EXPECT_EQ(invocation.default_jobs, 3);
  ASSERT_EQ(read({}, {config_home(), "UMAKE_MODE=fast"}, "umake"), Status::kOk);
  EXPECT_EQ(invocation.switches.mode, Mode::kFast);
  ASSERT_EQ(read({"--mode=standard"}, {config_home(), "UMAKE_MODE=fast"}), Status::kOk);
  EXPECT_EQ(invocation.switches.mode, Mode::kStandard);
}

TEST_F(PersonalityTest, TheConfigurationIsUnderHomeWithoutXdg) {
  write(".config/umake/config", "mode=standard\n");
  ASSERT_EQ(read({}, {"HOME=" + directory_}), Status::kOk);
  EXPECT_EQ(invocation.switches.mode, Mode::kStandard);
}

TEST_F(PersonalityTest, BadValuesNameTheGoodOnes) {
  EXPECT_EQ(read({"--mode=quick"}), Status::kFailed);
  EXPECT_EQ(output.err_text(),
            "make: *** unknown mode 'quick' from --mode: it is standard, fast or ultra.  Stop.\n");
  EXPECT_EQ(read({}, {"UMAKE_MODE=x"}), Status::kFailed);
  EXPECT_THAT(output.err_text(), HasSubstr("'x' from UMAKE_MODE"));
  EXPECT_EQ(read({}, {"UMAKE_JOBS=many"}), Status::kFailed);
  EXPECT_EQ(output.err_text(),
            "make: *** bad number of jobs 'many' from UMAKE_JOBS: it is a positive number or "
            "auto.  Stop.\n");
  write("umake/config", "jobs=0\n");
  EXPECT_EQ(read({}, {config_home()}), Status::kFailed);
  EXPECT_THAT(output.err_text(), HasSubstr("'0' from the configuration file"));
}

TEST_F(PersonalityTest, FindsTheFirstOtherMakeOnPath) {
  const std::string path = "PATH=" + directory_ + "/a:" + directory_ + "/b:" + directory_ + "/c";
  std::vector<std::string> environment = {path};
  const auto find = [&] { return find_real_make(pointers(environment).data()); };
  std::filesystem::create_directories(directory_ + "/a");
  // This very program under make's name does not count, nor does what can't be run.
  std::filesystem::create_symlink("/proc/self/exe", directory_ + "/a/make");
  write("b/make", "", 0644);
  EXPECT_EQ(find(), "");
  write("c/gmake", "#!/bin/sh\n", 0755);
  EXPECT_EQ(find(), directory_ + "/c/gmake");
  write("c/make", "#!/bin/sh\n", 0755);
  EXPECT_EQ(find(), directory_ + "/c/make");

  write("d/other", "#!/bin/sh\n", 0755);
  environment = {path, "UMAKE_FALLBACK=" + directory_ + "/d/other"};
  EXPECT_EQ(find(), directory_ + "/d/other");
  environment = {path, "UMAKE_FALLBACK=gmake"};
  EXPECT_EQ(find(), directory_ + "/c/gmake");
  environment = {path, "UMAKE_FALLBACK=nothere"};
  EXPECT_EQ(find(), "");
}

TEST_F(PersonalityTest, StepsAsideOnlyWhenAsked) {
  std::vector<std::string> arguments = {"umake"};
  for (const char* value : {"UMAKE_DISABLE=", "UMAKE_DISABLE=0", "X=1"}) {
    std::vector<std::string> environment = {value};
    EXPECT_EQ(
        step_aside_if_disabled(pointers(arguments).data(), pointers(environment).data(), output),
        Status::kOk);
  }
  std::vector<std::string> environment = {"UMAKE_DISABLE=1", "PATH=" + directory_};
  EXPECT_EQ(
      step_aside_if_disabled(pointers(arguments).data(), pointers(environment).data(), output),
      Status::kFailed);
  EXPECT_THAT(output.err_text(), HasSubstr("there is no other make on PATH"));
}

TEST_F(PersonalityTest, TheRealMakeGetsNoneOfOurSwitches) {
  std::vector<std::string> words = {"umake", "-k",       "--standard", "--mode", "ultra",
                                    "all",   "--mode=x", "--explain",  "--",     "--standard"};
  const std::vector<const char*> arguments =
      arguments_for_real_make("/usr/bin/make", pointers(words).data());
  std::vector<std::string> texts(arguments.begin(), arguments.end() - 1);
  EXPECT_THAT(texts, ElementsAre("/usr/bin/make", "-k", "all", "--", "--standard"));
  EXPECT_EQ(arguments.back(), nullptr);
}

TEST(VersionTest, ConfigureScriptsFindGnuMakeInTheFirstLine) {
  EXPECT_THAT(version_text(), StartsWith("GNU Make 4.4.1\numake "));
  EXPECT_THAT(version_text(), HasSubstr("\nBuilt for "));
  EXPECT_THAT(version_text("# "), StartsWith("# GNU Make 4.4.1\n# umake "));
}

}  // namespace
}  // namespace umake
