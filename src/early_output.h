// Output while switches are read: what is wrong with them is said in a directory that is not known
// yet, which is announced if the switches before ask for it (manual, "The '--print-directory'
// Option").
#pragma once

#include "options.h"
#include "runtime/posix_output.h"

namespace umake {

class EarlyOutput final : public Output {
 public:
  // `invocation` is what is being read.
  EarlyOutput(PosixOutput& output, const Invocation& invocation)
      : output_(output), invocation_(invocation) {}

  void out(std::string_view text) override { output_.out(text); }
  void err(std::string_view text) override {
    using PrintDirectory = Switches::PrintDirectory;
    const Switches& switches = invocation_.switches;
    const bool asked = switches.print_directory == PrintDirectory::kYes;
    const bool implied = switches.print_directory == PrintDirectory::kAuto && !switches.silent &&
                         !switches.directories.empty();
    if (asked || implied) output_.set_directory_lines(true, invocation_.program, {});
    output_.err(text);
  }
  void err_aside(std::string_view text) override { output_.err(text); }
  void flush() override { output_.flush(); }

 private:
  PosixOutput& output_;
  const Invocation& invocation_;
};

}  // namespace umake
