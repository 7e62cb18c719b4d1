// Functions that work on words and text: subst, patsubst, strip, findstring, filter, filter-out,
// sort, word, words, wordlist, firstword, lastword, join, addprefix, addsuffix (manual, "Functions
// for String Substitution and Analysis").
#include <algorithm>
#include <deque>
#include <unordered_set>

#include "base/messages.h"
#include "parser/functions.h"
#include "parser/numbers.h"
#include "parser/scratch.h"
#include "parser/words.h"

namespace umake {

namespace {

Status subst(Expander&, FunctionArguments arguments, std::string& out, void*) {
  text_substitute(arguments[0], arguments[1], arguments[2], false, out);
  return Status::kOk;
}

Status patsubst(Expander&, FunctionArguments arguments, std::string& out, void*) {
  pattern_substitute(arguments[0], arguments[1], arguments[2], out);
  return Status::kOk;
}

Status strip_words(Expander&, FunctionArguments arguments, std::string& out, void*) {
  WordAppender words(out);
  for_each_word(arguments[0], [&](std::string_view word) { words.add(word); });
  return Status::kOk;
}

Status findstring(Expander&, FunctionArguments arguments, std::string& out, void*) {
  if (arguments[1].find(arguments[0]) != std::string_view::npos) out += arguments[0];
  return Status::kOk;
}

// The patterns of $(filter): words without % are looked up, in a hash table when there are many.
class WordFilter {
 public:
  explicit WordFilter(std::string_view text) {
    for_each_word(text, [&](std::string_view word) {
      if (word.find('%') == std::string_view::npos) {
        literals_.push_back(word);
        return;
      }
      const Pattern& pattern = patterns_.emplace_back(word);
      if (!pattern.has_percent()) literals_.push_back(pattern.prefix());
    });
    if (literals_.size() > kHashFrom) hashed_.insert(literals_.begin(), literals_.end());
  }

  bool match(std::string_view word) const {
    if (!hashed_.empty()) {
      if (hashed_.contains(word)) return true;
    } else if (std::find(literals_.begin(), literals_.end(), word) != literals_.end()) {
      return true;
    }
    std::string_view stem;
    return std::any_of(patterns_.begin(), patterns_.end(), [&](const Pattern& pattern) {
      return pattern.has_percent() && pattern.match(word, stem);
    });
  }

