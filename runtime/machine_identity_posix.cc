#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <vector>

#include "runtime/machine_identity.h"
#ifdef __linux__
#include <sched.h>
#endif

namespace umake {

namespace {

void add_users(ActionKey& key) {
  key.add(getuid()).add(geteuid()).add(getgid()).add(getegid());
  const int count = getgroups(0, nullptr);
  std::vector<gid_t> groups(static_cast<size_t>(count > 0 ? count : 0));
  if (count > 0 && getgroups(count, groups.data()) != count) groups.clear();
  key.add(groups.size());
  for (const gid_t group : groups) key.add(group);
}

void add_system(ActionKey& key) {
  utsname name = {};
  uname(&name);
  for (const char* text : {name.sysname, name.nodename, name.release, name.version, name.machine}) {
    key.add(std::string_view(text));
  }
}

void add_limits(ActionKey& key) {
  for (int resource = 0; resource < RLIM_NLIMITS; ++resource) {
    rlimit limit = {};
    getrlimit(static_cast<__rlimit_resource_t>(resource), &limit);
    key.add(limit.rlim_cur).add(limit.rlim_max);
  }
#ifdef __linux__
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  sched_getaffinity(0, sizeof cpus, &cpus);
  key.add(std::string_view(reinterpret_cast<const char*>(&cpus), sizeof cpus));
#endif
}

}  // namespace

void add_machine_identity(ActionKey& key) {
  add_users(key);
  add_system(key);
  add_limits(key);
  const mode_t mask = umask(0);
  umask(mask);
  key.add(mask).add(isatty(STDIN_FILENO) != 0);
}

}  // namespace umake
