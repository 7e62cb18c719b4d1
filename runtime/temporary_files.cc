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

// Whether the variable names a directory; `complaint` says what is wrong with what it names.
bool TemporaryFiles::take(const char* variable, std::string& complaint) {
  const char* value = getenv(variable);
  if (value == nullptr || *value == '\0') return false;
  struct stat status;
  int error = stat(value, &status) != 0 ? errno : 0;
  if (error == 0 && !S_ISDIR(status.st_mode)) error = ENOTDIR;
  if (error == 0) {
    directory_ = value;
    return true;
  }
  complaint = fmt::format(msg::kTemporaryDirectoryInvalid, variable, value, strerror(error));
  return false;
}

const std::string& TemporaryFiles::directory() {
  if (!directory_.empty()) return directory_;
  std::string first, second;
  const bool found = take("MAKE_TMPDIR", first) || take("TMPDIR", second);
  // Settled before anything is said: under -O what is said goes to a temporary file.
  if (!found) directory_ = kDefaultDirectory;
  if (!first.empty()) diagnostics_.error({}, first);
  if (!second.empty()) diagnostics_.error({}, second);
  if (!found && !(first.empty() && second.empty())) {
    diagnostics_.error({}, fmt::format(msg::kTemporaryDirectoryDefault, kDefaultDirectory));
  }
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
