#include "graph/name_list.h"

#include <array>

#include "base/archive.h"
#include "base/glob.h"

namespace umake {

namespace {

// Line ends, that variables may bring, do not separate names; but no name begins with one.
bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool may_stand_before(char c) { return is_blank(c) || c == '\n'; }

// So many names most lists have at the most.
constexpr size_t kUsualNames = 16;

// "./x", ".///x" and "././x" are "x"; "./" alone stays. (A target and a prerequisite spelled either
// way are one.)
std::string_view strip_dot_slash(std::string_view name) {
  while (name.size() > 2 && name[0] == '.' && name[1] == '/') {
    size_t at = 2;
    while (at < name.size() && name[at] == '/') ++at;
    if (at == name.size()) return name.substr(0, 2);
    name.remove_prefix(at);
  }
  return name;
}

// What characters mean to names, as bits.
constexpr uint8_t kBlank = 1;
constexpr uint8_t kWild = 2;
constexpr uint8_t kParen = 4;

constexpr std::array<uint8_t, 256> make_meanings() {
  std::array<uint8_t, 256> meanings{};
  meanings[' '] = meanings['\t'] = kBlank;
  meanings['*'] = meanings['?'] = meanings['['] = kWild;
  meanings['('] = kParen;
  return meanings;
}

constexpr std::array<uint8_t, 256> kMeanings = make_meanings();

// Takes the next blank-separated word off `text`. Backslashes before a blank quote it: each pair of
// them is one backslash, an odd one joins the blank to the word; `buffer` holds the word when it
// had to change. `seen`: the meanings of its characters, perhaps of some more.
bool next_word(std::string_view& text, bool unescape, std::string& buffer, std::string_view& word,
               uint8_t& seen) {
  size_t at = 0;
  while (at < text.size() && may_stand_before(text[at])) ++at;
  text.remove_prefix(at);
  if (text.empty()) return false;
  seen = 0;
  at = 0;
  for (; at < text.size(); ++at) {
    const uint8_t meaning = kMeanings[static_cast<unsigned char>(text[at])];
    if (meaning == kBlank) break;
    seen |= meaning;
  }
  const bool escaped = unescape && at > 0 && text[at - 1] == '\\' && at < text.size();
  if (!escaped) {
    word = text.substr(0, at);
    text.remove_prefix(at);
    return true;
  }
  buffer.clear();
  seen = kWild | kParen;
  size_t start = 0;
  for (at = 0; at < text.size(); ++at) {
    if (!is_blank(text[at])) continue;
    size_t backslashes = 0;
    while (backslashes < at - start && text[at - 1 - backslashes] == '\\') ++backslashes;
    buffer.append(text.substr(start, at - start - backslashes));
    buffer.append(backslashes / 2, '\\');
    start = at;
    if (backslashes % 2 == 0) break;
  }
  if (at == text.size()) buffer.append(text.substr(start));
  word = buffer;
  text.remove_prefix(at);
  return true;
}

class NameSplitter {
 public:
  NameSplitter(const NameListContext& context, const NameListOptions& options)
      : context_(context), options_(options) {}

  // The next word's names, in `names_`; false at the end of `text`.
  bool next(std::string_view& text, std::vector<Symbol>& out) {
    std::string_view word;
    uint8_t seen = 0;
    if (!next_word(text, options_.unescape, buffer_, word, seen)) return false;
    if (options_.strip_dot_slash) word = strip_dot_slash(word);
    const bool may_be_archive = options_.split_archives && (seen & kParen) != 0;
    const size_t paren = may_be_archive ? word.find('(') : std::string_view::npos;
    if (paren == std::string_view::npos || paren == 0) {
      add(word, out, (seen & kWild) != 0);
    } else {
      add_members(std::string(word), paren, text, out);
    }
    return true;
  }

