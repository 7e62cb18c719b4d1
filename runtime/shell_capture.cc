#include "runtime/shell_capture.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <memory>
#include <utility>

#include "base/messages.h"
#include "runtime/action_key.h"
#include "runtime/command_line.h"
#include "runtime/machine_identity.h"
#include "runtime/shell_programs.h"
#include "runtime/standard_input.h"

namespace umake {

namespace {
constexpr int kNotRun = 127;
constexpr size_t kChunk = 4096;
constexpr int64_t kUsPerSecond = 1'000'000;
// How often it is looked whether a command has ended that still has its stderr, but no stdout.
constexpr timespec kSoon = {0, 5'000'000};
}  // namespace

// A command that is observed.
struct ShellCapture::Watched {
  std::unique_ptr<Watch> watch;
  std::unique_ptr<CapturedStreams> streams;  // its stderr
  StandardInput input;
  bool complained = false;  // it wrote to stderr
  ObservedShell seen;
  std::chrono::steady_clock::time_point began;

  // -1: nobody has it open any more.
  int stderr_fd() const {
    std::vector<int> fds;
    streams->append_poll_fds(fds);
    return fds.empty() ? -1 : fds.front();
  }
  void note(const rusage& usage) {
    const auto us = [](const timeval& time) { return time.tv_sec * kUsPerSecond + time.tv_usec; };
    seen.cpu_us = static_cast<uint64_t>(us(usage.ru_utime) + us(usage.ru_stime));
    seen.peak_kb = static_cast<uint64_t>(usage.ru_maxrss);
  }
};

// --- the key -------------------------------------------------------------------------------------

bool ShellCapture::worth_keeping(const Request& request) const {
  return keeping_.actions != nullptr && keeping_.observer != nullptr &&
         may_repeat(request.command) && names_known_programs(request.command) &&
         StandardInput::content() != StandardInput::Content::kUnsure && keeping_.actions->usable();
}

const Digest& ShellCapture::environment_key(const std::vector<std::string>& environment) {
  if (environment_ != environment || !environment_key_.known()) {
    environment_ = environment;
    // What reads MAKEFLAGS is not kept: may_repeat().
    std::vector<std::string> counting = environment;
    std::erase_if(counting, [](const std::string& each) { return each.starts_with("MAKEFLAGS="); });
    environment_key_ = environment_digest(counting, keeping_.ignored_environment);
  }
  return environment_key_;
}

Digest ShellCapture::key_of(const Request& request) {
  if (!machine_key_) {
    ActionKey machine;
    add_machine_identity(machine);
    machine_key_ = machine.digest();
  }
  const Digest& environment = environment_key(request.environment);
  ActionKey key;
  key.add("$(shell)").add(keeping_.directory).add(request.command);
  key.add(request.shell).add(request.shell_flags).add(request.one_shell);
  key.add(machine_key_->low).add(machine_key_->high).add(environment.low).add(environment.high);
  key.add(output_.streams(output_.context()).err_terminal >= 0);
  key.add(static_cast<uint64_t>(StandardInput::content()));
  return key.digest();
}

// --- running -------------------------------------------------------------------------------------

// Up to the end of file: every process that holds the pipe has closed it. A fatal signal that only
// umake got is passed on.
void ShellCapture::read_all(int fd, int64_t pid, Watched* watched, std::string& output) {
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
      const int stderr_fd = watched != nullptr ? watched->stderr_fd() : -1;
      pollfd ready[2] = {{fd, POLLIN, 0}, {stderr_fd, POLLIN, 0}};
      ppoll(ready, 2, nullptr, &signals_.wait_mask());
      if (watched != nullptr) watched->streams->take(stderr_taker(*watched));
    } else if (errno != EINTR) {
      return;
    }
    if (signals_.fatal() != 0 && !told) {
      told = true;
      kill(static_cast<pid_t>(pid), SIGTERM);
    }
  }
}

// What it writes to stderr is the user's at once.
CapturedStreams::Take ShellCapture::stderr_taker(Watched& watched) {
  return [this, &watched](bool, std::string_view bytes) {
    watched.complained = true;
    output_.err(bytes);
    output_.flush();
  };
}

