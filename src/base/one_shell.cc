#include "base/one_shell.h"

#include <algorithm>
#include <array>

namespace umake {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_prefix(char c) { return c == '@' || c == '+' || c == '-'; }

bool ends_with_odd_backslashes(std::string_view text) {
  const size_t last = text.find_last_not_of('\\');
  return (text.size() - (last == std::string_view::npos ? 0 : last + 1)) % 2 == 1;
}

}  // namespace

void drop_inner_prefixes(std::string& text) {
  size_t to = 0;
  for (size_t from = 0; from < text.size();) {
    const char c = text[from++];
    text[to++] = c;
    if (c != '\n' || ends_with_odd_backslashes(std::string_view(text).substr(0, to - 1))) continue;
    while (from < text.size() && (is_blank(text[from]) || is_prefix(text[from]))) ++from;
  }
  text.resize(to);
}

bool is_bourne_shell(std::string_view shell) {
  constexpr std::array<std::string_view, 7> kNames = {"sh",   "bash", "dash", "ksh",
                                                      "rksh", "zsh",  "ash"};
  const std::string_view name = shell.substr(shell.rfind('/') + 1);
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

}  // namespace umake
