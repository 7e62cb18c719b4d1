#include "runtime/posix_output.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "captured_output.h"

namespace umake {
namespace {

class PosixOutputTest : public testing::Test {
 protected:
  // As a child would write.
  void child_writes(OutputSink& sink, const char* text) {
    int out = -1, err = -1;
    captured.output.prepare_child(&sink, out, err);
    if (out < 0) out = captured.fd();
    ASSERT_GT(write(out, text, strlen(text)), 0);
  }
  void start(OutputSync mode, bool parallel = true) {
    ASSERT_EQ(captured.output.begin_reading(mode, "", temporary, captured.diagnostics),
              Status::kOk);
    captured.output.set_parallel(parallel);
    captured.output.end_reading(mode);
  }

  CapturedOutput captured;
  TemporaryFiles temporary{captured.diagnostics};
};

TEST_F(PosixOutputTest, TextWaitsForAChild) {
  captured.output.out("a\n");
  captured.output.err("b\n");
  EXPECT_EQ(lseek(captured.fd(), 0, SEEK_CUR), 0);
  int out, err;
  captured.output.prepare_child(nullptr, out, err);
  EXPECT_EQ(out, -1);
  EXPECT_EQ(lseek(captured.fd(), 0, SEEK_CUR), 4);
}

TEST_F(PosixOutputTest, HeldTextComesWhenItIsReleased) {
  HeldText held;
  {
    HoldScope hold(captured.output, held);
    captured.output.out("late\n");
    captured.output.err("later\n");
  }
  captured.output.out("early\n");
  captured.output.release(held);
  captured.output.release(held);
  EXPECT_EQ(captured.take(), "early\nlate\nlater\n");
}

TEST_F(PosixOutputTest, DirectoryLinesFrameTheWhole) {
  captured.output.set_directory_lines(true, "make[1]", "/x");
  captured.output.out("a\n");
  captured.output.out("b\n");
  EXPECT_TRUE(captured.output.finish());
  EXPECT_EQ(captured.take(),
            "make[1]: Entering directory '/x'\na\nb\nmake[1]: Leaving directory '/x'\n");
}

TEST_F(PosixOutputTest, NoDirectoryLinesWithoutOutput) {
  captured.output.set_directory_lines(true, "make", "/x");
  EXPECT_TRUE(captured.output.finish());
  EXPECT_EQ(captured.take(), "");
}

TEST_F(PosixOutputTest, TargetModeKeepsJobsApart) {
  start(OutputSync::kTarget);
  captured.output.set_directory_lines(true, "make", "/x");
  OutputSink a{true}, b{true};
  {
    SinkScope scope(captured.output, &a);
    captured.output.out("echo a\n");
  }
  child_writes(a, "a1\n");
  child_writes(b, "b1\n");
  child_writes(a, "a2\n");
  captured.output.close(b);
  captured.output.close(a);
  EXPECT_EQ(captured.take(),
            "make: Entering directory '/x'\nb1\nmake: Leaving directory '/x'\n"
            "make: Entering directory '/x'\necho a\na1\na2\nmake: Leaving directory '/x'\n");
}

TEST_F(PosixOutputTest, RecurseModeFramesNothing) {
  start(OutputSync::kRecurse);
  captured.output.set_directory_lines(true, "make", "/x");
  OutputSink a{true};
  captured.output.announce();
  child_writes(a, "a1\n");
  captured.output.close(a);
  captured.output.finish();
  EXPECT_EQ(captured.take(), "make: Entering directory '/x'\na1\nmake: Leaving directory '/x'\n");
}

TEST_F(PosixOutputTest, ReadingIsOneBlock) {
  captured.output.set_directory_lines(true, "make", "/x");
  ASSERT_EQ(captured.output.begin_reading(OutputSync::kTarget, "", temporary, captured.diagnostics),
            Status::kOk);
  captured.output.out("a\n");
  EXPECT_EQ(captured.take(), "");
  captured.output.set_parallel(false);
  captured.output.end_reading(OutputSync::kTarget);
  // With one job there is no synchronisation after that.
  captured.output.out("b\n");
  captured.output.finish();
  EXPECT_EQ(captured.take(),
            "make: Entering directory '/x'\na\nmake: Leaving directory '/x'\n"
            "make: Entering directory '/x'\nb\nmake: Leaving directory '/x'\n");
}

TEST_F(PosixOutputTest, TheMutexIsMadeAndRemoved) {
  start(OutputSync::kTarget);
  const std::string name = captured.output.sync_mutex();
  ASSERT_TRUE(name.starts_with("fnm:"));
  EXPECT_EQ(access(name.c_str() + 4, F_OK), 0);
  CapturedOutput other;
  TemporaryFiles files(other.diagnostics);
  EXPECT_EQ(other.output.begin_reading(OutputSync::kTarget, name, files, other.diagnostics),
            Status::kOk);
  EXPECT_EQ(other.output.sync_mutex(), name);
  captured.output.finish();
  EXPECT_NE(access(name.c_str() + 4, F_OK), 0);
  CapturedOutput third;
  EXPECT_EQ(third.output.begin_reading(OutputSync::kTarget, name, files, third.diagnostics),
            Status::kFailed);
}

TEST_F(PosixOutputTest, AFullDiskIsReportedAtTheEnd) {
  const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  PosixOutput output(full, captured.fd());
  output.out("text");
  EXPECT_FALSE(output.finish());
  EXPECT_EQ(captured.take(), "make: write error: stdout\n");
  close(full);
}

}  // namespace
}  // namespace umake
