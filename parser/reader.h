// Logical lines of a makefile's text (manual, "Splitting Long Lines", "Recipe Syntax").
//
// A LineReader walks over text that somebody else keeps; the lines it gives are slices of that
// text, so a line costs no copy. A logical line holds its backslash-newlines as they stand: recipes
// need them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace umake {

// Whether a file begins with the UTF-8 byte order mark.
bool has_byte_order_mark(std::string_view text);

// Makes a file's bytes fit for LineReader: a UTF-8 byte order mark goes, CR LF becomes LF, and a
// NUL byte hides the rest of its line, newline included (what GNU make's fgets does). Lines that
// begin with a NUL are appended to `nul_lines`: they get a warning.
void clean_makefile_text(std::string& text, std::vector<uint32_t>& nul_lines);

class LineReader {
 public:
  // Whether lines have numbers of their own: in $(eval)'s text all have that of the eval.
  enum class Numbering : uint8_t { kCount, kAllTheSame };

  // `first_line` is the number of the text's first line.
  LineReader(std::string_view text, uint32_t first_line, Numbering numbering = Numbering::kCount)
      : text_(text), next_line_(first_line), step_(numbering == Numbering::kCount ? 1 : 0) {}

  // The next logical line, without its last newline; false at the end.
  bool next(std::string_view& line);
  // The number of the first physical line of what next() gave; of the line after the last one at
  // the end.
  uint32_t line_number() const { return line_; }
  // That of its last physical line.
  uint32_t last_line_number() const { return next_line_ > line_ ? next_line_ - 1 : line_; }

  // For parsers that take whole lines off the text themselves: what is left, and how much they
  // took. `text` must begin where rest() begins, and `used` must end after a newline (or at the
  // end).
  std::string_view rest() const { return text_.substr(at_); }
  uint32_t next_line_number() const { return next_line_; }
  void skip(size_t used, uint32_t lines) {
    line_ = next_line_;
    at_ += used;
    next_line_ += lines * step_;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
  uint32_t line_ = 0;
  uint32_t next_line_;
  uint32_t step_;
};

}  // namespace umake