 private:
  // "lib.a(x" "y)" as words of their own, or "lib.a(x)": one name for each member.
  void add_members(std::string first, size_t paren, std::string_view& text,
                   std::vector<Symbol>& out) {
    const std::string archive = first.substr(0, paren + 1);
    if (first.back() == ')') {
      if (paren + 2 < first.size())
        add_member(archive, first.substr(paren + 1, first.size() - paren - 2), out);
      else
        add(first, out);
      return;
    }
    // A list of members needs its closing parenthesis; without one the word is an ordinary name.
    if (!closes(text)) {
      add(first, out);
      return;
    }
    if (paren + 1 < first.size()) add_member(archive, first.substr(paren + 1), out);
    std::string_view word;
    uint8_t seen = 0;
    while (next_word(text, options_.unescape, buffer_, word, seen)) {
      const bool last = word.back() == ')';
      if (last) word.remove_suffix(1);
      if (!word.empty()) add_member(archive, std::string(word), out);
      if (last) return;
    }
  }

  static bool closes(std::string_view text) {
    for (size_t at = 0; at < text.size(); ++at) {
      if (text[at] != ')') continue;
      if (at + 1 == text.size() || is_blank(text[at + 1])) return true;
    }
    return false;
  }

  // Of each archive that `archive`, "lib.a(", stands for. Whether it holds such a member is not
  // asked, but for a pattern.
  void add_member(const std::string& archive, const std::string& member, std::vector<Symbol>& out) {
    const std::string path = archive.substr(0, archive.size() - 1);
    std::vector<std::string> archives;
    if (options_.existing_only || (options_.glob && has_wildcard(path))) {
      glob(context_.files, path, archives);
      if (archives.empty() && options_.existing_only) return;
    }
    if (archives.empty()) archives.push_back(path);
    for (const std::string& one : archives) {
      if (options_.glob && has_wildcard(member) && add_matching(path, one, member, out)) continue;
      intern(one + "(" + member + ")", out);
    }
  }

  bool add_matching(const std::string& spelling, const std::string& archive,
                    const std::string& pattern, std::vector<Symbol>& out);

  void add(std::string_view word, std::vector<Symbol>& out, bool may_be_wild = true) {
    const bool tilde = options_.tilde && word[0] == '~';
    const bool wild =
        options_.glob && may_be_wild && word.find_first_of("*?[") != std::string_view::npos;
    if (!tilde && !wild && !options_.existing_only) {
      out.push_back(context_.symbols.intern(word));
      return;
    }
    std::string path(word);
    if (tilde) path = expand_tilde(path, context_.home);
    if (!wild && !options_.existing_only) {
      intern(path, out);
      return;
    }
    matches_.clear();
    if (glob(context_.files, path, matches_)) {
      for (const std::string& match : matches_) intern(match, out);
    } else if (!options_.existing_only) {
      intern(path, out);
    }
  }

  void intern(std::string_view name, std::vector<Symbol>& out) {
    out.push_back(context_.symbols.intern(name));
  }

  const NameListContext& context_;
  const NameListOptions& options_;
  std::string buffer_;
  std::vector<std::string> matches_;
};

// $(wildcard) gives the archive's name, as it is spelt, for each member that matches, as GNU make's
// does.
bool NameSplitter::add_matching(const std::string& spelling, const std::string& archive,
                                const std::string& pattern, std::vector<Symbol>& out) {
  std::vector<ArchiveMember> members;
  if (read_archive(context_.files, archive, members) != ArchiveError::kNone) return false;
  bool any = false;
  for (const ArchiveMember& member : members) {
    if (!wildcard_match(pattern, member.name)) continue;
    intern(options_.existing_only ? spelling : archive + "(" + member.name + ")", out);
    any = true;
  }
  return any;
}

}  // namespace

void parse_names(std::string_view text, const NameListContext& context,
                 const NameListOptions& options, std::vector<Symbol>& out) {
  NameSplitter splitter(context, options);
  if (out.empty()) out.reserve(kUsualNames);
  while (splitter.next(text, out)) {
  }
}

void parse_prerequisite_names(std::string_view text, const NameListContext& context,
                              const NameListOptions& options, std::vector<ParsedName>& out) {
  std::vector<Symbol> names;
  parse_names(text, context, options, names);
  bool wait = false;
  for (Symbol name : names) {
    if (context.symbols.text(name) == ".WAIT") {
      wait = true;
      continue;
    }
    out.push_back({name, wait});
    wait = false;
  }
}

std::string_view without_dot_slash(std::string_view name) {
  while (name.size() > 2 && name.starts_with("./")) {
    const size_t rest = name.find_first_not_of('/', 1);
    if (rest == std::string_view::npos) break;
    name.remove_prefix(rest);
  }
  return name;
}

}  // namespace umake
