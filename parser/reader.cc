#include "parser/reader.h"

#include <cstring>

namespace umake {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool odd_backslashes_before(std::string_view text, size_t end, size_t begin) {
  size_t count = 0;
  while (end - count > begin && text[end - count - 1] == '\\') ++count;
  return count % 2 == 1;
}

}  // namespace

bool has_byte_order_mark(std::string_view text) { return text.starts_with(kByteOrderMark); }

void clean_makefile_text(std::string& text, std::vector<uint32_t>& nul_lines) {
  if (has_byte_order_mark(text)) text.erase(0, kByteOrderMark.size());
  const bool has_cr = std::memchr(text.data(), '\r', text.size()) != nullptr;
  const bool has_nul = std::memchr(text.data(), '\0', text.size()) != nullptr;
  if (!has_cr && !has_nul) return;
  std::string clean;
  clean.reserve(text.size());
  uint32_t line = 1;
  bool line_start = true;
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\0') {
      const size_t end = text.find('\n', at);
      if (line_start) nul_lines.push_back(line);
      at = end == std::string::npos ? text.size() : end;
      // A line of nothing but what the NUL hid is an empty line; else the next line joins this one.
      if (line_start && end != std::string::npos) {
        clean += '\n';
        ++line;
      }
      line_start = true;
      continue;
    }
    if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    clean += c;
    line_start = c == '\n';
    if (line_start) ++line;
  }
  text.swap(clean);
}

bool LineReader::next(std::string_view& line) {
  line_ = next_line_;
  if (at_ >= text_.size()) return false;
  const size_t begin = at_;
  size_t search = begin;
  for (;;) {
    const void* found = std::memchr(text_.data() + search, '\n', text_.size() - search);
    if (found == nullptr) {
      line = text_.substr(begin);
      at_ = text_.size();
      // A last line without a newline counts, unless it continues one that has.
      if (search == begin) next_line_ += step_;
      return true;
    }
    const size_t newline = static_cast<size_t>(static_cast<const char*>(found) - text_.data());
    next_line_ += step_;
    const bool continued = newline > begin && text_[newline - 1] == '\\' &&
                           odd_backslashes_before(text_, newline, begin);
    if (!continued) {
      line = text_.substr(begin, newline - begin);
      at_ = newline + 1;
      return true;
    }
    search = newline + 1;
    if (search >= text_.size()) {
      // The text ends in a backslash-newline, which stays.
      line = text_.substr(begin);
      at_ = text_.size();
      return true;
    }
  }
}

}  // namespace umake
