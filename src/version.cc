#include "version.h"

#include <fmt/format.h>

namespace umake {
namespace {

#if defined(__linux__) && defined(__GLIBC__)
#define UMAKE_SYSTEM "linux-gnu"
#elif defined(__linux__)
#define UMAKE_SYSTEM "linux-musl"
#else
#define UMAKE_SYSTEM "unknown"
#endif

#if defined(__x86_64__)
#define UMAKE_MACHINE "x86_64-pc"
#elif defined(__aarch64__)
#define UMAKE_MACHINE "aarch64-unknown"
#elif defined(__riscv) && __riscv_xlen == 64
#define UMAKE_MACHINE "riscv64-unknown"
#elif defined(__i386__)
#define UMAKE_MACHINE "i686-pc"
#else
#define UMAKE_MACHINE "unknown-unknown"
#endif

}  // namespace

const std::string_view kUmakeVersion = UMAKE_VERSION;
const std::string_view kMakeHost = UMAKE_MACHINE "-" UMAKE_SYSTEM;
const std::string_view kBugReports = "the umake project";

std::string version_text(std::string_view prefix) {
  return fmt::format(
      "{0}GNU Make {1}\n"
      "{0}umake {2}, compatible with GNU make {1}\n"
      "{0}Built for {3}\n"
      "{0}License Apache-2.0: <https://www.apache.org/licenses/LICENSE-2.0>\n"
      "{0}umake is free software; it is not GNU make and holds none of its code.\n"
      "{0}There is NO WARRANTY, to the extent permitted by law.\n",
      prefix, kMakeVersion, kUmakeVersion, kMakeHost);
}

}  // namespace umake
