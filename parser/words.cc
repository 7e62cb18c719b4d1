#include "parser/words.h"

namespace umake {

Pattern::Pattern(std::string_view text) {
  const size_t percent = text.find('%');
  if (percent == std::string_view::npos) {
    prefix_ = text;
  } else if (percent == 0 || text[percent - 1] != '\\') {
    prefix_ = text.substr(0, percent);
    suffix_ = text.substr(percent + 1);
    has_percent_ = true;
  } else {
    parse_quoted(text);
  }
}

// Copies up to the first % that is not quoted; half of the backslashes in front of each % go. What
// follows that % is literal, backslashes included.
void Pattern::parse_quoted(std::string_view text) {
  size_t from = 0;
  for (;;) {
    const size_t percent = text.find('%', from);
    if (percent == std::string_view::npos) {
      unquoted_.append(text, from);
      break;
    }
    size_t backslashes = 0;
    while (backslashes < percent - from && text[percent - 1 - backslashes] == '\\') ++backslashes;
    unquoted_.append(text, from, percent - from - backslashes);
    unquoted_.append(backslashes / 2, '\\');
    if (backslashes % 2 == 0) {
      suffix_ = text.substr(percent + 1);
      has_percent_ = true;
      break;
    }
    unquoted_ += '%';
    from = percent + 1;
  }
  prefix_ = unquoted_;
}

void substitute_words(std::string_view text, const Pattern& pattern, const Pattern& replacement,
                      std::string& out) {
  const size_t start = out.size();
  const bool vanishes = !replacement.has_percent() && replacement.prefix().empty();
  bool space_last = false;
  size_t position = 0;
  for (;;) {
    std::string_view word = next_word(text, position);
    if (word.empty()) break;
    std::string_view stem;
    if (!pattern.match(word, stem)) {
      out += word;
    } else if (vanishes) {
      continue;  // a word replaced by nothing leaves no space either
    } else {
      out += replacement.prefix();
      if (replacement.has_percent()) {
        out += stem;
        out += replacement.suffix();
      }
    }
    out += ' ';
    space_last = true;
  }
  if (space_last && out.size() > start) out.pop_back();
}

void pattern_substitute(std::string_view pattern, std::string_view replacement,
                        std::string_view text, std::string& out) {
  const Pattern from(pattern);
  const Pattern to(replacement);
  if (from.has_percent()) {
    substitute_words(text, from, to, out);
    return;
  }
  // GNU make then replaces whole words and leaves the blanks between them as they are. A % in the
  // replacement is literal, but its quotes were taken off.
  if (!to.has_percent()) {
    text_substitute(from.prefix(), to.prefix(), text, true, out);
    return;
  }
  std::string whole(to.prefix());
  whole += '%';
  whole += to.suffix();
  text_substitute(from.prefix(), whole, text, true, out);
}

void text_substitute(std::string_view from, std::string_view to, std::string_view text,
                     bool whole_words, std::string& out) {
  if (from.empty()) {
    // The first occurrence of nothing is at the end; as a word it counts only where no other one
    // ends.
    out += text;
    if (!whole_words || text.empty() || is_space(text.back())) out += to;
    return;
  }
  size_t done = 0;
  for (;;) {
    size_t at;
    if (from.size() == 1) {
      const void* found = std::memchr(text.data() + done, from[0], text.size() - done);
      at = found == nullptr ? std::string_view::npos
                            : static_cast<size_t>(static_cast<const char*>(found) - text.data());
    } else {
      at = text.find(from, done);
    }
    if (at == std::string_view::npos) break;
    const size_t end = at + from.size();
    out.append(text, done, at - done);
    const bool bounded = !whole_words || ((at == 0 || is_space(text[at - 1])) &&
                                          (end == text.size() || is_space(text[end])));
    out += bounded ? to : from;
    done = end;
  }
  out.append(text, done);
}

void fold_lines(std::string& text, size_t start, TrailingLines trailing) {
  size_t end = start;
  size_t content = start;  // the end of what is not a line end
  for (size_t at = start; at < text.size(); ++at) {
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    if (text[at] == '\n') {
      text[end++] = ' ';
    } else {
      text[end++] = text[at];
      content = end;
    }
  }
  if (trailing == TrailingLines::kDropAll) {
    end = content;
  } else if (end > content) {
    --end;
  }
  text.resize(end);
}

}  // namespace umake
