// The socket address that a process gives to connect(2) or bind(2).
#pragma once

#include <sys/socket.h>
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/observe/process_memory_linux.h"

namespace umake {

struct SocketAddress {
  int family = AF_UNSPEC;
  std::string local;  // of AF_UNIX: its path; an abstract one starts with a zero byte
};

// `length` bytes at the address `at` of the process. kFault: no address, or too short for one. Any
// thread.
ReadOutcome read_socket_address(pid_t process, uint64_t at, uint64_t length, SocketAddress& out);

// The name service's daemons: what a program learns from them it could have read in /etc.
bool is_name_service(std::string_view local);

}  // namespace umake
