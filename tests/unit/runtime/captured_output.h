// A PosixOutput that writes into a memory file, stdout and stderr in one, so that their order can
// be tested.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "base/diagnostics.h"
#include "runtime/posix_output.h"

namespace umake {

class CapturedOutput {
 public:
  CapturedOutput()
      : fd_(memfd_create("output", MFD_CLOEXEC)),
        output(fd_, fd_),
        diagnostics(output, symbols, "make", 0) {}
  ~CapturedOutput() { close(fd_); }

  // What was written since the last call.
  std::string take() {
    output.flush();
    const off_t end = lseek(fd_, 0, SEEK_CUR);
    std::string text(static_cast<size_t>(end - taken_), '\0');
    if (pread(fd_, text.data(), text.size(), taken_) < 0) return "?";
    taken_ = end;
    return text;
  }
  int fd() const { return fd_; }

 private:
  int fd_;
  off_t taken_ = 0;

 public:
  SymbolTable symbols;
  PosixOutput output;
  Diagnostics diagnostics;
};

}  // namespace umake
