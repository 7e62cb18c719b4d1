// What observing costs: runs each workload many times in turn with and without a watch, and prints
// the medians of the CPU time (user and system) of umake's own threads and of all that ran, the
// number of calls that the observer heard of, and what one of them cost.
//
//   observer_bench [-n ROUNDS] [-c] [WORKLOAD...]      -c: which calls, how often
//
// CPU time, not wall time: the machine may be busy.
#include <dirent.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "runtime/observe/notified_calls_linux.h"
#include "runtime/observe/observer.h"
#include "runtime/processes_posix.h"

namespace umake {
namespace {

struct Workload {
  const char* name;
  const char* command;
};
// In a directory with the files that make_files() writes.
constexpr Workload kWorkloads[] = {
    {"true", "/bin/true"},
    {"shell",
     "mkdir -p d && cp hello.c d/a && sed -e s/a/b/ d/a > d/b && cat d/a d/b | sort > d/c "
     "&& mv d/c d/e && test -f d/e && rm -f d/a d/b && touch d/stamp"},
    {"gcc", "gcc -c hello.c -o hello.o"},
    {"gcc-O2", "gcc -O2 -g -c medium.c -o medium.o"},
    {"g++", "g++ -O1 -c heavy.cc -o heavy.o"},
    {"ld", "gcc hello.o -o hello"},
    {"stats", "./stats"},
};

void write_file(const char* name, const std::string& text) {
  FILE* const file = fopen(name, "w");
  fwrite(text.data(), 1, text.size(), file);
  fclose(file);
}

void make_files() {
  write_file("hello.c", "#include <stdio.h>\nint main(void) { puts(\"hello\"); return 0; }\n");
  std::string medium = "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n";
  for (int i = 0; i < 60; ++i) {
    const std::string n = std::to_string(i);
    medium += "int f" + n + "(const char *s, int n) { int r = " + n +
              "; while (n-- > 0) { r = r * 31 + s[n]; if (r % 7 == " + n +
              ") printf(\"%d\\n\", r); } return r + (int)strlen(s); }\n";
  }
  write_file("medium.c", medium);
  write_file("heavy.cc",
             "#include <algorithm>\n#include <iostream>\n#include <map>\n#include <regex>\n"
             "#include <string>\nint main() { std::map<std::string, int> m; std::string s; while "
             "(std::cin >> s) ++m[s]; for (auto& p : m) std::cout << p.first << p.second; }\n");
  // Nothing but calls: what one costs.
  write_file(
      "stats.c",
      "#include <sys/stat.h>\n#include <stdio.h>\nint main(void) { struct stat s; char b[64];"
      "for (int i = 0; i < 5000; ++i) { sprintf(b, \"/usr/include/f%d.h\", i % 500);"
      "stat(b, &s); } return 0; }\n");
  if (system("gcc -O2 -o stats stats.c && gcc -c hello.c -o hello.o") != 0) std::exit(1);
}

int64_t used_us() {
  int64_t total = 0;
  for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage;
    getrusage(who, &usage);
    total += (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * int64_t{1000000} +
             usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
  }
  return total;
}

std::vector<std::string> arguments_of(const Workload& workload) {
  if (workload.command[0] == '/' || workload.command[0] == '.') return {workload.command};
  return {"/bin/sh", "-c", workload.command};
}

int64_t thread_ns() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * int64_t{1000000000} + time.tv_nsec;
}

class Bench {
 public:
  // What the last watch cost umake's own thread when it was finished.
  int64_t finish_ns() const { return finish_ns_; }

  int64_t run(const Workload& workload, bool observe, size_t& entries) {
    const int64_t start = used_us();
    SpawnRequest request;
    request.arguments = arguments_of(workload);
    const std::unique_ptr<Watch> watch = observe ? observer_->watch() : nullptr;
    request.watch = watch.get();
    if (processes_.spawn(request).error != 0) std::exit(1);
    int status = -1;
    if (waitpid(-1, &status, 0) < 0 || status != 0)
      fprintf(stderr, "%s: status %d\n", workload.name, status);
    Trace trace;
    const int64_t finish_start = thread_ns();
    if (watch != nullptr && !watch->finish(trace)) fprintf(stderr, "unobserved\n");
    finish_ns_ = thread_ns() - finish_start;
    entries = trace.entries.size();
    return used_us() - start;
  }

