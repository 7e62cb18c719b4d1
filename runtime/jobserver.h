// The pool of job slots that a tree of makes shares (manual, "Sharing Job Slots with GNU make"):
// server for the top make, client below. Pipe style ("R,W") and fifo style ("fifo:PATH").
// Coordinator thread only.
//
// Every make may run one job without a token; each further one needs a byte read from the pool, and
// gives the same byte back. umake opens the pool anew (fifo, or the pipe through /proc/self/fd), so
// that its own non-blocking mode never changes the descriptors that others share.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/switches.h"
#include "runtime/temporary_files.h"

namespace umake {

class Jobserver {
 public:
  ~Jobserver();
  Jobserver(const Jobserver&) = delete;
  Jobserver& operator=(const Jobserver&) = delete;

  // A server with `jobs` slots (> 1): jobs - 1 tokens. A fifo is only named here, and made by
  // prepare(). When it can't be made, the error is printed and a pipe taken. Null: neither worked
  // (printed).
  static std::unique_ptr<Jobserver> serve(unsigned jobs, JobserverStyle style,
                                          TemporaryFiles& temporary_files,
                                          Diagnostics& diagnostics);
  // A client of the parent's pool that --jobserver-auth names. Null: it can't be reached (the
  // reason is printed, if there is one to tell); the caller warns (msg::kJobserverUnavailable) and
  // goes on with one job.
  static std::unique_ptr<Jobserver> connect(std::string_view auth, Diagnostics& diagnostics);

  // What --jobserver-auth= passes to sub-makes: "fifo:PATH" or "R,W".
  const std::string& auth() const { return auth_; }
  bool is_server() const { return server_; }
  bool is_fifo() const { return !path_.empty(); }
  // The fifo this make made, to be removed when a signal ends it at once; empty: none.
  const std::string& owned_path() const { return server_ ? path_ : kNone; }

  // Must be called before the first child that may use the pool starts: many makes find nothing to
  // do, and need none. True: auth() is another now, because the fifo could not be made.
  bool prepare(Diagnostics& diagnostics);
  // Takes a token without waiting.
  bool try_acquire();
  // Gives one back.
  void release();
  // Tokens taken and not given back.
  size_t held() const { return held_.size(); }
  // Becomes readable when a token may be there.
  int poll_fd() const { return read_fd_; }
  // What a recursive child must inherit (pipe style only; empty otherwise).
  const std::vector<int>& inherited_fds() const { return inherited_; }
  // Pipe style: what stands for auth() in the environment of children that may not use the pool.
  static constexpr std::string_view kInvalidPipeAuth = "-2,-2";

 private:
  Jobserver() = default;
  bool open_fifo(const std::string& path, int& error);
  bool open_pipe(int read_fd, int write_fd);
  bool make_pipe(unsigned tokens, Diagnostics& diagnostics);
  void fill(unsigned tokens);

  static inline const std::string kNone;
  bool server_ = false;
  std::string auth_;
  std::string path_;  // of the fifo
  int read_fd_ = -1;  // umake's own, non-blocking
  int write_fd_ = -1;
  std::vector<int> inherited_;  // the pipe's descriptors as children know them
  std::string held_;            // the bytes taken
  unsigned unmade_ = 0;         // tokens of a fifo that is not made yet
};

}  // namespace umake
