// .ONESHELL, where a whole recipe is one command (manual, "Using One Shell").
#pragma once

#include <string>
#include <string_view>

namespace umake {

// Drops blanks and @ + - at the start of each line but the first, as GNU make does for Bourne
// shells, where lines could have run one by one.
void drop_inner_prefixes(std::string& text);

// Whether `shell` is one of the Bourne shells that GNU make knows, by base name.
bool is_bourne_shell(std::string_view shell);

}  // namespace umake
