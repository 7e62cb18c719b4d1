// The syntax of one logical line: words, comments, continuations, assignments and their modifiers
// (manual, "Writing Makefiles", "How to Use Variables").
//
// Pure functions on text. Nothing is expanded here, and nothing is looked up.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "parser/variable.h"

namespace umake {

inline bool is_blank(char c) { return c == ' ' || c == '\t'; }
inline bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// `text` without blanks (spaces, tabs, newlines, \v, \f, \r) in front, behind.
std::string_view skip_spaces(std::string_view text);
std::string_view trim_end(std::string_view text);
std::string_view trim_blanks(std::string_view text);  // at the end too, of blanks and tabs only
// The first word of `text` (which begins with it), up to a blank.
std::string_view first_word(std::string_view text);
// The next blank-separated word, taken off `text` with the blanks around it; empty at the end.
std::string_view take_word(std::string_view& text);

// The end of the reference that begins at text[at] == '$': one past its closing parenthesis or
// brace, its single character, or the end of an unfinished one. Only parentheses of its own kind
// nest.
size_t end_of_reference(std::string_view text, size_t at);

// Finds the first of the characters `stops` at or after `from` that no backslash quotes.
// Backslashes in front of those characters are halved on the way, so that "\:" becomes ":".
// `skip_references`: what stands in
// $(...) is not looked at. npos when there is none.
size_t find_unquoted(std::string& text, size_t from, std::string_view stops, bool skip_references);

// Whether a '#' is in `text` at all: the cheap test before strip_comment.
inline bool may_have_comment(std::string_view text) {
  return text.find('#') != std::string_view::npos;
}
// Cuts an unquoted '#' outside of references and what follows it; "\#" becomes "#".
void strip_comment(std::string& text);

// Appends `line` to `out` with each backslash-newline and the blanks around it made one space; with
// `posix` the blanks before it stay, and each backslash-newline is a space of its own.
void fold_continuations(std::string_view line, bool posix, std::string& out);

// Finds the first unquoted '%' of a pattern. `text` loses the backslashes that quoted a '%' before
// it. npos: not a pattern.
size_t find_percent(std::string& text);

// NAME OP VALUE.
struct AssignmentText {
  std::string_view name;  // unexpanded, no blanks around it; may be empty
  Assignment assignment = Assignment::kRecursive;
  std::string_view value;  // no blanks in front
};
// Whether `text` (no blanks in front, continuations folded, no comment) is an assignment.
bool parse_assignment(std::string_view text, AssignmentText& out);

// The words that may stand before a variable's name.
struct Modifiers {
  bool is_override = false;
  bool is_private = false;
  bool is_export = false;
  bool is_unexport = false;
  bool is_define = false;
  bool is_undefine = false;
};
// Whether `text` is a variable definition with or without modifiers (define and undefine only when
// not `target_specific`). Then `body` is what follows the modifiers, and `assignment` holds its
// parts unless it is a define or undefine.
bool parse_definition_line(std::string_view text, bool target_specific, Modifiers& modifiers,
                           std::string_view& body, AssignmentText& assignment);

// The directives; kNone for any other word.
enum class Directive : uint8_t {
  kNone,
  kIfdef,
  kIfndef,
  kIfeq,
  kIfneq,
  kElse,
  kEndif,
  kDefine,
  kEndef,
  kUndefine,
  kOverride,
  kPrivate,
  kExport,
  kUnexport,
  kInclude,
  kOptionalInclude,
  kVpath,
  kLoad,
  kOptionalLoad,
};
// Dispatches on the length and first character, so that ordinary words cost one look.
Directive directive_of(std::string_view word);
constexpr size_t kLongestDirective = 8;

}  // namespace umake
