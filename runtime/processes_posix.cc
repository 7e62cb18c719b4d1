#include "runtime/processes_posix.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <string_view>

#include "runtime/observe/observer.h"

namespace umake {

namespace {

constexpr size_t kStackBytes = 64 * 1024;
// The path searched when the environment has no PATH, as confstr(_CS_PATH) gives it here.
constexpr std::string_view kDefaultPath = "/bin:/usr/bin";
constexpr const char* kFallbackShell = "/bin/sh";

// What the child needs; everything is prepared before the clone, because the child must not
// allocate.
struct ChildPlan {
  const SpawnRequest* request;
  char** slots;  // [0] and [1] are room for a shell and a script, [1] is the program, [2...] its
                 // arguments
  char** environment;
  std::string_view path;  // PATH of the environment; empty data: not to be searched
  char* path_buffer;
  const char* shell;  // runs a script without #! line
  const sigset_t* mask;
  const rlimit* stack_limit;
  int error;
};

// The value of `name` ("PATH=") in the environment.
const char* find_variable(char* const* environment, std::string_view name) {
  for (; *environment != nullptr; ++environment) {
    if (std::strncmp(*environment, name.data(), name.size()) == 0)
      return *environment + name.size();
  }
  return nullptr;
}

void redirect(int from, int to) {
  if (from < 0) return;
  if (from == to) {
    fcntl(to, F_SETFD, 0);
  } else {
    dup2(from, to);
  }
}

// Executes `file`; returns only when that fails. A file without "#!" that is no binary goes to a
// shell.
void execute(ChildPlan& plan, const char* file) {
  const auto try_file = [&plan](const char* path, char* const* arguments) {
    if (plan.request->watch != nullptr) {
      plan.request->watch->execute(path, arguments, plan.environment);
    } else {
      execve(path, arguments, plan.environment);
    }
  };
  try_file(file, plan.slots + 1);
  if (errno != ENOEXEC) return;
  char* const program = plan.slots[1];
  plan.slots[0] = const_cast<char*>(plan.shell);
  plan.slots[1] = const_cast<char*>(file);
  try_file(plan.shell, plan.slots);
  plan.slots[1] = program;
}

// Writes where the program is in the first directory of `path` to the buffer, and takes that
// directory off. False: it was the last.
bool take_place(const ChildPlan& plan, std::string_view& path) {
  const std::string_view name = plan.slots[1];
  const size_t colon = path.find(':');
  const std::string_view directory = path.substr(0, colon);
  char* end = plan.path_buffer;
  if (!directory.empty()) {
    end = std::copy(directory.begin(), directory.end(), end);
    *end++ = '/';
  }
  end = std::copy(name.begin(), name.end(), end);
  *end = '\0';
  path.remove_prefix(colon == std::string_view::npos ? path.size() : colon + 1);
  return colon != std::string_view::npos;
}

// Takes the first directories off the PATH that have no such program: a stat costs a third of an
// execve that fails, and of one that is watched a twentieth. False: none is left.
bool skip_absent(ChildPlan& plan) {
  for (std::string_view rest = plan.path;;) {
    const bool more = take_place(plan, rest);
    struct stat status;
    if (stat(plan.path_buffer, &status) == 0 || (errno != ENOENT && errno != ENOTDIR)) return true;
    if (plan.request->watch != nullptr) plan.request->watch->missed_program(plan.path_buffer);
    if (!more) return false;
    plan.path = rest;
  }
}

// Tries each directory of the PATH. What is there but can't be executed is reported only when
// nothing better comes.
void search_and_execute(ChildPlan& plan) {
  int error = ENOENT;
  std::string_view rest = plan.path;
  for (bool more = true; more;) {
    more = take_place(plan, rest);
    execute(plan, plan.path_buffer);
    if (errno == EACCES) {
      error = EACCES;
    } else if (errno != ENOENT && errno != ENOTDIR && errno != ENAMETOOLONG && errno != ELOOP) {
      error = errno;
      break;
    }
  }
  errno = error;
}

int run_child(void* data) {
  ChildPlan& plan = *static_cast<ChildPlan*>(data);
  if (plan.request->watch != nullptr) {
    // The listener must appear among umake's descriptors; all that follows must not.
    plan.request->watch->enter_child();
    if (unshare(CLONE_FILES) != 0) {
      plan.error = errno;
      return 127;
    }
  }
  redirect(plan.request->stdin_fd, STDIN_FILENO);
  redirect(plan.request->stdout_fd, STDOUT_FILENO);
  redirect(plan.request->stderr_fd, STDERR_FILENO);
  for (int fd : plan.request->keep_fds) fcntl(fd, F_SETFD, 0);
  if (plan.stack_limit != nullptr) setrlimit(RLIMIT_STACK, plan.stack_limit);
  sigprocmask(SIG_SETMASK, plan.mask, nullptr);
  if (plan.path.data() == nullptr) {
    execute(plan, plan.slots[1]);
  } else {
    search_and_execute(plan);
  }
  plan.error = errno;
  return 127;  // the child's exit status: not _exit(), which the sanitizers take for a jump off a
               // stack they don't know
}

// Points `out` at the texts of `texts`, with a null at the end.
void point_at(const std::vector<std::string>& texts, std::vector<char*>& out) {
  for (const std::string& text : texts) out.push_back(const_cast<char*>(text.c_str()));
  out.push_back(nullptr);
}

}  // namespace

ProcessStarter::~ProcessStarter() {
  if (stack_ != nullptr) munmap(stack_, kStackBytes);
}

SpawnResult ProcessStarter::start(const SpawnRequest& request) {
  if (before_next_) std::exchange(before_next_, nullptr)();
  if (stack_ == nullptr) {
    void* stack = mmap(nullptr, kStackBytes, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED) return {-1, errno};
    stack_ = static_cast<char*>(stack);
  }
  arguments_.assign(1, nullptr);
  point_at(request.arguments, arguments_);
  environment_.clear();
  char** environment = environ;
  if (request.environment != nullptr) {
    point_at(*request.environment, environment_);
    environment = environment_.data();
  }

  ChildPlan plan = {};
  plan.request = &request;
  plan.slots = arguments_.data();
  plan.environment = environment;
  plan.mask = &signals_.original_mask();
  plan.stack_limit = stack_limit_ ? &*stack_limit_ : nullptr;
  const char* shell = find_variable(environment, "SHELL=");
  plan.shell = shell != nullptr ? shell : kFallbackShell;
  const std::string& program = request.arguments.front();
  if (program.find('/') == std::string::npos) {
    const char* path = find_variable(environment, "PATH=");
    plan.path = path != nullptr ? std::string_view(path) : kDefaultPath;
    path_buffer_.resize(plan.path.size() + program.size() + 2);
    plan.path_buffer = path_buffer_.data();
    if (!skip_absent(plan)) return {-1, ENOENT};
  }
  if (request.watch != nullptr) {
    // The search goes on where it found something.
    const bool sought = plan.path.data() != nullptr;
    request.watch->starts_program(sought ? plan.path_buffer : program.c_str());
  }

  // The child's execve ends the parent's sleep; plan.error stays 0 when it succeeded.
  const int sharing = request.watch != nullptr ? CLONE_VM | CLONE_FILES : CLONE_VM;
  const int pid = clone(run_child, stack_ + kStackBytes, sharing | CLONE_VFORK | SIGCHLD, &plan);
  if (pid < 0) return {-1, errno};
  if (plan.error == 0) return {pid, 0};
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return {-1, plan.error};
}

SpawnResult PosixProcessRunner::spawn(const SpawnRequest& request) {
  signals_.defer();
  signals_.block();
  const SpawnResult result = starter_.start(request);
  if (result.pid >= 0) children_.push_back(result.pid);
  return result;
}

void PosixProcessRunner::kill(int64_t pid, int signal) { ::kill(static_cast<pid_t>(pid), signal); }

// Takes one child that ended, if there is one.
WaitResult PosixProcessRunner::reap(ProcessExit& out) {
  int status = 0;
  rusage usage = {};
  const pid_t pid = wait4(-1, &status, WNOHANG, &usage);
  if (pid < 0) return WaitResult::kNoChildren;
  if (pid == 0) {
    may_have_ended_ = false;
    return WaitResult::kTimeout;
  }
  std::erase(children_, pid);
  // One SIGCHLD may stand for several children.
  may_have_ended_ = !children_.empty();
  out = ProcessExit{};
  out.pid = pid;
  if (WIFSIGNALED(status)) {
    out.signal = WTERMSIG(status);
    out.core_dumped = WCOREDUMP(status) != 0;
  } else {
    out.exit_code = WEXITSTATUS(status);
  }
  out.max_rss_kb = static_cast<uint64_t>(usage.ru_maxrss);
  out.cpu_us = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * int64_t{1000000} +
               usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
  return WaitResult::kExit;
}

WaitResult PosixProcessRunner::wait(int timeout_ms, std::span<const int> wake_fds,
                                    ProcessExit& out) {
  signals_.block();
  polled_.clear();
  for (const int fd : wake_fds) polled_.push_back({fd, POLLIN, 0});
  for (;;) {
    if (signals_.fatal() != 0 && !signal_reported_) {
      signal_reported_ = true;
      return WaitResult::kSignal;
    }
    if (signals_.take_child_event() || may_have_ended_) {
      const WaitResult result = reap(out);
      if (result != WaitResult::kTimeout) return result;
    }
    if (children_.empty()) return WaitResult::kNoChildren;
    timespec limit = {timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
    const int ready = ppoll(polled_.data(), polled_.size(), timeout_ms < 0 ? nullptr : &limit,
                            &signals_.wait_mask());
    if (ready > 0) {
      // Descriptors come before signals: a child that prints on and on would hide another's end.
      may_have_ended_ = true;
      return WaitResult::kWake;
    }
    if (ready == 0) return WaitResult::kTimeout;
  }
}

}  // namespace umake
