#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstring>
#include <utility>

#include "base/messages.h"
#include "runtime/jobserver.h"

namespace umake {

namespace {

constexpr std::string_view kFifoScheme = "fifo:";
constexpr char kToken = '+';

// "R,W", both decimal; anything else is no pipe name.
bool parse_pipe(std::string_view auth, int& read_fd, int& write_fd) {
  const char* const end = auth.data() + auth.size();
  const auto first = std::from_chars(auth.data(), end, read_fd);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != ',') return false;
  const auto second = std::from_chars(first.ptr + 1, end, write_fd);
  return second.ec == std::errc() && second.ptr == end;
}

bool is_open(int fd) { return fd >= 0 && fcntl(fd, F_GETFD) >= 0; }

// Our own view of somebody else's descriptor: opening it anew keeps our O_NONBLOCK from everybody
// else. Where that can't be done (a socket, no /proc) the descriptor itself is duplicated, and made
// non-blocking as GNU make does.
int reopen(int fd, int mode) {
  const int fresh =
      open(fmt::format("/proc/self/fd/{}", fd).c_str(), mode | O_NONBLOCK | O_CLOEXEC);
  if (fresh >= 0) return fresh;
  const int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  if (copy >= 0 && mode == O_RDONLY) fcntl(copy, F_SETFL, fcntl(copy, F_GETFL) | O_NONBLOCK);
  return copy;
}

}  // namespace

Jobserver::~Jobserver() {
  while (!held_.empty()) release();
  if (read_fd_ >= 0) close(read_fd_);
  if (write_fd_ >= 0) close(write_fd_);
  if (!server_) return;
  for (int fd : inherited_) close(fd);
  if (!path_.empty() && unmade_ == 0) unlink(path_.c_str());
}

bool Jobserver::open_fifo(const std::string& path, int& error) {
  // Both ends: a fifo without a reader can't be opened for writing without waiting.
  read_fd_ = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (read_fd_ >= 0) write_fd_ = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (read_fd_ < 0 || write_fd_ < 0) {
    error = errno;
    return false;
  }
  path_ = path;
  auth_ = std::string(kFifoScheme) + path;
  return true;
}

bool Jobserver::open_pipe(int read_fd, int write_fd) {
  if (!is_open(read_fd) || !is_open(write_fd)) return false;
  read_fd_ = reopen(read_fd, O_RDONLY);
  write_fd_ = fcntl(write_fd, F_DUPFD_CLOEXEC, 3);
  if (read_fd_ < 0 || write_fd_ < 0) return false;
  // Only children that run a make get the numbers: the executor names them when it starts one.
  fcntl(read_fd, F_SETFD, FD_CLOEXEC);
  fcntl(write_fd, F_SETFD, FD_CLOEXEC);
  inherited_ = {read_fd, write_fd};
  auth_ = fmt::format("{},{}", read_fd, write_fd);
  return true;
}

// Not more than half of what the pipe holds: waiting for room would never end, and a full one takes
// no token back before a page of it is read.
void Jobserver::fill(unsigned tokens) {
#ifdef F_GETPIPE_SZ
  const int capacity = fcntl(write_fd_, F_GETPIPE_SZ);
#else
  const int capacity = 2 * PIPE_BUF;
#endif
  if (capacity > 0) tokens = std::min(tokens, static_cast<unsigned>(capacity) / 2);
  const std::string all(tokens, kToken);
  std::string_view rest = all;
  while (!rest.empty()) {
    const ssize_t written = write(write_fd_, rest.data(), rest.size());
    if (written < 0 && errno != EINTR) return;
    if (written > 0) rest.remove_prefix(static_cast<size_t>(written));
  }
}

namespace {
// A killed make may have left one that bears our process's number.
std::string free_fifo_path(const std::string& directory) {
  const std::string path = fmt::format("{}/GMfifo{}", directory, getpid());
  std::string free = path;
  struct stat status;
  for (int next = 1; ::lstat(free.c_str(), &status) == 0; ++next) {
    free = fmt::format("{}-{}", path, next);
  }
  return free;
}
}  // namespace

std::unique_ptr<Jobserver> Jobserver::serve(unsigned jobs, JobserverStyle style,
                                            TemporaryFiles& temporary_files,
                                            Diagnostics& diagnostics) {
  std::unique_ptr<Jobserver> server(new Jobserver);
  server->server_ = true;
  if (style != JobserverStyle::kPipe) {
    const std::string& directory = temporary_files.directory();
    server->path_ = free_fifo_path(directory);
    server->auth_ = std::string(kFifoScheme) + server->path_;
    server->unmade_ = jobs - 1;
    if (access(directory.c_str(), W_OK | X_OK) == 0) return server;
    server->prepare(diagnostics);
    return server->read_fd_ >= 0 ? std::move(server) : nullptr;
  }
  return server->make_pipe(jobs - 1, diagnostics) ? std::move(server) : nullptr;
}

bool Jobserver::make_pipe(unsigned tokens, Diagnostics& diagnostics) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0 || !open_pipe(ends[0], ends[1])) {
    diagnostics.error({}, fmt::format(msg::kJobserverPipe, strerror(errno)));
    return false;
  }
  fill(tokens);
  return true;
}

bool Jobserver::prepare(Diagnostics& diagnostics) {
  if (unmade_ == 0) return false;
  const unsigned tokens = std::exchange(unmade_, 0u);
  const std::string path = std::exchange(path_, {});
  int error = mkfifo(path.c_str(), 0600) != 0 ? errno : 0;
  if (error == 0) {
    if (open_fifo(path, error)) {
      fill(tokens);
      return false;
    }
    unlink(path.c_str());
  }
  diagnostics.error({}, fmt::format(msg::kJobserverMkfifo, path, strerror(error)));
  auth_.clear();
  make_pipe(tokens, diagnostics);
  return true;
}

std::unique_ptr<Jobserver> Jobserver::connect(std::string_view auth, Diagnostics& diagnostics) {
  std::unique_ptr<Jobserver> client(new Jobserver);
  if (auth.starts_with(kFifoScheme)) {
    const std::string path(auth.substr(kFifoScheme.size()));
    int error = 0;
    if (client->open_fifo(path, error)) return client;
    diagnostics.error({}, fmt::format(msg::kJobserverCannotOpen, path, strerror(error)));
    return nullptr;
  }
  int read_fd = -1, write_fd = -1;
  if (!parse_pipe(auth, read_fd, write_fd)) {
    diagnostics.error({}, fmt::format(msg::kJobserverInvalid, auth));
    return nullptr;
  }
  return client->open_pipe(read_fd, write_fd) ? std::move(client) : nullptr;
}

bool Jobserver::try_acquire() {
  if (read_fd_ < 0) return false;
  char token;
  ssize_t got;
  do {
    got = read(read_fd_, &token, 1);
  } while (got < 0 && errno == EINTR);
  if (got != 1) return false;
  held_ += token;
  return true;
}

void Jobserver::release() {
  if (held_.empty()) return;
  const char token = held_.back();
  held_.pop_back();
  while (write(write_fd_, &token, 1) < 0 && errno == EINTR) {
  }
}

}  // namespace umake
