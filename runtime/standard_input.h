// Whether a recipe read umake's standard input: what it made of that can't be told from its files,
// so its result is not kept. Coordinator thread only.
#pragma once

#include <cstdint>

namespace umake {

// Around one process that has the real standard input.
class StandardInput {
 public:
  // Before it starts.
  void watch();
  // After it ended. True also when it can't be told. Not told apart: what a writer wrote to a pipe
  // and the process read while it ran, all of it.
  bool was_read() const;

  // What there is to read now.
  enum class Content : uint8_t {
    kNothing,  // closed, /dev/null, or at its end: a process can read it, and nobody will know
    kSome,     // reading it would show
    kUnsure,
  };
  static Content content();
  // Whether a process may find something to read now that nobody types: a result of one that had
  // nothing to read, and may have tried, is then not the same. (A terminal is left out: builds that
  // are started from one would not have the results of those that are not, nor of recipes that ran
  // beside others.)
  static bool brings_something();

 private:
  enum class Kind : uint8_t { kNothing, kFile, kTerminal, kQueue, kUnknown };
  Kind kind_ = Kind::kNothing;
  int64_t before_ = 0;  // its offset, or the bytes that wait in it
};

}  // namespace umake
