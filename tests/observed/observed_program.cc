// What the observer's tests watch: programs that a shell can't play. Started with the name of one.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <source_location>
#include <string>
#include <string_view>
#include <thread>

#include "runtime/observe/observer.h"
#include "runtime/processes_posix.h"

namespace umake {
namespace {

void check(bool holds, const std::source_location& where = std::source_location::current()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%u: not so (errno %d)\n", where.file_name(), where.line(), errno);
  std::_Exit(1);
}

// The exit status of the next child to end.
int reap() {
  int status = -1;
  check(waitpid(-1, &status, 0) > 0);
  return status;
}

void touch(const char* name) { close(open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)); }

void run_descriptors() {
  mkdir("d", 0755);
  const int d = open("d", O_PATH | O_DIRECTORY);
  close(openat(d, "f", O_WRONLY | O_CREAT | O_TRUNC, 0644));
  struct stat status;
  fstatat(d, "asked", &status, 0);
  fstatat(d, "", &status, AT_EMPTY_PATH);
  check(fchdir(d) == 0);
  touch("g");
  const int t = open(".", O_TMPFILE | O_RDWR, 0644);
  if (t < 0) return;
  const std::string link = "/proc/self/fd/" + std::to_string(t);
  check(linkat(AT_FDCWD, link.c_str(), AT_FDCWD, "linked", AT_SYMLINK_FOLLOW) == 0);
}

void run_threads() {
  mkdir("d", 0755);
  std::atomic<int> turn = 0;
  std::thread other([&] {
    touch("before");
    turn = 1;
    while (turn != 2) std::this_thread::yield();
    touch("after");
    check(chdir("..") == 0);
  });
  while (turn != 1) std::this_thread::yield();
  check(chdir("d") == 0);
  turn = 2;
  other.join();
  touch("up");
  // A thread with a working directory of its own.
  std::thread apart([] {
    check(unshare(CLONE_FS) == 0);
    check(chdir("d") == 0);
    touch("apart");
  });
  apart.join();
  touch("still");
}

void run_spawn() {
  const char* const arguments[] = {"cat", "a", nullptr};
  pid_t child = 0;
  check(posix_spawnp(&child, "cat", nullptr, nullptr, const_cast<char* const*>(arguments),
                     environ) == 0);
  int status = -1;
  check(waitpid(child, &status, 0) == child);
  check(status == 0);
  if (vfork() == 0) {
    execl("/nosuch/program", "program", nullptr);
    _exit(1);
  }
  wait(&status);
  check(WEXITSTATUS(status) == 1);
}

void run_bad_paths() {
  const std::string too_long(PATH_MAX + 10, 'x');
  check(open(too_long.c_str(), O_RDONLY) == -1);
  check(errno == ENAMETOOLONG);
  std::string longest = "a";
  while (longest.size() + 2 < PATH_MAX) longest.insert(0, "./");
  check(open(longest.c_str(), O_RDONLY) >= 0);
  check(syscall(SYS_openat, AT_FDCWD, 8, O_RDONLY) == -1);
  check(errno == EFAULT);
  check(syscall(SYS_openat, AT_FDCWD, nullptr, O_RDONLY) == -1);
  check(errno == EFAULT);
  check(open("", O_RDONLY) == -1);
  check(errno == ENOENT);
  check(openat(-1, "a", O_RDONLY) == -1);
  check(errno == EBADF);
}

void run_interrupted() {
  struct sigaction action = {};
  static std::atomic<int> count = 0;
  action.sa_handler = [](int) { ++count; };
  action.sa_flags = SA_RESTART;  // without it a call may end with EINTR before it is heard of
  sigaction(SIGALRM, &action, nullptr);
  const itimerval timer = {{0, 100}, {0, 100}};
  setitimer(ITIMER_REAL, &timer, nullptr);
  for (int i = 0; i < 2000; ++i) {
    const int fd = open("a", O_RDONLY);
    check(fd >= 0);
    close(fd);
  }
  check(count > 0);
}

void run_own_socket() {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, "socket");
  const int server = socket(AF_UNIX, SOCK_STREAM, 0);
  check(bind(server, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  check(listen(server, 1) == 0);
  const int client = socket(AF_UNIX, SOCK_STREAM, 0);
  check(connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
}

void run_others_socket() {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, "/nosuch/daemon");
  const int client = socket(AF_UNIX, SOCK_STREAM, 0);
  check(connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address) == -1);
  check(errno == ENOENT);
}

void run_name_service() {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, "/var/run/nscd/socket");
  const int client = socket(AF_UNIX, SOCK_STREAM, 0);
  connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address);
}

