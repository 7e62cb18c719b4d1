// The text of --version, and what it was built for.
#pragma once

#include <string>
#include <string_view>

namespace umake {

// MAKE_VERSION: the GNU make that umake is compatible with.
inline constexpr std::string_view kMakeVersion = "4.4.1";
// umake's own.
extern const std::string_view kUmakeVersion;
// MAKE_HOST: the machine it was built for, as config.guess names it.
extern const std::string_view kMakeHost;
extern const std::string_view kBugReports;

// The text of --version. Its first line is "GNU Make 4.4.1" under every name, because configure
// scripts look for it; umake's own name and version stand on the second. Each line is preceded by
// `prefix` ("# " in -p's output) and ends with a newline.
std::string version_text(std::string_view prefix = {});

}  // namespace umake
