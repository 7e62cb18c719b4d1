#include <poll.h>
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

StandardInput::Content StandardInput::content() {
  struct stat status;
  if (fstat(STDIN_FILENO, &status) != 0) return Content::kNothing;
  if (S_ISREG(status.st_mode)) {
    const off_t at = lseek(STDIN_FILENO, 0, SEEK_CUR);
    return at >= status.st_size ? Content::kNothing : Content::kSome;
  }
  if (S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3)) return Content::kNothing;
  if (S_ISCHR(status.st_mode) && isatty(STDIN_FILENO) != 0) return Content::kSome;
  // A writer may fill it again before anybody looks; but not when there is none.
  pollfd polled = {STDIN_FILENO, POLLIN, 0};
  const bool ended = S_ISFIFO(status.st_mode) && poll(&polled, 1, 0) == 1 &&
                     (polled.revents & POLLHUP) != 0 && waiting_bytes() == 0;
  return ended ? Content::kNothing : Content::kUnsure;
}

bool StandardInput::brings_something() {
  return content() != Content::kNothing && isatty(STDIN_FILENO) == 0;
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