void run_stream() { socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }

void run_datagram() { socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0); }

void run_connect() {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(1);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int client = socket(AF_INET, SOCK_STREAM, 0);
  connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address);
}

void run_io_uring() { syscall(SYS_io_uring_setup, 0, nullptr); }

void run_namespace() { syscall(SYS_unshare, CLONE_NEWUSER); }

void run_traced() {
  const pid_t child = fork();
  if (child == 0) {
    ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    raise(SIGSTOP);
    touch("traced");
    _exit(0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) == child && WIFSTOPPED(status))
    ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
  check(WIFEXITED(status));
}

void run_nested() {
  Signals signals;
  PosixProcessRunner processes(signals);
  const std::unique_ptr<Observer> observer = make_observer();
  const std::unique_ptr<Watch> watch = observer->watch();
  check(watch != nullptr);
  SpawnRequest request;
  request.arguments = {"/bin/cat", "a"};
  request.watch = watch.get();
  check(processes.spawn(request).error == 0);
  check(reap() == 0);
  Trace trace;
  check(!(watch->finish(trace)));
  check(observer->watch() == nullptr);
}

// Starts a recipe and is killed, or just ends, while that runs.
void start_and(void (*end)()) {
  Signals signals;
  PosixProcessRunner processes(signals);
  std::unique_ptr<Observer> observer = make_observer();
  std::unique_ptr<Watch> watch = observer->watch();
  check(watch != nullptr);
  SpawnRequest request;
  request.arguments = {"/bin/sh", "-c",
                       "exec > /dev/null 2>&1; while ! test -f go; do sleep 0.01; done; cat a > b; "
                       "echo done > c"};
  request.watch = watch.get();
  check(processes.spawn(request).error == 0);
  usleep(20'000);
  if (end != nullptr) end();
}

void run_killed() {
  start_and([] { kill(getpid(), SIGKILL); });
}

void run_killed_while_busy() {
  Signals signals;
  PosixProcessRunner processes(signals);
  std::unique_ptr<Observer> observer = make_observer();
  std::unique_ptr<Watch> watch = observer->watch();
  SpawnRequest request;
  request.arguments = {"/bin/sh", "-c",
                       "exec > /dev/null 2>&1; i=0; while test $i -lt 20000; do test -f x; "
                       "i=$((i+1)); done; echo done > c"};
  request.watch = watch.get();
  check(processes.spawn(request).error == 0);
  usleep(20'000);
  kill(getpid(), SIGKILL);
}

void run_ended() { start_and(nullptr); }

// So many calls that the next run of this program is worth being let through the gate.
void run_many() {
  struct stat status;
  for (int i = 0; i < 3000; ++i) stat("many", &status);
}

bool has_gate() {
  FILE* const maps = std::fopen("/proc/self/maps", "re");
  check(maps != nullptr);
  bool found = false;
  char line[512];
  while (std::fgets(line, sizeof line, maps) != nullptr)
    found = found || std::strstr(line, "umake-observer") != nullptr;
  std::fclose(maps);
  return found;
}

int read_one(const char* path) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd >= 0) close(fd);
  return fd >= 0 ? 0 : errno;
}

// Sanitizers look at paths themselves.
void check_bad_paths() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  struct stat status;
  char text[64];
  char* volatile bad = reinterpret_cast<char*>(8);  // the compiler may not know
  char* volatile none = nullptr;
  check(read_one(bad) == EFAULT && read_one(none) == EFAULT);
  check(stat(bad, &status) < 0 && errno == EFAULT);
  check(readlink(bad, text, sizeof text) < 0 && errno == EFAULT);
  check(readlink("link3", bad, sizeof text) < 0 && errno == EFAULT);
#endif
}

std::string current_directory() {
  char path[PATH_MAX];
  return getcwd(path, sizeof path) != nullptr ? path : "/";
}

