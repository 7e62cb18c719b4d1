#include "runtime/observe/process_memory_linux.h"

#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

namespace umake {

namespace {

constexpr size_t kPage = 4096;  // the least there is: a larger page only means more pieces
constexpr size_t kFirstPiece = 256;
constexpr int kNone = -1;

ReadOutcome outcome_of(int error) {
  return error == EFAULT ? ReadOutcome::kFault : ReadOutcome::kForbidden;
}

char* append(char* end, std::string_view text) { return std::copy(text.begin(), text.end(), end); }

}  // namespace

ReadOutcome read_memory(pid_t process, uint64_t address, void* out, size_t size) {
  const iovec local = {out, size};
  const iovec remote = {reinterpret_cast<void*>(address), size};
  const ssize_t got = process_vm_readv(process, &local, 1, &remote, 1, 0);
  if (got < 0) return outcome_of(errno);
  return static_cast<size_t>(got) == size ? ReadOutcome::kOk : ReadOutcome::kFault;
}

ReadOutcome read_text(pid_t process, uint64_t address, char* out, size_t room,
                      std::string_view& text) {
  size_t filled = 0;
  for (size_t piece = kFirstPiece; filled < room; piece = kPage) {
    const uint64_t from = address + filled;
    const size_t wanted = std::min(piece, room - filled);
    // The next page may not be there: a transfer that fails in its second part gives the first.
    const size_t to_page_end = std::min(wanted, kPage - from % kPage);
    const iovec local = {out + filled, wanted};
    const iovec remote[2] = {{reinterpret_cast<void*>(from), to_page_end},
                             {reinterpret_cast<void*>(from + to_page_end), wanted - to_page_end}};
    const ssize_t got =
        process_vm_readv(process, &local, 1, remote, wanted > to_page_end ? 2 : 1, 0);
    if (got < 0) return outcome_of(errno);
    if (got == 0) return ReadOutcome::kFault;
    const void* const end = std::memchr(out + filled, 0, static_cast<size_t>(got));
    if (end != nullptr) {
      text = {out, static_cast<size_t>(static_cast<const char*>(end) - out)};
      return ReadOutcome::kOk;
    }
    filled += static_cast<size_t>(got);
  }
  return ReadOutcome::kFault;
}

std::string_view read_process_link(pid_t process, std::string_view name, int number, char* out,
                                   size_t room) {
  char path[64];
  char* end = append(path, "/proc/");
  end = std::to_chars(end, path + sizeof path, process).ptr;
  end = append(end, name);
  if (number != kNone) end = std::to_chars(end, path + sizeof path, number).ptr;
  *end = '\0';
  const ssize_t got = readlink(path, out, room);
  if (got <= 0 || static_cast<size_t>(got) == room) return {};
  return {out, static_cast<size_t>(got)};
}

}  // namespace umake
