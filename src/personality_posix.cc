#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/messages.h"
#include "personality.h"

namespace umake {
namespace {

constexpr const char* kThisProgram = "/proc/self/exe";

// Whether `path` is a program other than this one, under whatever name.
bool is_other_program(const std::string& path) {
  struct stat file, self;
  if (stat(path.c_str(), &file) != 0 || !S_ISREG(file.st_mode)) return false;
  if (access(path.c_str(), X_OK) != 0) return false;
  if (stat(kThisProgram, &self) != 0) return true;
  return file.st_dev != self.st_dev || file.st_ino != self.st_ino;
}

// The first of `names` that stands on PATH and is another program; an empty directory is the
// current one.
std::string find_on_path(char* const* environment, std::initializer_list<std::string_view> names) {
  const char* value = environment_value(environment, "PATH");
  std::string_view path = value != nullptr ? value : "/usr/local/bin:/usr/bin:/bin";
  for (;;) {
    const size_t colon = path.find(':');
    const std::string_view directory = path.substr(0, colon);
    for (const std::string_view name : names) {
      const std::string candidate =
          directory.empty() ? fmt::format("./{}", name) : fmt::format("{}/{}", directory, name);
      if (is_other_program(candidate)) return candidate;
    }
    if (colon == std::string_view::npos) return {};
    path.remove_prefix(colon + 1);
  }
}

}  // namespace

std::string read_configuration(char* const* environment) {
  std::string path;
  const char* base = environment_value(environment, "XDG_CONFIG_HOME");
  if (base != nullptr && *base != 0) {
    path = base;
  } else {
    const char* home = environment_value(environment, "HOME");
    if (home == nullptr || *home == 0) return {};
    path = fmt::format("{}/.config", home);
  }
  path += "/umake/config";
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return {};
  std::string text;
  char buffer[4096];
  ssize_t count;
  while ((count = read(fd, buffer, sizeof buffer)) > 0) text.append(buffer, count);
  close(fd);
  return text;
}

std::string find_real_make(char* const* environment) {
  const char* fallback = environment_value(environment, "UMAKE_FALLBACK");
  if (fallback == nullptr || *fallback == 0) return find_on_path(environment, {"make", "gmake"});
  if (std::strchr(fallback, '/') == nullptr) return find_on_path(environment, {fallback});
  return is_other_program(fallback) ? fallback : "";
}

Status step_aside_if_disabled(char* const* argv, char* const* environment, Output& output) {
  const char* disable = environment_value(environment, "UMAKE_DISABLE");
  if (disable == nullptr || *disable == 0 || std::strcmp(disable, "0") == 0) return Status::kOk;
  const std::string path = find_real_make(environment);
  if (path.empty()) {
    const char* fallback = environment_value(environment, "UMAKE_FALLBACK");
    const std::string reason = fallback != nullptr && *fallback != 0
                                   ? fmt::format(msg::kBadFallback, fallback)
                                   : std::string(msg::kNoRealMake);
    output.err(fmt::format("umake: *** {}.  Stop.\n", reason));
    return Status::kFailed;
  }
  const std::vector<const char*> arguments = arguments_for_real_make(path.c_str(), argv);
  execve(path.c_str(), const_cast<char* const*>(arguments.data()), environment);
  output.err(fmt::format("umake: *** {}.  Stop.\n",
                         fmt::format(msg::kFallbackFailed, path, std::strerror(errno))));
  return Status::kFailed;
}

}  // namespace umake
