// Words and %-patterns: the loops that most functions are made of. Pure functions of text; nothing
// here allocates but for patterns that hold a backslash.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace umake {

// Blanks and line ends separate words: isspace() of the C locale.
constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Where the first blank or line end of `text` at or after `from` is; its size when there is none.
inline size_t find_space(std::string_view text, size_t from) {
#ifdef __SSE2__
  // Sixteen characters at a time: words are names of files, not single letters.
  const __m128i space = _mm_set1_epi8(' ');
  const __m128i first = _mm_set1_epi8('\t');
  const __m128i range = _mm_set1_epi8('\r' - '\t');
  for (; from + 16 <= text.size(); from += 16) {
    const __m128i piece = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + from));
    const __m128i above = _mm_sub_epi8(piece, first);
    const __m128i found = _mm_or_si128(_mm_cmpeq_epi8(piece, space),
                                       _mm_cmpeq_epi8(_mm_min_epu8(above, range), above));
    const int mask = _mm_movemask_epi8(found);
    if (mask != 0) return from + static_cast<size_t>(__builtin_ctz(static_cast<unsigned>(mask)));
  }
#endif
  while (from < text.size() && !is_space(text[from])) ++from;
  return from;
}

// The next word of `text` at or after `position`, which is moved to its end; empty when there is
// none.
inline std::string_view next_word(std::string_view text, size_t& position) {
  size_t begin = position;
  while (begin < text.size() && is_space(text[begin])) ++begin;
  position = find_space(text, begin);
  return {text.data() + begin, position - begin};
}

// Calls `visit` with each word.
template <typename Visit>
inline void for_each_word(std::string_view text, Visit&& visit) {
  size_t position = 0;
  for (;;) {
    std::string_view word = next_word(text, position);
    if (word.empty()) return;
    visit(word);
  }
}

// `text` without the blanks at its ends.
inline std::string_view strip(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Appends words separated by single spaces; the first one gets none in front.
class WordAppender {
 public:
  explicit WordAppender(std::string& out) : out_(out) {}
  // Call before what belongs to a further word is appended.
  std::string& next() {
    if (!first_) out_ += ' ';
    first_ = false;
    return out_;
  }
  void add(std::string_view word) { next() += word; }

 private:
  std::string& out_;
  bool first_ = true;
};

// A pattern with at most one % that counts (manual, "Functions for String Substitution and
// Analysis": a backslash quotes a %, and backslashes that would quote a % are quoted by
// backslashes).
class Pattern {
 public:
  // `text` must outlive the pattern.
  explicit Pattern(std::string_view text);
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;
  // The pattern PREFIX%SUFFIX with both taken literally.
  Pattern(std::string_view prefix, std::string_view suffix)
      : prefix_(prefix), suffix_(suffix), has_percent_(true) {}

  bool has_percent() const { return has_percent_; }
  // Before and after the %; without one, all of it is the prefix.
  std::string_view prefix() const { return prefix_; }
  std::string_view suffix() const { return suffix_; }
  // True when `word` is what the pattern means; sets `stem` (empty without %).
  bool match(std::string_view word, std::string_view& stem) const {
    if (!has_percent_) {
      stem = {};
      return word == prefix_;
    }
    const size_t fixed = prefix_.size() + suffix_.size();
    if (word.size() < fixed || !word.starts_with(prefix_) || !word.ends_with(suffix_)) return false;
    stem = word.substr(prefix_.size(), word.size() - fixed);
    return true;
  }

 private:
  void parse_quoted(std::string_view text);

  std::string unquoted_;  // what prefix_ views when the text had backslashes before a %
  std::string_view prefix_;
  std::string_view suffix_;
  bool has_percent_ = false;
};

// Appends `text` with each word that matches `pattern` replaced, words separated by single spaces.
void substitute_words(std::string_view text, const Pattern& pattern, const Pattern& replacement,
                      std::string& out);
// $(patsubst pattern,replacement,text).
void pattern_substitute(std::string_view pattern, std::string_view replacement,
                        std::string_view text, std::string& out);
// $(subst from,to,text); `whole_words`: only where `from` is bounded by blanks or the text's ends.
void text_substitute(std::string_view from, std::string_view to, std::string_view text,
                     bool whole_words, std::string& out);

// A shell's output as a value: from `start` on, line ends ("\n" or "\r\n") become spaces. $(shell)
// drops all of them at the end, != just one.
enum class TrailingLines : uint8_t { kDropAll, kDropOne };
void fold_lines(std::string& text, size_t start, TrailingLines trailing);

}  // namespace umake
