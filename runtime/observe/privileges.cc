#include <algorithm>

#include "runtime/observe/observer.h"

namespace umake {

namespace {

// Set-user-id programs that recipes use.
constexpr std::string_view kPrograms[] = {
    "sudo",  "su",          "doas",       "pkexec",  "newuidmap",   "newgidmap",
    "mount", "umount",      "fusermount", "ping",    "podman",      "buildah",
    "bwrap", "fusermount3", "newgrp",     "unshare", "singularity", "apptainer",
};

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

}  // namespace

bool wants_privileges(std::string_view command) {
  for (size_t i = 0; i < command.size();) {
    size_t end = i;
    while (end < command.size() && is_word_character(command[end])) ++end;
    const std::string_view word = command.substr(i, end - i);
    if (std::find(std::begin(kPrograms), std::end(kPrograms), word) != std::end(kPrograms))
      return true;
    i = end + 1;
  }
  return false;
}

}  // namespace umake