// Until the command itself has ended. It may write to stderr after it has closed its stdout, and
// what it leaves running may do so for ever.
int ShellCapture::wait_for(int64_t pid, Watched* watched) {
  const pid_t process = static_cast<pid_t>(pid);
  int status = 0;
  rusage usage = {};
  pid_t reaped = 0;
  if (watched != nullptr && !watched->streams->finish(stderr_taker(*watched))) {
    while (!watched->streams->ended() && (reaped = wait4(process, &status, WNOHANG, &usage)) == 0) {
      pollfd ready = {watched->stderr_fd(), POLLIN, 0};
      ppoll(&ready, 1, &kSoon, &signals_.wait_mask());
      watched->streams->take(stderr_taker(*watched));
    }
    watched->streams->take(stderr_taker(*watched));
  }
  while (reaped == 0 && (reaped = wait4(process, &status, 0, &usage)) < 0 && errno == EINTR) {
    reaped = 0;
  }
  if (reaped < 0) return kNotRun;
  if (watched != nullptr) watched->note(usage);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int ShellCapture::run_command(const Request& request, SpawnRequest& spawn, Watched* watched,
                              std::string& output) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    diagnostics_.error(request.where, fmt::format("pipe: {}", strerror(errno)));
    return kNotRun;
  }
  if (signals_.blocked() || watched != nullptr) fcntl(ends[0], F_SETFL, O_NONBLOCK);
  if (watched == nullptr) {
    // stderr is the job's own while a recipe is expanded under -O.
    int unused;
    output_.prepare_child(output_.context(), unused, spawn.stderr_fd);
  }
  output_.announce();
  output_.flush();
  spawn.environment = &request.environment;
  spawn.stdout_fd = ends[1];
  const SpawnResult child = starter_.start(spawn);
  close(ends[1]);
  if (child.pid < 0) {
    close(ends[0]);
    if (watched != nullptr) watched->streams->finish(stderr_taker(*watched));
    diagnostics_.error(
        {}, fmt::format(msg::kCannotRun, spawn.arguments.front(), strerror(child.error)));
    return kNotRun;
  }
  read_all(ends[0], child.pid, watched, output);
  close(ends[0]);
  return wait_for(child.pid, watched);
}

// --- watching ------------------------------------------------------------------------------------

bool ShellCapture::begin(Watched& watched, SpawnRequest& spawn) {
  const PosixOutput::Streams streams = output_.streams(output_.context());
  if (!streams.usable) return false;
  watched.streams = CapturedStreams::open({true, streams.err_terminal, -1});
  if (watched.streams == nullptr) return false;
  watched.watch = keeping_.observer->watch();
  if (watched.watch == nullptr) return false;
  spawn.watch = watched.watch.get();
  spawn.stderr_fd = watched.streams->child_out();
  watched.input.watch();
  watched.seen.started_ns = keeping_.actions->now_ns();
  watched.began = std::chrono::steady_clock::now();
  return true;
}

void ShellCapture::end(Watched& watched, int status, std::string_view printed) {
  ObservedShell& seen = watched.seen;
  const auto took = std::chrono::steady_clock::now() - watched.began;
  seen.wall_us =
      static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
  const bool left_running = !watched.streams->ended();
  if (left_running) watched.streams->hand_over(STDERR_FILENO, STDERR_FILENO);
  // A failure may be one of the moment: too little memory, a signal.
  seen.keep = status == 0 && !watched.complained && !left_running && !watched.input.was_read();
  seen.complete = watched.watch->finish(seen.trace);
  seen.output = printed;
  keeping_.actions->observed(std::move(seen));
}

int ShellCapture::run(const Request& request, std::string& output) {
  SpawnRequest spawn;
  const ShellSettings settings = {request.shell, request.shell_flags, request.ifs, true};
  if (build_command(request.command, settings, request.one_shell, spawn.arguments) ==
      CommandKind::kNone)
    return 0;
  Watched watched;
  KnownShell known = KnownShell::kNothing;
  const bool keeps = worth_keeping(request);
  if (keeps) {
    watched.seen.command = request.command;
    watched.seen.weak_key = key_of(request);
    watched.seen.runs_files = may_run_files(request.command);
    known = keeping_.actions->find(watched.seen.weak_key, output);
    if (known == KnownShell::kOutput) {
      output_.announce();
      return 0;
    }
  }
  const bool observed = keeps && known == KnownShell::kNothing && begin(watched, spawn);
  const size_t before = output.size();
  const int status = run_command(request, spawn, observed ? &watched : nullptr, output);
  if (observed) {
    end(watched, status, std::string_view(output).substr(before));
  } else if (keeping_.actions != nullptr) {
    keeping_.actions->unseen();
  }
  return status;
}

}  // namespace umake
