#include "runtime/posix_output.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/kcmp.h>
#endif

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/messages.h"

namespace umake {

namespace {

constexpr size_t kPendingLimit = 64 * 1024;
constexpr std::string_view kMutexScheme = "fnm:";

bool is_open(int fd) { return fcntl(fd, F_GETFD) >= 0; }

bool is_one_file(int a, int b, struct stat& status) {
  struct stat other;
  return fstat(a, &status) == 0 && fstat(b, &other) == 0 && status.st_dev == other.st_dev &&
         status.st_ino == other.st_ino;
}

// Whether text for the one may be written through the other: no file offset of their own.
bool is_one_stream(int a, int b) {
  struct stat status;
  return is_one_file(a, b, status) && !S_ISREG(status.st_mode);
}

// Whether what is written to the one goes where what is written to the other goes.
bool share_a_place(int a, int b) {
  struct stat status;
  if (!is_one_file(a, b, status)) return false;
  if (!S_ISREG(status.st_mode)) return true;
    // Files have offsets: one for both if they were duplicated, or always at the end.
#ifdef __linux__
  if (syscall(SYS_kcmp, getpid(), getpid(), KCMP_FILE, a, b) == 0) return true;
#endif
  return (fcntl(a, F_GETFL) & fcntl(b, F_GETFL) & O_APPEND) != 0;
}

// Whether a child could write to it, and would not be told of trouble at once (/dev/full).
bool is_plain(int fd) {
  const int flags = fcntl(fd, F_GETFD);
  if (flags < 0 || (flags & FD_CLOEXEC) != 0) return false;  // see guard_standard_descriptors()
  struct stat status;
  if (fstat(fd, &status) != 0) return false;
  const bool null = S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3);
  return null || S_ISREG(status.st_mode) || S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode) ||
         isatty(fd) != 0;
}

void close_fd(int& fd) {
  if (fd >= 0) ::close(fd);
  fd = -1;
}

}  // namespace

PosixOutput::PosixOutput(int out_fd, int err_fd) : out_fd_(out_fd), err_fd_(err_fd) {
  out_valid_ = is_open(out_fd);
  err_valid_ = is_open(err_fd);
  same_file_ = out_valid_ && err_valid_ && is_one_stream(out_fd, err_fd);
}

PosixOutput::~PosixOutput() {
  flush();
  remove_mutex();
  if (own_.err_fd != own_.out_fd) close_fd(own_.err_fd);
  close_fd(own_.out_fd);
}

void PosixOutput::guard_standard_descriptors() {
  for (int fd = 0; fd <= 2; ++fd) {
    // The lowest free number is given out, and all below are in use.
    if (!is_open(fd)) open("/dev/null", O_RDWR | O_CLOEXEC);
  }
}

HeldText::~HeldText() {
  if (file_ >= 0) close(file_);
}

void HeldText::take_in() {
  if (file_ < 0) return;
  char bytes[4096];
  ssize_t got;
  while ((got = pread(file_, bytes, sizeof bytes, static_cast<off_t>(taken_))) > 0) {
    pieces_.push_back({Kind::kErr, std::string(bytes, static_cast<size_t>(got))});
    taken_ += static_cast<size_t>(got);
  }
}

void PosixOutput::out(std::string_view text) {
  if (!holds(HeldText::Kind::kOut, text)) put(text, false);
}

void PosixOutput::err(std::string_view text) {
  if (!holds(HeldText::Kind::kErr, text)) put(text, true);
}

void PosixOutput::aside(std::string_view text) {
  if (!holds(HeldText::Kind::kAside, text)) append(out_fd_, text);
}

bool PosixOutput::holds(HeldText::Kind kind, std::string_view text) {
  if (held_ == nullptr) return false;
  held_->take_in();
  held_->pieces_.push_back({kind, std::string(text)});
  return true;
}

void PosixOutput::release(HeldText& held) {
  if (held.pieces_.empty()) return;
  const std::vector<HeldText::Piece> pieces = std::exchange(held.pieces_, {});
  for (const HeldText::Piece& piece : pieces) {
    switch (piece.kind) {
      case HeldText::Kind::kOut:
        out(piece.text);
        break;
      case HeldText::Kind::kErr:
        err(piece.text);
        break;
      case HeldText::Kind::kAside:
        aside(piece.text);
        break;
    }
  }
}

