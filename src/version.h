// The text of --version. Its first line is always "GNU Make 4.4.1", because configure scripts look
// for it; umake's own name and version stand on the second.
#pragma once

#include <string>
#include <string_view>

namespace umake {

// MAKE_VERSION: the GNU make version that umake is compatible with.
inline constexpr std::string_view kMakeVersion = "4.4.1";
// MAKE_HOST: the machine it was built for.
extern const char* const kMakeHost;

// Each line preceded by `prefix` ("# " in -p's output), newline at the end.
std::string version_text(std::string_view prefix = {});

}  // namespace umake