// What execve() says of programs that are not there, and a search along the PATH.
void check_searches() {
  char name[] = "true";
  char* const arguments[] = {name, nullptr};
  const std::string here = current_directory();
  check(execv((here + "/d/nosuch").c_str(), arguments) < 0 && errno == ENOENT);
  check(execv((here + "/a/nosuch").c_str(), arguments) < 0 && errno == ENOTDIR);
  check(execv((here + "/d").c_str(), arguments) < 0 && errno == EACCES);
  check(execv("d/unfound", arguments) < 0 && errno == ENOENT);
  setenv("PATH", (here + "/d:" + here + "/a:d:/bin").c_str(), 1);
  pid_t child = 0;
  check(posix_spawnp(&child, name, nullptr, nullptr, arguments, environ) == 0 && reap() == 0);
  if (vfork() == 0) {
    execvp(name, arguments);
    _exit(1);
  }
  check(reap() == 0);
}

// Every call that the gate makes, and what it must leave to others.
void run_gate() {
  struct stat status;
  struct statx extended;
  char text[64];
  check(read_one("a") == 0);
  check(read_one("absent") == ENOENT);
  check(open(".", O_RDONLY | O_DIRECTORY) >= 0);
  check(open("link", O_RDONLY | O_NOFOLLOW) < 0 && errno == ELOOP);
  check(stat("asked", &status) == 0 && status.st_size == 1);
  check(lstat("link", &status) == 0 && S_ISLNK(status.st_mode));
  check(fstatat(AT_FDCWD, "link2", &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode));
  check(statx(AT_FDCWD, "asked2", 0, STATX_ALL, &extended) == 0 && extended.stx_size == 1);
  check(open("asked5", O_PATH) >= 0);
  check(open("unmade", O_PATH | O_DIRECTORY) < 0 && errno == ENOENT);
  check(access("asked3", R_OK) == 0);
  check(faccessat(AT_FDCWD, "asked4", R_OK, AT_EACCESS) == 0);
  check(access("asked3", 99) < 0 && errno == EINVAL);
  check(readlink("link3", text, sizeof text) == 1 && text[0] == 'a');
  check(readlinkat(AT_FDCWD, "link4", text, sizeof text) == 1);
  check(readlink("a", text, sizeof text) < 0 && errno == EINVAL);
  check(readlink("link3", text, 0) < 0 && errno == EINVAL);
  check_bad_paths();
  check(read_one("") == ENOENT);
  check(read_one(std::string(PATH_MAX + 10, 'x').c_str()) == ENAMETOOLONG);
  std::string longer = "long";
  while (longer.size() < 2000) longer.insert(0, "./");
  check(read_one(longer.c_str()) == 0);
  // Paths that mean something else for each process.
  check(read_one("/proc/self/cwd/through") == 0);
  check(read_one("/dev/null") == 0 && read_one("/proc/self/status") == 0);
  const int directory = open("d", O_RDONLY | O_DIRECTORY);
  check(fstatat(directory, "below", &status, 0) == 0);
  check(openat(directory, "read", O_RDONLY) >= 0);
  check_searches();
  touch("out");
  // A child with another working directory, then the same.
  if (fork() == 0) {
    check(chdir("d") == 0 && read_one("forked") == 0);
    _exit(0);
  }
  check(reap() == 0 && read_one("kept") == 0);
  check(chdir("d") == 0 && read_one("moved") == 0);
  check(fcntl(977, F_GETFD) < 0 && getenv("LD_PRELOAD") == nullptr);
  const int report = open("../gate", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  check(write(report, has_gate() ? "in" : "out", 2) == 2);
}

struct Part {
  std::string_view name;
  void (*run)();
};
constexpr Part kParts[] = {
    {"Descriptors", run_descriptors},
    {"Threads", run_threads},
    {"Spawn", run_spawn},
    {"BadPaths", run_bad_paths},
    {"Interrupted", run_interrupted},
    {"OwnSocket", run_own_socket},
    {"OthersSocket", run_others_socket},
    {"NameService", run_name_service},
    {"Stream", run_stream},
    {"Datagram", run_datagram},
    {"Connect", run_connect},
    {"IoUring", run_io_uring},
    {"Namespace", run_namespace},
    {"Traced", run_traced},
    {"Nested", run_nested},
    {"Killed", run_killed},
    {"KilledWhileBusy", run_killed_while_busy},
    {"Many", run_many},
    {"Gate", run_gate},
    {"Ended", run_ended},
};

}  // namespace
}  // namespace umake

int main(int argc, char** argv) {
  for (const umake::Part& part : umake::kParts) {
    if (argc != 2 || part.name != argv[1]) continue;
    part.run();
    return 0;
  }
  return 2;
}