void PosixOutput::put(std::string_view text, bool is_err) {
  if (text.empty()) return;
  OutputSink& sink = *context();
  if (sink.sync && make_files(sink)) {
    append(is_err ? sink.err_fd : sink.out_fd, text);
    return;
  }
  announce();
  append(is_err && !same_file_ ? err_fd_ : out_fd_, text);
}

void PosixOutput::append(int fd, std::string_view text) {
  if (pending_fd_ != fd) {
    flush();
    pending_fd_ = fd;
  }
  pending_ += text;
  if (pending_.size() >= kPendingLimit) flush();
}

void PosixOutput::flush() {
  if (pending_.empty()) return;
  write_all(pending_fd_, pending_);
  pending_.clear();
}

void PosixOutput::write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<size_t>(written));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      // Somebody else made the terminal non-blocking.
      pollfd ready = {fd, POLLOUT, 0};
      poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      // Writing to a stream that was closed from the start is no error: nobody listens.
      if (fd == out_fd_ && errno != EBADF && write_error_ == 0) write_error_ = errno;
      return;
    }
  }
}

void PosixOutput::set_directory_lines(bool enabled, std::string_view prefix,
                                      std::string_view directory, std::string_view mark) {
  directory_lines_ = enabled;
  line_mark_ = mark;
  prefix_ = prefix;
  directory_ = directory;
}

void PosixOutput::directory_line(bool entering) {
  append(out_fd_, line_mark_);
  if (directory_.empty()) {
    append(out_fd_, entering ? fmt::format(msg::kEnteringUnknown, prefix_)
                             : fmt::format(msg::kLeavingUnknown, prefix_));
  } else {
    append(out_fd_, entering ? fmt::format(msg::kEntering, prefix_, directory_)
                             : fmt::format(msg::kLeaving, prefix_, directory_));
  }
}

void PosixOutput::announce() {
  if (!directory_lines_ || announced_ || finished_ || held_ != nullptr) return;
  if (sync_ == OutputSync::kLine || sync_ == OutputSync::kTarget) return;
  announced_ = true;
  directory_line(true);
}

Status PosixOutput::begin_reading(OutputSync mode, std::string_view sync_mutex,
                                  TemporaryFiles& temporary_files, Diagnostics& diagnostics) {
  temporary_files_ = &temporary_files;
  diagnostics_ = &diagnostics;
  sync_ = mode;
  own_.sync = mode == OutputSync::kLine || mode == OutputSync::kTarget;
  if (mode == OutputSync::kNone || mutex_fd_ >= 0) return Status::kOk;
  if (sync_mutex.empty()) {
    make_mutex();
    return Status::kOk;
  }
  mutex_name_ = sync_mutex;
  if (!sync_mutex.starts_with(kMutexScheme)) {
    diagnostics.error({}, fmt::format(msg::kSyncMutexInvalid, sync_mutex));
    return Status::kOk;
  }
  const std::string path(sync_mutex.substr(kMutexScheme.size()));
  mutex_fd_ = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (mutex_fd_ >= 0) return Status::kOk;
  own_.sync = false;
  return diagnostics.fatal({}, fmt::format(msg::kSyncMutexCannotOpen, path, strerror(errno)));
}

void PosixOutput::make_mutex() {
  mutex_fd_ = temporary_files_->open_named(mutex_path_);
  if (mutex_fd_ >= 0) return;
  mutex_path_.clear();
  suppress_sync();
}

void PosixOutput::set_parallel(bool parallel) {
  parallel_ = parallel;
  if (parallel) return;
  close(own_);
  own_.sync = false;
  sync_ = OutputSync::kNone;
}

void PosixOutput::end_reading(OutputSync mode) {
  close(own_);
  own_.sync = false;
  flush();
  // A makefile may have asked for it only now. Without temporary files (none could be made): no
  // synchronisation.
  sync_ = parallel_ && temporary_files_ != nullptr ? mode : OutputSync::kNone;
  if (sync_ != OutputSync::kNone && mutex_fd_ < 0 && mutex_name_.empty()) make_mutex();
  if (sync_ != OutputSync::kLine && sync_ != OutputSync::kTarget) return;
  if (!mutex_path_.empty()) mutex_name_ = std::string(kMutexScheme) + mutex_path_;
}

// No place for temporary files: output goes straight through from now on.
void PosixOutput::suppress_sync() {
  sync_ = OutputSync::kNone;
  own_.sync = false;
  temporary_files_ = nullptr;
  diagnostics_->error({}, msg::kSyncSuppressed);
}

