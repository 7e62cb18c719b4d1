// Paths that are no files to depend on: the kernel's own, and devices.
#pragma once

#include <cstdint>
#include <string_view>

namespace umake {

enum class SpecialPath : uint8_t {
  kNone,     // a file like any other
  kIgnored,  // read by run-time libraries as they start, or harmless
  kVaries,   // tells what changes from moment to moment
};

// `path` is absolute and resolved.
SpecialPath special_path(std::string_view path);

// Whether what a special path tells is the same for as long as the machine runs, as far as programs
// make anything of it: what the C library's and SELinux's start-up code looks at. (/dev/fd and the
// devices of is_plain_device() come into no log.)
bool is_steady(std::string_view path);

// Harmless devices and the process's own descriptors by name: so common that they are sorted out
// before anything is taken down. `path` as a process gave it.
bool is_plain_device(std::string_view path);
// Of these, the ones that give random numbers.
bool is_random_device(std::string_view path);

// Whether reading and writing the device gives nothing that a result could depend on: null, zero,
// full, random, urandom, and terminals.
bool is_harmless_device(uint32_t major, uint32_t minor);

}  // namespace umake
