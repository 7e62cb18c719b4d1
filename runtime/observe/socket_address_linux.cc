#include "runtime/observe/socket_address_linux.h"

#include <sys/un.h>

#include <algorithm>
#include <cstddef>

namespace umake {

ReadOutcome read_socket_address(pid_t process, uint64_t at, uint64_t length, SocketAddress& out) {
  sockaddr_un address = {};
  const size_t size = std::min<size_t>(length, sizeof address);
  const ReadOutcome outcome = read_memory(process, at, &address, size);
  if (outcome != ReadOutcome::kOk) return outcome;
  if (size < sizeof address.sun_family) return ReadOutcome::kFault;
  out.family = address.sun_family;
  if (out.family != AF_UNIX) return ReadOutcome::kOk;
  std::string& local = out.local;
  constexpr size_t kPathOffset = offsetof(sockaddr_un, sun_path);
  local.assign(address.sun_path, std::max(size, kPathOffset) - kPathOffset);
  if (!local.empty() && local[0] != '\0') local.resize(std::min(local.size(), local.find('\0')));
  return ReadOutcome::kOk;
}

bool is_name_service(std::string_view local) {
  constexpr std::string_view kNscd = "/nscd/socket";
  return local.ends_with(kNscd) || local.starts_with("/run/systemd/userdb/");
}

}  // namespace umake