bool PosixOutput::make_files(OutputSink& sink) {
  if (sink.out_fd >= 0) return true;
  sink.sync = false;  // while the message of a failure is printed
  if (temporary_files_ == nullptr) return false;
  sink.out_fd = temporary_files_->open_nameless();
  struct stat status;
  const bool one_file = !out_valid_ || !err_valid_ || is_one_file(out_fd_, err_fd_, status);
  sink.err_fd = one_file || sink.out_fd < 0 ? sink.out_fd : temporary_files_->open_nameless();
  if (sink.err_fd < 0) {
    close_fd(sink.out_fd);
    suppress_sync();
    return false;
  }
  sink.sync = true;
  return true;
}

// Advisory, on the whole file; makes that share the mutex write one block at a time.
void PosixOutput::lock(short type) {
  if (mutex_fd_ < 0) return;
  struct flock whole = {};
  whole.l_type = type;
  whole.l_whence = SEEK_SET;
  while (fcntl(mutex_fd_, F_SETLKW, &whole) < 0 && errno == EINTR) {
  }
}

void PosixOutput::copy(int from, int to) {
  if (lseek(from, 0, SEEK_SET) != 0) return;
  char buffer[16 * 1024];
  for (;;) {
    const ssize_t got = read(from, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    append(to, {buffer, static_cast<size_t>(got)});
  }
  if (ftruncate(from, 0) != 0) return;
  lseek(from, 0, SEEK_SET);
}

void PosixOutput::dump(OutputSink& sink) {
  if (sink.out_fd < 0) return;
  flush();
  const bool has_out = lseek(sink.out_fd, 0, SEEK_END) > 0;
  const bool has_err = sink.err_fd != sink.out_fd && lseek(sink.err_fd, 0, SEEK_END) > 0;
  if (!has_out && !has_err) return;
  lock(F_WRLCK);
  const bool framed = directory_lines_ && sync_ != OutputSync::kRecurse;
  if (framed) directory_line(true);
  if (has_out) copy(sink.out_fd, out_fd_);
  if (has_err) copy(sink.err_fd, same_file_ ? out_fd_ : err_fd_);
  if (framed) directory_line(false);
  flush();
  lock(F_UNLCK);
}

void PosixOutput::close(OutputSink& sink) {
  dump(sink);
  if (sink.err_fd != sink.out_fd) close_fd(sink.err_fd);
  close_fd(sink.out_fd);
  sink.err_fd = -1;
}

void PosixOutput::prepare_child(OutputSink* sink, int& out_fd, int& err_fd) {
  OutputSink& to = sink != nullptr ? *sink : own_;
  out_fd = err_fd = -1;
  if (held_ != nullptr && temporary_files_ != nullptr) {
    if (held_->file_ < 0) held_->file_ = temporary_files_->open_nameless();
    err_fd = held_->file_;
    if (err_fd >= 0) return flush();
  }
  if (to.sync && make_files(to)) {
    out_fd = to.out_fd;
    err_fd = to.err_fd;
  } else {
    announce();
  }
  flush();
}

PosixOutput::Streams PosixOutput::streams(const OutputSink* sink) {
  if (!streams_) {
    streams_.emplace();
    streams_->usable = is_plain(out_fd_) && is_plain(err_fd_);
    streams_->one_stream = share_a_place(out_fd_, err_fd_);
    if (isatty(out_fd_) != 0) streams_->out_terminal = out_fd_;
    if (isatty(err_fd_) != 0) streams_->err_terminal = err_fd_;
  }
  Streams streams = *streams_;
  const bool held_back = (sink != nullptr ? *sink : own_).sync;
  if (held_back) streams.out_terminal = streams.err_terminal = -1;
  return streams;
}

void PosixOutput::remove_mutex() {
  if (!mutex_path_.empty()) unlink(mutex_path_.c_str());
  mutex_path_.clear();
  close_fd(mutex_fd_);
}

void PosixOutput::abandon() {
  flush();
  remove_mutex();
}

bool PosixOutput::finish() {
  if (finished_) return write_error_ == 0;
  context_ = nullptr;
  close(own_);
  own_.sync = false;
  if (announced_) directory_line(false);
  finished_ = true;
  flush();
  remove_mutex();
  if (write_error_ == 0) return true;
  err(fmt::format("{}: {}\n", prefix_, msg::kWriteError));
  flush();
  return false;
}

}  // namespace umake
