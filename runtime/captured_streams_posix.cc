#include "runtime/captured_streams_posix.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace umake {

namespace {

bool make_nonblocking(int fd) {
  const int flags = fcntl(fd, F_GETFL);
  return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0;
}

// A terminal that looks like `real` but changes nothing on the way: what it is given goes on to
// `real`, which does what terminals do with it.
bool open_terminal(int real, int& ours, int& child) {
  ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (ours < 0 || grantpt(ours) != 0 || unlockpt(ours) != 0) return false;
  char name[64];
  if (ptsname_r(ours, name, sizeof name) != 0) return false;
  child = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (child < 0) return false;
  termios settings;
  if (tcgetattr(real, &settings) == 0) {
    settings.c_oflag &= ~static_cast<tcflag_t>(OPOST);
    tcsetattr(child, TCSANOW, &settings);
  }
  winsize size;
  if (ioctl(real, TIOCGWINSZ, &size) == 0) ioctl(child, TIOCSWINSZ, &size);
  return true;
}

void write_all(int fd, const char* bytes, size_t size) {
  while (size > 0) {
    const ssize_t written = write(fd, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return;
    bytes += written;
    size -= static_cast<size_t>(written);
  }
}

// False at the end of the stream.
bool pass_on(int from, int to) {
  char buffer[4096];
  const ssize_t got = read(from, buffer, sizeof buffer);
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  if (got == 0) return false;
  write_all(to, buffer, static_cast<size_t>(got));
  return true;
}

}  // namespace

void CapturedStreams::close_fd(int& fd) {
  if (fd >= 0) ::close(fd);
  fd = -1;
}

bool CapturedStreams::open_stream(int terminal, Stream& stream) {
  if (terminal >= 0) {
    if (!open_terminal(terminal, stream.ours, stream.child)) return false;
  } else {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    stream = {ends[0], ends[1]};
  }
  return make_nonblocking(stream.ours);
}

std::unique_ptr<CapturedStreams> CapturedStreams::open(const Shape& shape) {
  std::unique_ptr<CapturedStreams> streams(new CapturedStreams());
  if (!open_stream(shape.out_terminal, streams->out_)) return nullptr;
  if (!shape.one_stream && !open_stream(shape.err_terminal, streams->err_)) return nullptr;
  return streams;
}

CapturedStreams::~CapturedStreams() {
  for (Stream* stream : {&out_, &err_}) {
    close_fd(stream->ours);
    close_fd(stream->child);
  }
}

void CapturedStreams::append_poll_fds(std::vector<int>& fds) const {
  if (out_.ours >= 0) fds.push_back(out_.ours);
  if (err_.ours >= 0) fds.push_back(err_.ours);
}

void CapturedStreams::drain(Stream& stream, bool is_stderr, const Take& take) {
  char buffer[16 * 1024];
  while (stream.ours >= 0) {
    const ssize_t got = read(stream.ours, buffer, sizeof buffer);
    if (got > 0) {
      take(is_stderr, {buffer, static_cast<size_t>(got)});
    } else if (got < 0 && errno == EINTR) {
      continue;
    } else if (got < 0 && errno == EAGAIN) {
      return;
    } else {
      close_fd(stream.ours);  // a terminal says EIO when nobody has it open any more
    }
  }
}

void CapturedStreams::take(const Take& take) {
  drain(out_, false, take);
  drain(err_, true, take);
}

bool CapturedStreams::finish(const Take& take) {
  // What a terminal still holds is lost when its last user goes: it is taken before.
  this->take(take);
  close_fd(out_.child);
  close_fd(err_.child);
  this->take(take);
  return ended();
}

void CapturedStreams::hand_over(int out_fd, int err_fd) {
  if (ended()) return;
  const pid_t pid = fork();
  if (pid > 0) {
    while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    return;
  }
  // The one in between ends at once, so that init takes over the one that passes text on.
  if (pid < 0) return;
  if (fork() != 0) _exit(0);
  while (!ended()) {
    pollfd ready[2] = {{out_.ours, POLLIN, 0}, {err_.ours, POLLIN, 0}};
    if (poll(ready, 2, -1) < 0 && errno != EINTR) break;
    if (ready[0].revents != 0 && !pass_on(out_.ours, out_fd)) close_fd(out_.ours);
    if (ready[1].revents != 0 && !pass_on(err_.ours, err_fd)) close_fd(err_.ours);
  }
  _exit(0);
}

}  // namespace umake