 private:
  static constexpr size_t kHashFrom = 8;
  std::vector<std::string_view> literals_;
  std::deque<Pattern> patterns_;  // not vector: literals_ view what is inside
  std::unordered_set<std::string_view> hashed_;
};

void filter_words(FunctionArguments arguments, bool keep_matching, std::string& out) {
  WordAppender words(out);
  const std::string_view only = strip(arguments[0]);
  // One pattern is what most calls have; it needs no memory.
  if (std::none_of(only.begin(), only.end(), is_space)) {
    const Pattern pattern(only);
    std::string_view stem;
    for_each_word(arguments[1], [&](std::string_view word) {
      if (pattern.match(word, stem) == keep_matching) words.add(word);
    });
    return;
  }
  const WordFilter filter(arguments[0]);
  for_each_word(arguments[1], [&](std::string_view word) {
    if (filter.match(word) == keep_matching) words.add(word);
  });
}

Status filter(Expander&, FunctionArguments arguments, std::string& out, void*) {
  filter_words(arguments, true, out);
  return Status::kOk;
}

Status filter_out(Expander&, FunctionArguments arguments, std::string& out, void*) {
  filter_words(arguments, false, out);
  return Status::kOk;
}

// GNU make's order: by the first character, of which those beyond ASCII come first, then by bytes.
bool comes_first(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty() || a[0] == b[0]) return a < b;
  return static_cast<signed char>(a[0]) < static_cast<signed char>(b[0]);
}

// Sorts and drops duplicates.
Status sort(Expander& expander, FunctionArguments arguments, std::string& out, void*) {
  BufferLease lease(expander.scratch());
  std::vector<std::string_view>& words = lease.words();
  for_each_word(arguments[0], [&](std::string_view word) { words.push_back(word); });
  if (!std::is_sorted(words.begin(), words.end(), comes_first)) {
    std::sort(words.begin(), words.end(), comes_first);
  }
  const auto end = std::unique(words.begin(), words.end());
  WordAppender appender(out);
  std::for_each(words.begin(), end, [&](std::string_view word) { appender.add(word); });
  return Status::kOk;
}

Status words(Expander&, FunctionArguments arguments, std::string& out, void*) {
  size_t count = 0;
  for_each_word(arguments[0], [&](std::string_view) { ++count; });
  const fmt::format_int number(count);
  out.append(number.data(), number.size());
  return Status::kOk;
}

Status word(Expander& expander, FunctionArguments arguments, std::string& out, void*) {
  int64_t index = 0;
  TRY(parse_number(expander, arguments[0], msg::kInvalidWord, index));
  if (index <= 0)
    return expander.diagnostics().fatal(expander.error_where(), msg::kWordNotPositive);
  size_t position = 0;
  std::string_view found;
  do {
    found = next_word(arguments[1], position);
  } while (!found.empty() && --index > 0);
  out += found;
  return Status::kOk;
}

// The text from the first to the last of the words, with the blanks between them as they are.
Status wordlist(Expander& expander, FunctionArguments arguments, std::string& out, void*) {
  int64_t first = 0;
  int64_t last = 0;
  TRY(parse_number(expander, arguments[0], msg::kInvalidWordlistFirst, first));
  if (first < 1) return invalid_number(expander, first, msg::kInvalidWordlistFirst);
  TRY(parse_number(expander, arguments[1], msg::kInvalidWordlistSecond, last));
  if (last < 0) return invalid_number(expander, last, msg::kInvalidWordlistSecond);
  const std::string_view text = arguments[2];
  if (last < first) return Status::kOk;
  size_t position = 0;
  std::string_view word;
  int64_t index = 0;
  do {
    word = next_word(text, position);
  } while (!word.empty() && ++index < first);
  if (word.empty()) return Status::kOk;
  const size_t begin = position - word.size();
  size_t end = position;
  while (index++ <= last && !word.empty()) {
    end = position;
    word = next_word(text, position);
  }
  out.append(text, begin, end - begin);
  return Status::kOk;
}

Status firstword(Expander&, FunctionArguments arguments, std::string& out, void*) {
  size_t position = 0;
  out += next_word(arguments[0], position);
  return Status::kOk;
}

Status lastword(Expander&, FunctionArguments arguments, std::string& out, void*) {
  std::string_view text = strip(arguments[0]);
  size_t begin = text.size();
  while (begin > 0 && !is_space(text[begin - 1])) --begin;
  out += text.substr(begin);
  return Status::kOk;
}

Status join(Expander&, FunctionArguments arguments, std::string& out, void*) {
  WordAppender words(out);
  size_t left = 0;
  size_t right = 0;
  for (;;) {
    const std::string_view a = next_word(arguments[0], left);
    const std::string_view b = next_word(arguments[1], right);
    if (a.empty() && b.empty()) return Status::kOk;
    words.add(a);
    out += b;
  }
}

Status addprefix(Expander&, FunctionArguments arguments, std::string& out, void*) {
  WordAppender words(out);
  for_each_word(arguments[1], [&](std::string_view word) {
    words.add(arguments[0]);
    out += word;
  });
  return Status::kOk;
}

Status addsuffix(Expander&, FunctionArguments arguments, std::string& out, void*) {
  WordAppender words(out);
  for_each_word(arguments[1], [&](std::string_view word) {
    words.add(word);
    out += arguments[0];
  });
  return Status::kOk;
}

constexpr Function kFunctions[] = {
    {.name = "addprefix", .min_arguments = 2, .max_arguments = 2, .body = addprefix},
    {.name = "addsuffix", .min_arguments = 2, .max_arguments = 2, .body = addsuffix},
    {.name = "filter", .min_arguments = 2, .max_arguments = 2, .body = filter},
    {.name = "filter-out", .min_arguments = 2, .max_arguments = 2, .body = filter_out},
    {.name = "findstring", .min_arguments = 2, .max_arguments = 2, .body = findstring},
    {.name = "firstword", .min_arguments = 0, .max_arguments = 1, .body = firstword},
    {.name = "join", .min_arguments = 2, .max_arguments = 2, .body = join},
    {.name = "lastword", .min_arguments = 0, .max_arguments = 1, .body = lastword},
    {.name = "patsubst", .min_arguments = 3, .max_arguments = 3, .body = patsubst},
    {.name = "sort", .min_arguments = 0, .max_arguments = 1, .body = sort},
    {.name = "strip", .min_arguments = 0, .max_arguments = 1, .body = strip_words},
    {.name = "subst", .min_arguments = 3, .max_arguments = 3, .body = subst},
    {.name = "word", .min_arguments = 2, .max_arguments = 2, .body = word},
    {.name = "wordlist", .min_arguments = 3, .max_arguments = 3, .body = wordlist},
    {.name = "words", .min_arguments = 0, .max_arguments = 1, .body = words},
};

}  // namespace

std::span<const Function> text_functions() { return kFunctions; }

}  // namespace umake
