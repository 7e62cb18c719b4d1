#include "runtime/temporary_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/messages.h"

namespace umake {

namespace {
constexpr const char* kDefaultDirectory = "/tmp";
}

// Whether the variable names a directory; complains when it names something else.
bool TemporaryFiles::take(const char* variable) {
  const char* value = getenv(variable);
  if (value == nullptr || *value == '\0') return false;
  struct stat status;
  int error = stat(value, &status) != 0 ? errno : 0;
  if (error == 0 && !S_ISDIR(status.st_mode)) error = ENOTDIR;
  if (error == 0) {
    directory_ = value;
    return true;
  }
  diagnostics_.error(
      {}, fmt::format(msg::kTemporaryDirectoryInvalid, variable, value, strerror(error)));
  return false;
}

const std::string& TemporaryFiles::directory() {
  if (!directory_.empty()) return directory_;
  const bool named = getenv("MAKE_TMPDIR") != nullptr || getenv("TMPDIR") != nullptr;
  if (take("MAKE_TMPDIR") || take("TMPDIR")) return directory_;
  directory_ = kDefaultDirectory;
  if (named)
    diagnostics_.error({}, fmt::format(msg::kTemporaryDirectoryDefault, kDefaultDirectory));
  return directory_;
}

int TemporaryFiles::open_nameless() {
  const int fd = open(directory().c_str(), O_TMPFILE | O_RDWR | O_APPEND | O_CLOEXEC, 0600);
  if (fd >= 0) return fd;
  // Not every file system has O_TMPFILE.
  std::string path;
  const int named = open_named(path);
  if (named < 0) return -1;
  unlink(path.c_str());
  return named;
}

int TemporaryFiles::open_named(std::string& path) {
  path = directory();
  if (path.back() != '/') path += '/';
  path += "GmXXXXXX";
  const int fd = mkostemp(path.data(), O_APPEND | O_CLOEXEC);
  if (fd < 0) diagnostics_.error({}, fmt::format(msg::kTemporaryFileFailed, path, strerror(errno)));
  return fd;
}

}  // namespace umake
