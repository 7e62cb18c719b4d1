// The text of --help (and of a bad switch's usage).
#pragma once

#include <string>
#include <string_view>

namespace umake {

// GNU make's layout for its options, then umake's own, then "This program built for ...". `program`
// is argv[0].
std::string help_text(std::string_view program);

}  // namespace umake
