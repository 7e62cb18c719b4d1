#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "runtime/standard_input.h"

namespace umake {

namespace {

int64_t waiting_bytes() {
  int bytes = 0;
  return ioctl(STDIN_FILENO, FIONREAD, &bytes) == 0 ? bytes : -1;
}

}  // namespace

// A terminal's access time is that of the last read, in steps of eight seconds: it is set back, so
// that any read shows.
void StandardInput::watch() {
  struct stat status;
  kind_ = Kind::kUnknown;
  if (fstat(STDIN_FILENO, &status) != 0) {
    kind_ = Kind::kNothing;  // closed
  } else if (S_ISREG(status.st_mode)) {
    before_ = lseek(STDIN_FILENO, 0, SEEK_CUR);
    if (before_ >= 0) kind_ = Kind::kFile;
  } else if (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode)) {
    before_ = waiting_bytes();
    if (before_ >= 0) kind_ = Kind::kQueue;
  } else if (S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3)) {
    kind_ = Kind::kNothing;  // /dev/null
  } else if (isatty(STDIN_FILENO) != 0) {
    const timespec long_ago[2] = {{0, 0}, {0, UTIME_OMIT}};
    if (futimens(STDIN_FILENO, long_ago) == 0) kind_ = Kind::kTerminal;
  }
}

bool StandardInput::was_read() const {
  struct stat status;
  switch (kind_) {
    case Kind::kNothing:
      return false;
    case Kind::kFile:
      return lseek(STDIN_FILENO, 0, SEEK_CUR) != before_;
    case Kind::kTerminal:
      return fstat(STDIN_FILENO, &status) != 0 || status.st_atim.tv_sec != 0;
    case Kind::kQueue:
      return waiting_bytes() < before_;
    case Kind::kUnknown:
      break;
  }
  return true;
}

}  // namespace umake
