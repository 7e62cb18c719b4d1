// What a recipe prints, on its way through umake: so that it can be kept and printed again when the
// recipe's result is put back. One pipe where stdout and stderr are one file, so that the order of
// what is written is kept; else two. Where umake writes to a terminal the recipe gets a terminal of
// its own, and programs print to it as they would.
//
// One for a recipe whose result may be kept; several processes may write to it one after the other.
// Coordinator thread only.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace umake {

class CapturedStreams {
 public:
  // How to stand in for umake's own streams.
  struct Shape {
    bool one_stream = false;  // stdout and stderr are one file
    int out_terminal = -1;    // the terminal that stdout is, to be imitated; -1: it is none
    int err_terminal = -1;
  };
  // Null: no descriptors were to be had; the recipe then prints by itself.
  static std::unique_ptr<CapturedStreams> open(const Shape& shape);
  ~CapturedStreams();
  CapturedStreams(const CapturedStreams&) = delete;
  CapturedStreams& operator=(const CapturedStreams&) = delete;

  // The descriptors for the recipe's processes.
  int child_out() const { return out_.child; }
  int child_err() const { return err_.child >= 0 ? err_.child : out_.child; }
  // umake's own ends; -1: none.
  int our_out() const { return out_.ours; }
  int our_err() const { return err_.ours; }
  // Those that become readable when there is something to take.
  void append_poll_fds(std::vector<int>& fds) const;

  using Take = std::function<void(bool is_stderr, std::string_view bytes)>;
  // Takes what was written up to now, without waiting.
  void take(const Take& take);
  // The recipe is over: takes the rest. True: nobody can write any more. False: a process that the
  // recipe left running still holds its end; poll and take() on, until ended().
  bool finish(const Take& take);
  bool ended() const { return out_.ours < 0 && err_.ours < 0; }
  // umake ends while somebody can still write: passes on what comes, in a process of its own that
  // nobody waits for.
  void hand_over(int out_fd, int err_fd);

 private:
  struct Stream {
    int ours = -1;
    int child = -1;
  };
  CapturedStreams() = default;
  static bool open_stream(int terminal, Stream& stream);
  static void close_fd(int& fd);
  void drain(Stream& stream, bool is_stderr, const Take& take);

  Stream out_;
  Stream err_;  // not open when both are one
};

}  // namespace umake
