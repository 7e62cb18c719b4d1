// umake's stdout and stderr: one pending buffer, output synchronisation (-O), "Entering directory"
// lines (manual, "Output During Parallel Execution", "The '--print-directory' Option"). Owned by
// Session; coordinator thread only.
//
// Text is held back until something else may write to the same place: a child starts, umake is
// about to wait, or it ends. So a run that prints a hundred lines without starting anything makes
// one write.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/output.h"
#include "base/switches.h"

namespace umake {

// Where one job's output goes under -O: temporary files, made when first written to. `sync` false:
// straight through.
struct OutputSink {
  bool sync = false;
  bool shared = false;  // stdout and stderr are the same file: one temporary file for both
  int out_fd = -1;
  int err_fd = -1;
};

class PosixOutput final : public Output {
 public:
  explicit PosixOutput(int out_fd = 1, int err_fd = 2);
  ~PosixOutput() override;
  PosixOutput(const PosixOutput&) = delete;
  PosixOutput& operator=(const PosixOutput&) = delete;

  // Output. In the current context, see SinkScope.
  void out(std::string_view text) override;
  void err(std::string_view text) override;
  void flush() override;

  // "make[1]: Entering directory '/x'" before the first output and the matching line at the end;
  // under -O=line and -O=target around every dump. `prefix`: Diagnostics::program(). May be called
  // again when a makefile changes MAKEFLAGS.
  void set_directory_lines(bool enabled, std::string_view prefix, std::string_view directory);
  // -O. Text that umake prints while makefiles are read and targets considered is held back too in
  // line and target mode, until the first job starts: call with the mode as soon as it is known.
  // `sync_mutex`: --sync-mutex from the parent, or empty: then one is made when `sub_makes` need
  // it. `temporary_directory`: for the files.
  void set_sync(OutputSync mode, std::string_view sync_mutex, std::string_view temporary_directory,
                std::string_view prefix);
  OutputSync sync() const { return sync_; }
  // What --sync-mutex= passes to sub-makes ("fnm:PATH"); empty when there is no synchronisation.
  const std::string& sync_mutex() const { return mutex_name_; }

  // A sink for a new job.
  OutputSink open_sink() const;
  // Moves what the sink holds to the real streams, under the lock; the sink is empty and usable
  // afterwards.
  void dump(OutputSink& sink);
  // Dumps and closes.
  void close_sink(OutputSink& sink);
  // Dumps what umake itself printed so far (before the first job starts, and before it waits).
  void dump_own();
  // The Entering line, if one is due, before a child writes by itself.
  void announce();
  // Flushes and makes ready for a child whose output goes to `sink`: its descriptors, -1 meaning
  // "inherit".
  void prepare_child(OutputSink* sink, int& out_fd, int& err_fd);

  // At the end: dumps, the Leaving line, flushes. False: stdout could not be written ("write error:
  // stdout"): exit status 1. Prints the message itself. Idempotent.
  bool finish();
  // errno of the first failed write to stdout, 0 when all went well.
  int write_error() const { return write_error_; }

 private:
  friend class SinkScope;
  void append(int fd, std::string_view text);
  int target_fd(bool is_err);
  void write_all(int fd, std::string_view text);
  void directory_line(bool entering);
  bool make_files(OutputSink& sink);
  int temporary_file(std::string* kept_name);
  void pump(int from, int to);
  bool lock();
  void unlock();

  const int out_fd_;
  const int err_fd_;
  bool same_file_ = false;  // both streams are one pipe or terminal
  bool out_valid_ = true;
  bool err_valid_ = true;
  std::string pending_;
  int pending_fd_ = -1;
  OutputSink own_;                 // umake's own text under -O
  OutputSink* context_ = nullptr;  // null: own_
  OutputSync sync_ = OutputSync::kNone;
  bool directory_lines_ = false;
  bool announced_ = false;  // the Entering line was printed, a Leaving line is due
  bool announcing_ = false;
  std::string prefix_;
  std::string directory_;
  std::string temporary_directory_;
  std::string mutex_name_;
  int mutex_fd_ = -1;
  std::string mutex_path_;  // ours, removed at the end
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

}  // namespace umake
