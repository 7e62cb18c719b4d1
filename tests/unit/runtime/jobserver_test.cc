#include "runtime/jobserver.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

#include "captured_output.h"

namespace umake {
namespace {

class JobserverTest : public testing::TestWithParam<JobserverStyle> {
 protected:
  CapturedOutput captured;
  TemporaryFiles temporary{captured.diagnostics};
};

TEST_P(JobserverTest, ServerAndClientShareThePool) {
  auto server = Jobserver::serve(3, GetParam(), temporary, captured.diagnostics);
  ASSERT_NE(server, nullptr);
  EXPECT_FALSE(server->prepare(captured.diagnostics));
  EXPECT_EQ(server->is_fifo(), GetParam() != JobserverStyle::kPipe);
  EXPECT_EQ(server->inherited_fds().size(), server->is_fifo() ? 0u : 2u);
  auto client = Jobserver::connect(server->auth(), captured.diagnostics);
  ASSERT_NE(client, nullptr);
  EXPECT_EQ(client->auth(), server->auth());
  EXPECT_TRUE(server->try_acquire());
  EXPECT_TRUE(client->try_acquire());
  EXPECT_FALSE(client->try_acquire());
  EXPECT_FALSE(server->try_acquire());
  client->release();
  EXPECT_TRUE(server->try_acquire());
  server->release();
  server->release();
  client.reset();
  EXPECT_TRUE(server->try_acquire());
}

TEST_P(JobserverTest, TokensGoBackAtTheEnd) {
  auto server = Jobserver::serve(2, GetParam(), temporary, captured.diagnostics);
  server->prepare(captured.diagnostics);
  auto client = Jobserver::connect(server->auth(), captured.diagnostics);
  EXPECT_TRUE(client->try_acquire());
  client.reset();
  EXPECT_TRUE(server->try_acquire());
}

TEST_P(JobserverTest, MoreJobsThanAPipeHolds) {
  auto server = Jobserver::serve(1 << 20, GetParam(), temporary, captured.diagnostics);
  ASSERT_NE(server, nullptr);
  server->prepare(captured.diagnostics);
  EXPECT_TRUE(server->try_acquire());
  server->release();
}

TEST_P(JobserverTest, OnlyTheServerRemovesTheFifo) {
  auto server = Jobserver::serve(2, GetParam(), temporary, captured.diagnostics);
  if (!server->is_fifo()) return;
  const std::string path = server->owned_path();
  EXPECT_NE(access(path.c_str(), F_OK), 0) << "made before anybody needs it";
  server->prepare(captured.diagnostics);
  auto client = Jobserver::connect(server->auth(), captured.diagnostics);
  EXPECT_TRUE(client->owned_path().empty());
  client.reset();
  EXPECT_EQ(access(path.c_str(), F_OK), 0);
  server.reset();
  EXPECT_NE(access(path.c_str(), F_OK), 0);
}

// Left by a killed make, or made by one in another container that shares the directory.
TEST_P(JobserverTest, AFifoThatIsThereIsLeftAlone) {
  auto first = Jobserver::serve(2, GetParam(), temporary, captured.diagnostics);
  if (!first->is_fifo()) return;
  first->prepare(captured.diagnostics);
  auto second = Jobserver::serve(2, GetParam(), temporary, captured.diagnostics);
  second->prepare(captured.diagnostics);
  EXPECT_TRUE(second->is_fifo());
  EXPECT_NE(second->auth(), first->auth());
  EXPECT_TRUE(second->try_acquire());
  EXPECT_TRUE(first->try_acquire());
}

INSTANTIATE_TEST_SUITE_P(Styles, JobserverTest,
                         testing::Values(JobserverStyle::kDefault, JobserverStyle::kPipe));

TEST(Jobserver, WhatIsNoPoolIsToldApart) {
  CapturedOutput captured;
  EXPECT_EQ(Jobserver::connect("-2,-2", captured.diagnostics), nullptr);
  EXPECT_EQ(Jobserver::connect("900,901", captured.diagnostics), nullptr);
  EXPECT_EQ(captured.take(), "");
  EXPECT_EQ(Jobserver::connect("foo", captured.diagnostics), nullptr);
  EXPECT_EQ(captured.take(), "make: invalid --jobserver-auth string 'foo'\n");
  EXPECT_EQ(Jobserver::connect("3,x", captured.diagnostics), nullptr);
  EXPECT_EQ(captured.take(), "make: invalid --jobserver-auth string '3,x'\n");
  EXPECT_EQ(Jobserver::connect("fifo:/nosuch", captured.diagnostics), nullptr);
  EXPECT_EQ(captured.take(), "make: cannot open jobserver /nosuch: No such file or directory\n");
}

TEST(Jobserver, TheParentsPipeKeepsItsMode) {
  CapturedOutput captured;
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  auto client = Jobserver::connect(fmt::format("{},{}", ends[0], ends[1]), captured.diagnostics);
  ASSERT_NE(client, nullptr);
  EXPECT_FALSE(client->try_acquire());
  EXPECT_EQ(fcntl(ends[0], F_GETFL) & O_NONBLOCK, 0);
  close(ends[0]);
  close(ends[1]);
}

TEST(Jobserver, WithoutAPlaceForTheFifoAPipeServes) {
  setenv("MAKE_TMPDIR", "/proc", 1);
  CapturedOutput captured;
  TemporaryFiles temporary(captured.diagnostics);
  auto server = Jobserver::serve(2, JobserverStyle::kDefault, temporary, captured.diagnostics);
  unsetenv("MAKE_TMPDIR");
  ASSERT_NE(server, nullptr);
  // root may write to /proc, but no fifo can be made there.
  if (server->is_fifo()) {
    const std::string named = server->auth();
    EXPECT_TRUE(server->prepare(captured.diagnostics));
    EXPECT_NE(server->auth(), named);
  }
  EXPECT_FALSE(server->is_fifo());
  EXPECT_TRUE(server->try_acquire());
  EXPECT_NE(captured.take().find("jobserver mkfifo: /proc/GMfifo"), std::string::npos);
}

}  // namespace
}  // namespace umake
