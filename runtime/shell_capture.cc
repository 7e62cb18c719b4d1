#include "runtime/shell_capture.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/messages.h"
#include "runtime/command_line.h"

namespace umake {

namespace {
constexpr int kNotRun = 127;
constexpr size_t kChunk = 4096;
}  // namespace

// Up to the end of file: every process that holds the pipe has closed it. A fatal signal that only
// umake got is passed on.
void ShellCapture::read_all(int fd, int64_t pid, std::string& output) {
  bool told = false;
  for (;;) {
    const size_t size = output.size();
    output.resize(size + kChunk);
    const ssize_t got = read(fd, output.data() + size, kChunk);
    output.resize(size + (got > 0 ? static_cast<size_t>(got) : 0));
    if (got > 0) continue;
    if (got == 0) return;
    if (errno == EAGAIN) {
      // While recipes run, fatal signals are let through here only.
      pollfd ready = {fd, POLLIN, 0};
      ppoll(&ready, 1, nullptr, &signals_.wait_mask());
    } else if (errno != EINTR) {
      return;
    }
    if (signals_.fatal() != 0 && !told) {
      told = true;
      kill(static_cast<pid_t>(pid), SIGTERM);
    }
  }
}

int ShellCapture::run(const Request& request, std::string& output) {
  SpawnRequest spawn;
  const ShellSettings settings = {request.shell, request.shell_flags, {}, true};
  if (build_command(request.command, settings, /*one_shell=*/false, spawn.arguments) ==
      CommandKind::kNone)
    return 0;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    diagnostics_.error(request.where, fmt::format("pipe: {}", strerror(errno)));
    return kNotRun;
  }
  if (signals_.blocked()) fcntl(ends[0], F_SETFL, O_NONBLOCK);
  // stderr is the job's own while a recipe is expanded under -O.
  int unused;
  output_.prepare_child(output_.context(), unused, spawn.stderr_fd);
  output_.announce();
  output_.flush();
  spawn.environment = &request.environment;
  spawn.stdout_fd = ends[1];
  const SpawnResult child = starter_.start(spawn);
  close(ends[1]);
  if (child.pid < 0) {
    close(ends[0]);
    diagnostics_.error(
        {}, fmt::format(msg::kCannotRun, spawn.arguments.front(), strerror(child.error)));
    return kNotRun;
  }
  read_all(ends[0], child.pid, output);
  close(ends[0]);
  int status = 0;
  while (waitpid(static_cast<pid_t>(child.pid), &status, 0) < 0) {
    if (errno != EINTR) return kNotRun;
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace umake
