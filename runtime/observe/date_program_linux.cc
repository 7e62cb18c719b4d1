#include "runtime/observe/date_program_linux.h"

#include <string_view>

#include "runtime/observe/process_memory_linux.h"

namespace umake {

namespace {

constexpr size_t kMaxArguments = 64;  // that are looked at

// An argument of date(1) with which it shows another time than now.
bool gives_time(std::string_view argument) {
  if (argument.starts_with("--")) {
    return argument.starts_with("--d") || argument.starts_with("--f") ||
           argument.starts_with("--ref");
  }
  if (argument.size() < 2 || argument[0] != '-') return false;
  // Letters may stand together (-ud @0); after -I comes its own text.
  for (const char letter : argument.substr(1)) {
    if (letter == 'd' || letter == 'r' || letter == 'f') return true;
    if (letter == 'I') return false;
  }
  return false;
}

}  // namespace

bool date_shows_now(pid_t process, uint64_t arguments) {
  for (size_t i = 1; i < kMaxArguments; ++i) {
    uint64_t address = 0;
    if (read_memory(process, arguments + i * sizeof address, &address, sizeof address) !=
            ReadOutcome::kOk ||
        address == 0)
      break;
    char buffer[256];
    std::string_view text;
    if (read_text(process, address, buffer, sizeof buffer, text) != ReadOutcome::kOk) continue;
    if (gives_time(text)) return false;
  }
  return true;
}

}  // namespace umake
