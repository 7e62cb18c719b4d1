// Which other files the kernel itself opens to run a program: the loader that an ELF file names,
// the interpreter of a script's first line. No process asks for them, so nobody sees them opened.
// Remembers what it found: the same few programs run over and over.
#pragma once

#include <sys/stat.h>

#include <string>
#include <unordered_map>

namespace umake {

class Interpreters {
 public:
  // The path that the program names, empty when none. `status` is the program's.
  const std::string& interpreter_of(const std::string& program, const struct stat& status);

 private:
  struct Known {
    struct stat status = {};
    std::string interpreter;
  };
  std::unordered_map<std::string, Known> known_;
};

}  // namespace umake
