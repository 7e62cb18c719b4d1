#include "runtime/cache/cache_size.h"

#include <fmt/format.h>

#include <cctype>

namespace umake {

namespace {

constexpr std::string_view kUnits = "KMGT";
constexpr double kMost = 9.2e18;

char upper(char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }

// What may follow a number: "", "G", "GB", "GiB", after a blank or not.
bool parse_unit(std::string_view text, double& factor) {
  factor = 1;
  while (text.starts_with(' ')) text.remove_prefix(1);
  if (text.empty()) return true;
  const size_t unit = kUnits.find(upper(text.front()));
  if (unit != std::string_view::npos) {
    for (size_t power = 0; power <= unit; ++power) factor *= 1024;
    text.remove_prefix(1);
    if (text.starts_with('i') || text.starts_with('I')) text.remove_prefix(1);
  }
  return text.empty() || (text.size() == 1 && upper(text.front()) == 'B');
}

}  // namespace

bool parse_cache_size(std::string_view text, uint64_t& bytes) {
  double number = 0;
  double place = 0;  // of the digit after the dot
  size_t digits = 0;
  size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && place == 0 && digits > 0) {
      place = 1;
    } else if (c >= '0' && c <= '9') {
      ++digits;
      if (place == 0) {
        number = number * 10 + (c - '0');
      } else {
        place /= 10;
        number += place * (c - '0');
      }
    } else {
      break;
    }
  }
  double factor;
  if (digits == 0 || !parse_unit(text.substr(at), factor) || number * factor > kMost) return false;
  bytes = static_cast<uint64_t>(number * factor);
  return true;
}

std::string size_text(uint64_t bytes) {
  if (bytes < 1024) return fmt::format("{} bytes", bytes);
  double value = static_cast<double>(bytes);
  size_t unit = 0;
  for (value /= 1024; value >= 999.5 && unit + 1 < kUnits.size(); value /= 1024) ++unit;
  if (value < 9.95) return fmt::format("{:.1f} {}B", value, kUnits[unit]);
  return fmt::format("{:.0f} {}B", value, kUnits[unit]);
}

}  // namespace umake
