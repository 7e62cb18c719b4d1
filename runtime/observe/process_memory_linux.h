// Reads what belongs to another process: its memory, its working directory, its descriptors.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string_view>

namespace umake {

enum class ReadOutcome : uint8_t {
  kOk,
  kFault,      // a bad address, or no end within the room: the call will fail by itself
  kForbidden,  // the process may not be looked into
};

// `size` bytes at `address`.
ReadOutcome read_memory(pid_t process, uint64_t address, void* out, size_t size);
// The text that ends with a zero byte at `address`; `room` counts that byte.
ReadOutcome read_text(pid_t process, uint64_t address, char* out, size_t room,
                      std::string_view& text);
// What /proc/PROCESS then `name` ("/cwd"), then `number` unless -1, links to; empty when
// unreadable.
std::string_view read_process_link(pid_t process, std::string_view name, int number, char* out,
                                   size_t room);

}  // namespace umake