 private:
  Signals signals_;
  PosixProcessRunner processes_{signals_};
  std::unique_ptr<Observer> observer_ = make_observer();
  int64_t finish_ns_ = 0;
};

// How often each call is notified: by a supervisor of its own.
std::map<int, int> count_calls(const Workload& workload) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) std::exit(1);
  const std::vector<sock_filter> filter = observing_filter(0);
  const std::vector<std::string> texts = arguments_of(workload);
  std::vector<char*> arguments;
  for (const std::string& text : texts) arguments.push_back(const_cast<char*>(text.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    const sock_fprog program = {static_cast<unsigned short>(filter.size()),
                                const_cast<sock_filter*>(filter.data())};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    const int listener = static_cast<int>(
        syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program));
    if (write(ends[1], &listener, sizeof listener) < 0) _exit(1);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  int number = -1;
  if (read(ends[0], &number, sizeof number) < 0) std::exit(1);
  const int process = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
  const int listener = static_cast<int>(syscall(SYS_pidfd_getfd, process, number, 0));
  close(process);
  std::map<int, int> counts;
  for (;;) {
    pollfd polled = {listener, POLLIN, 0};
    poll(&polled, 1, -1);
    if ((polled.revents & POLLIN) == 0) break;
    seccomp_notif notification = {};
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &notification) != 0) continue;
    ++counts[notification.data.nr];
    seccomp_notif_resp response = {};
    response.id = notification.id;
    response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
    if (waitpid(child, nullptr, WNOHANG) == child) break;
  }
  waitpid(child, nullptr, 0);
  close(listener);
  close(ends[0]);
  close(ends[1]);
  return counts;
}

int64_t median(std::vector<int64_t> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void measure(Bench& bench, const Workload& workload, int rounds, bool counts_too) {
  std::vector<int64_t> plain, observed, finish;
  size_t entries = 0, unused = 0;
  bench.run(workload, false, unused);
  bench.run(workload, true, entries);
  for (int i = 0; i < rounds; ++i) {
    plain.push_back(bench.run(workload, false, unused));
    observed.push_back(bench.run(workload, true, entries));
    finish.push_back(bench.finish_ns());
  }
  int calls = 0;
  const std::map<int, int> counts = count_calls(workload);
  for (const auto& [number, count] : counts) calls += count;
  const double more = static_cast<double>(median(observed) - median(plain));
  printf(
      "%-8s plain %8.2f ms  observed %8.2f ms  %5.3f  calls %5d  entries %4zu  %6.2f us/call"
      "  finish %6.1f us\n",
      workload.name, static_cast<double>(median(plain)) / 1000,
      static_cast<double>(median(observed)) / 1000,
      static_cast<double>(median(observed)) / static_cast<double>(median(plain)), calls, entries,
      more / std::max(calls, 1), static_cast<double>(median(finish)) / 1000);
  if (!counts_too) return;
  for (const auto& [number, count] : counts) printf("    call %3d %6d\n", number, count);
}

int run_all(int argc, char** argv) {
  int rounds = 21;
  bool counts = false;
  std::vector<std::string> wanted;
  for (int i = 1; i < argc; ++i) {
    if (strcmp(argv[i], "-n") == 0 && i + 1 < argc) {
      rounds = atoi(argv[++i]);
    } else if (strcmp(argv[i], "-c") == 0) {
      counts = true;
    } else {
      wanted.emplace_back(argv[i]);
    }
  }
  char directory[] = "/tmp/umake-benchXXXXXX";
  if (mkdtemp(directory) == nullptr || chdir(directory) != 0) return 1;
  make_files();
  Bench bench;
  for (const Workload& workload : kWorkloads) {
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), workload.name) != wanted.end())
      measure(bench, workload, rounds, counts);
  }
  return system((std::string("rm -rf ") + directory).c_str());
}

}  // namespace
}  // namespace umake

int main(int argc, char** argv) { return umake::run_all(argc, argv); }
