// umake's stdout and stderr: one pending buffer, output synchronisation (-O), "Entering directory"
// lines (manual, "Output During Parallel Execution", "The '--print-directory' Option"). Owned by
// Session; coordinator thread only.
//
// Text is held back until something else may write to the same place: a child starts, umake is
// about to wait, or it ends. So a run that prints a hundred lines without starting anything makes
// one write.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/output.h"
#include "base/status.h"
#include "base/switches.h"
#include "runtime/temporary_files.h"

namespace umake {

// Where one job's output goes under -O: temporary files, made when first needed. `sync` false:
// straight through.
struct OutputSink {
  bool sync = false;
  int out_fd = -1;
  int err_fd = -1;  // the same as out_fd when stdout and stderr are one file
};

// Text that is printed later than it comes up: see HoldScope.
class HeldText {
 public:
  HeldText() = default;
  ~HeldText();
  HeldText(const HeldText&) = delete;
  HeldText& operator=(const HeldText&) = delete;

 private:
  friend class PosixOutput;
  friend class HoldScope;
  enum class Kind : uint8_t { kOut, kErr, kAside };
  struct Piece {
    Kind kind;
    std::string text;
  };
  void take_in();
  std::vector<Piece> pieces_;
  int file_ = -1;     // the stderr of children meanwhile, when there were any
  size_t taken_ = 0;  // bytes of it that are in pieces_
};

class PosixOutput final : public Output {
 public:
  explicit PosixOutput(int out_fd = 1, int err_fd = 2);
  ~PosixOutput() override;
  PosixOutput(const PosixOutput&) = delete;
  PosixOutput& operator=(const PosixOutput&) = delete;

  // Opens /dev/null on those of descriptors 0, 1 and 2 that are closed, so that no file umake opens
  // gets their number; children still find them closed. Call before anything is opened.
  static void guard_standard_descriptors();

  // Output. In the current context, see SinkScope.
  void out(std::string_view text) override;
  void err(std::string_view text) override;
  void aside(std::string_view text) override;
  void flush() override;

  // Prints what was held back, now, in the current context; nothing of it is left.
  void release(HeldText& held);

  // What umake's own lines start with (Diagnostics::program()).
  void set_prefix(std::string_view prefix) { prefix_ = prefix; }
  // "make[1]: Entering directory '/x'" before the first output and the matching line at the end;
  // under -O=line and -O=target around each block instead. `prefix`: Diagnostics::program();
  // `directory` empty: unknown; `mark` (static text) stands before each of the two lines. May be
  // called again when a makefile changes MAKEFLAGS.
  void set_directory_lines(bool enabled, std::string_view prefix, std::string_view directory,
                           std::string_view mark = {});

  // -O, before makefiles are read: in the modes line and target, what umake prints while it reads
  // is one block. `sync_mutex`: --sync-mutex from the parent make, or empty. kFailed: it can't be
  // opened (fatal, reported).
  Status begin_reading(OutputSync mode, std::string_view sync_mutex,
                       TemporaryFiles& temporary_files, Diagnostics& diagnostics);
  // The number of jobs is known. With only one (`parallel` false) there is nothing to synchronise:
  // the block is written, and what is printed from here on goes straight through.
  void set_parallel(bool parallel);
  // All makefiles are read and the data base is settled: the block is written. A mutex is made for
  // the tree of makes, unless the parent gave one. `mode`: the makefiles may have changed it.
  void end_reading(OutputSync mode);
  OutputSync sync() const { return sync_; }
  // What --sync-mutex= passes to sub-makes ("fnm:PATH"); empty when there is none.
  const std::string& sync_mutex() const { return mutex_name_; }

  // Writes what the sink holds to the real streams, under the lock; it is empty and usable
  // afterwards.
  void dump(OutputSink& sink);
  // The same, and its files are closed.
  void close(OutputSink& sink);
  // The Entering line, if one is due, before a child writes by itself.
  void announce();
  // Flushes, and tells the descriptors for a child whose output goes to `sink` (null: umake's own);
  // -1: inherit.
  void prepare_child(OutputSink* sink, int& out_fd, int& err_fd);
  // Where a child with that sink would print by itself.
  struct Streams {
    bool usable = false;      // both can take what a child prints, with umake in between
    bool one_stream = false;  // stdout and stderr are one file
    int out_terminal = -1;    // the descriptor, when it is a terminal
    int err_terminal = -1;
  };
  Streams streams(const OutputSink* sink);
  // The sink of the current context.
  OutputSink* context() { return context_ != nullptr ? context_ : &own_; }

  // At the end: the last block, the Leaving line, everything flushed, the mutex removed. False:
  // stdout could not be written; the message is printed, the exit status is 1. Idempotent.
  bool finish();
  // A fatal signal: only removes the mutex and flushes.
  void abandon();
  // errno of the first failed write to stdout, 0 when all went well.
  int write_error() const { return write_error_; }
  // The mutex file this make owns, to be removed when a signal ends it at once; empty: none.
  const std::string& mutex_path() const { return mutex_path_; }

 private:
  friend class SinkScope;
  friend class HoldScope;
  bool holds(HeldText::Kind kind, std::string_view text);
  void put(std::string_view text, bool is_err);
  void append(int fd, std::string_view text);
  void write_all(int fd, std::string_view text);
  void directory_line(bool entering);
  bool make_files(OutputSink& sink);
  void make_mutex();
  void suppress_sync();
  void copy(int from, int to);
  void lock(short type);
  void remove_mutex();

  const int out_fd_;
  const int err_fd_;
  bool same_file_ = false;          // both streams are one pipe or terminal
  std::optional<Streams> streams_;  // umake's own, when somebody asked
  bool out_valid_ = true;
  bool err_valid_ = true;
  std::string pending_;
  int pending_fd_ = -1;
  OutputSink own_;                 // umake's own text while it reads makefiles under -O
  OutputSink* context_ = nullptr;  // null: own_
  HeldText* held_ = nullptr;       // null: nothing is held back
  OutputSync sync_ = OutputSync::kNone;
  bool parallel_ = true;
  bool directory_lines_ = false;
  bool announced_ = false;  // the Entering line was printed, so a Leaving line is due
  std::string prefix_ = "make";
  std::string directory_;
  std::string_view line_mark_;  // before the Entering and Leaving lines
  TemporaryFiles* temporary_files_ = nullptr;
  Diagnostics* diagnostics_ = nullptr;
  std::string mutex_name_;
  std::string mutex_path_;  // ours, removed at the end
  int mutex_fd_ = -1;
  int write_error_ = 0;
  bool finished_ = false;
};

// While it lives, what umake prints belongs to a job.
class SinkScope {
 public:
  SinkScope(PosixOutput& output, OutputSink* sink) : output_(output), before_(output.context_) {
    output.context_ = sink;
  }
  ~SinkScope() { output_.context_ = before_; }
  SinkScope(const SinkScope&) = delete;
  SinkScope& operator=(const SinkScope&) = delete;

 private:
  PosixOutput& output_;
  OutputSink* before_;
};

// While it lives, what umake prints is held back in `held`, and what the commands of $(shell) write
// to stderr.
class HoldScope {
 public:
  HoldScope(PosixOutput& output, HeldText& held) : output_(output), before_(output.held_) {
    output.held_ = &held;
  }
  ~HoldScope() {
    output_.held_->take_in();
    output_.held_ = before_;
  }
  HoldScope(const HoldScope&) = delete;
  HoldScope& operator=(const HoldScope&) = delete;

 private:
  PosixOutput& output_;
  HeldText* before_;
};

}  // namespace umake
