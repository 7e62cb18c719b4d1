// The way for plain rules: "out/x.o: src/x.c inc/a.h \" and its like, names and one colon and
// nothing that would have to be expanded, unquoted or matched. Most bytes of a large build's
// makefiles are depfiles of such rules, so they go from the file's bytes straight to interned
// names.
#include <array>

#include "parser/evaluator_text.h"

namespace umake {

namespace {

enum class Class : uint8_t { kOther, kName, kBlank, kNewline, kColon, kBackslash };

constexpr std::array<Class, 256> make_classes() {
  std::array<Class, 256> classes{};
  for (int c = '!'; c < 256; ++c) classes[static_cast<size_t>(c)] = Class::kName;
  for (char c : std::string_view("$%;=#|&()~*?[]\x7f")) {
    classes[static_cast<unsigned char>(c)] = Class::kOther;
  }
  classes[' '] = classes['\t'] = Class::kBlank;
  classes['\n'] = Class::kNewline;
  classes[':'] = Class::kColon;
  classes['\\'] = Class::kBackslash;
  return classes;
}

constexpr std::array<Class, 256> kClasses = make_classes();

Class class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

// One rule taken off the front of `text`.
class PlainRule {
 public:
  PlainRule(std::string_view text, SymbolTable& symbols) : text_(text), symbols_(symbols) {}

  // False when the line is anything but a plain rule; nothing has happened then.
  bool parse(std::vector<Symbol>& targets, std::vector<Symbol>& names) {
    if (!parse_targets(targets) || targets.empty()) return false;
    return parse_names(names);
  }
  size_t used() const { return at_; }
  uint32_t lines() const { return lines_; }

 private:
  std::string_view take_name() {
    const size_t begin = at_;
    while (at_ < text_.size() && class_of(text_[at_]) == Class::kName) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  // Whether an assignment's operator comes next, or what else no plain rule has there.
  bool at_assignment() const {
    size_t at = at_;
    while (at < text_.size() && class_of(text_[at]) == Class::kBlank) ++at;
    if (at == text_.size()) return false;
    if (class_of(text_[at]) == Class::kOther) return true;
    return text_[at] == ':' && at + 1 < text_.size() &&
           (text_[at + 1] == '=' || text_[at + 1] == ':');
  }

  // Takes a backslash-newline.
  bool take_continuation() {
    if (at_ + 1 >= text_.size() || text_[at_ + 1] != '\n') return false;
    // At the end of the text the backslash stays part of the line.
    if (at_ + 2 >= text_.size()) return false;
    at_ += 2;
    ++lines_;
    return true;
  }

  Symbol intern(std::string_view name) {
    while (name.size() > 2 && name[0] == '.' && name[1] == '/') {
      const size_t start = name.find_first_not_of('/', 1);
      if (start == std::string_view::npos) return symbols_.intern("./");
      name.remove_prefix(start);
    }
    return symbols_.intern(name);
  }

  bool parse_targets(std::vector<Symbol>& targets) {
    while (at_ < text_.size()) {
      switch (class_of(text_[at_])) {
        case Class::kBlank:
          ++at_;
          break;
        case Class::kColon:
          ++at_;
          return at_ == text_.size() || text_[at_] != ':';
        case Class::kBackslash:
          if (!take_continuation()) return false;
          break;
        case Class::kName: {
          const std::string_view name = take_name();
          // Special targets and suffix rules begin with a dot.
          if (name[0] == '.' && (name.size() < 2 || (name[1] != '/' && name[1] != '.')))
            return false;
          if (targets.empty() && name.size() <= kLongestDirective &&
              directive_of(name) != Directive::kNone)
            return false;
          // Before the name is interned in vain.
          if (targets.empty() && at_assignment()) return false;
          targets.push_back(intern(name));
          break;
        }
        default:
          return false;
      }
    }
    return false;
  }

  bool parse_names(std::vector<Symbol>& names) {
    while (at_ < text_.size()) {
      switch (class_of(text_[at_])) {
        case Class::kBlank:
          ++at_;
          break;
        case Class::kNewline:
          ++at_;
          ++lines_;
          return true;
        case Class::kBackslash:
          if (!take_continuation()) return false;
          break;
        case Class::kName: {
          const std::string_view name = take_name();
          if (name == ".WAIT") return false;
          names.push_back(intern(name));
          break;
        }
        default:
          return false;
      }
    }
    ++lines_;
    return true;
  }

  std::string_view text_;
  SymbolTable& symbols_;
  size_t at_ = 0;
  uint32_t lines_ = 0;
};

}  // namespace

Status TextEvaluation::take_plain_rules() {
  if (conditionals_.ignoring() || in_ignored_define_) return Status::kOk;
  std::vector<Symbol>& targets = buffers_->targets;
  std::vector<Symbol>& names = buffers_->names;
  for (;;) {
    const std::string_view rest = reader_.rest();
    if (rest.empty() || class_of(rest[0]) != Class::kName || rest[0] == state_.recipe_prefix) {
      return Status::kOk;
    }
    targets.clear();
    names.clear();
    PlainRule rule(rest, state_.database.symbols);
    if (!rule.parse(targets, names)) return Status::kOk;
    where_.line = reader_.next_line_number();
    TRY(flush_rule());
    begin_rule();
    rule_.parsed = true;
    rule_.targets.swap(targets);
    rule_.names.swap(names);
    no_targets_ = false;
    reader_.skip(rule.used(), rule.lines());
    if (sets_default_goal_) state_.choose_default_goal(rule_.targets);
  }
}

}  // namespace umake
