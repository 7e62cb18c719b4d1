// Rule lines: what stands left and right of the colon, target-specific variables, static patterns.
#include <cstring>

#include "base/messages.h"
#include "parser/evaluator_text.h"
#include "parser/target_variables.h"

namespace umake {

namespace {

bool begins_colon(std::string_view text) { return text.starts_with(':') || text.starts_with("&:"); }

// The length of the separator or assignment operator that `text` begins with, 0 when it begins with
// neither. Left of the colon "a=b" is three words.
size_t operator_length(std::string_view text) {
  if (text.starts_with("&:") || text.starts_with("+=") || text.starts_with("?=")) return 2;
  return text.starts_with(':') || text.starts_with('=') ? 1 : 0;
}

// The word `text` begins with: up to a blank or an unquoted operator outside of references.
size_t word_length(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '$') {
      at = end_of_reference(text, at);
    } else if (c == '\\' && at + 1 < text.size() && std::strchr(":;=\\", text[at + 1]) != nullptr) {
      at += 2;
    } else if (is_space(c) || operator_length(text.substr(at, 2)) != 0) {
      break;
    } else {
      ++at;
    }
  }
  return at;
}

// "\:" at or after `from` becomes ":"; returns where the first colon is that an even number of
// backslashes precedes (those stay), npos when there is none.
size_t unquote_to_colon(std::string& text, size_t from) {
  for (size_t at = text.find(':', from); at != std::string::npos; at = text.find(':', at + 1)) {
    size_t backslashes = 0;
    while (at - backslashes > 0 && text[at - backslashes - 1] == '\\') ++backslashes;
    if (backslashes % 2 == 0) return at;
    const size_t dropped = backslashes / 2 + 1;
    text.erase(at - dropped, dropped);
    at -= dropped;
  }
  return std::string::npos;
}

}  // namespace

void TextEvaluation::begin_rule() {
  rule_.clear();
  rule_.where = where_;
  rule_.prefix = state_.recipe_prefix;
}

Status TextEvaluation::evaluate_rule(std::string_view line) {
  TRY(flush_rule());
  RuleLine& rule_line = buffers_->line;
  rule_line.clear();
  std::string& text = rule_line.text;
  text = line;
  const size_t end = find_unquoted(text, 0, ";#", true);
  if (end != std::string::npos) {
    if (text[end] == ';') {
      rule_line.has_recipe = true;
      rule_line.recipe.assign(text, end + 1);
    }
    text.resize(end);
  }
  if (text.find('\n') != std::string::npos) {
    std::string folded;
    fold_continuations(text, state_.database.posix, folded);
    text.swap(folded);
  }
  rule_line.rest = skip_spaces(text);
  if (rule_line.rest.empty()) {
    if (!rule_line.has_recipe) return Status::kOk;
    return state_.diagnostics.fatal(where_, msg::kMissingRule);
  }
  if (begins_colon(rule_line.rest)) {
    // A rule without targets is accepted and ignored, as SunOS 4 make does.
    no_targets_ = true;
    return Status::kOk;
  }
  TRY(find_colon(rule_line));
  if (rule_line.colon == std::string::npos) return report_no_colon(rule_line, line);
  return finish_rule_line(rule_line);
}

// Expands words until one has a colon. A semicolon that an expansion brings begins the recipe,
// together with what of the line is not expanded yet.
Status TextEvaluation::find_colon(RuleLine& line) {
  std::string& expanded = line.expanded;
  for (;;) {
    const std::string_view rest = skip_spaces(line.rest);
    if (rest.empty()) {
      line.rest = rest;
      return Status::kOk;
    }
    if (!expanded.empty()) expanded += ' ';
    const size_t start = expanded.size();
    const size_t operator_size = operator_length(rest);
    if (operator_size != 0) {
      expanded.append(rest.substr(0, operator_size));
      line.rest = rest.substr(operator_size);
      if (expanded.back() != ':') continue;
      line.colon = expanded.size() - 1;
      return Status::kOk;
    }
    const std::string_view word = rest.substr(0, word_length(rest));
    line.rest = rest.substr(word.size());
    TRY(expand_to(word, expanded));
    if (!line.has_recipe && expanded.find(';', start) != std::string::npos) {
      const size_t semicolon = find_unquoted(expanded, start, ";", false);
      if (semicolon != std::string::npos) {
        line.has_recipe = true;
        line.recipe.assign(expanded, semicolon + 1);
        line.recipe_rest = line.rest;
        expanded.resize(semicolon);
        line.rest = {};
      }
    }
    if (expanded.find(':', start) == std::string::npos) continue;
    line.colon = find_unquoted(expanded, start, ":", false);
    if (line.colon == std::string::npos) continue;
    line.colon_from_expansion = true;
    return Status::kOk;
  }
}

// Nothing is fine: references that expand to nothing. Else the line is no statement.
Status TextEvaluation::report_no_colon(const RuleLine& rule_line, std::string_view line) {
  if (skip_spaces(rule_line.expanded).empty()) return Status::kOk;
  if (state_.recipe_prefix == '\t' && line.starts_with("        ")) {
    return state_.diagnostics.fatal(where_, msg::kMissingSeparatorTab);
  }
  const std::string_view text = skip_spaces(line);
  const auto begins = [&](std::string_view word) {
    return text.starts_with(word) && (text.size() == word.size() || !is_space(text[word.size()]));
  };
  if (begins("ifeq") || begins("ifneq")) {
    return state_.diagnostics.fatal(where_, msg::kMissingSeparatorIfeq);
  }
  return state_.diagnostics.fatal(where_, msg::kMissingSeparator);
}

Status TextEvaluation::finish_rule_line(RuleLine& line) {
  size_t targets_end = line.colon;
  if (targets_end > 0 && line.expanded[targets_end - 1] == '&') {
    line.grouped = true;
    --targets_end;
  }
  std::vector<Symbol>& targets = buffers_->targets;
  targets.clear();
  state_.recorder.parse_target_names(std::string_view(line.expanded).substr(0, targets_end),
                                     NameListOptions{}, targets);
  if (targets.empty()) {
    no_targets_ = true;
    return Status::kOk;
  }
  line.tail.assign(line.expanded, line.colon + 1);
  line.tail_expanded = line.tail.size();
  line.tail.append(line.rest);
  // One colon that an expansion brought and one that the line has are not a double colon.
  if (line.tail.starts_with(':') && (line.tail_expanded > 0 || !line.colon_from_expansion)) {
    line.double_colon = true;
    line.tail.erase(0, 1);
    if (line.tail_expanded > 0) --line.tail_expanded;
  }
  bool done = false;
  TRY(evaluate_target_variable(line, targets, done));
  if (done) return Status::kOk;

  begin_rule();
  TRY(expand_prerequisites(line));
  TRY(split_static_pattern(line));
  no_targets_ = false;
  Rule& rule = rule_;
  rule.targets.swap(targets);
  rule.grouped = line.grouped;
  rule.double_colon = line.double_colon;
  rule.prerequisites = trim_end(skip_spaces(line.tail));
  if (line.has_recipe) {
    rule.has_recipe = true;
    rule.recipe_line = where_.line;
    rule.recipe = line.recipe;
    rule.recipe += '\n';
  }
  for (Symbol target : rule.targets) state_.special.read(target);
  if (sets_default_goal_) state_.choose_default_goal(rule.targets);
  return Status::kOk;
}

Status TextEvaluation::evaluate_target_variable(RuleLine& line, const std::vector<Symbol>& targets,
                                                bool& done) {
  Modifiers modifiers;
  AssignmentText assignment;
  std::string_view body;
  if (!parse_definition_line(line.tail, true, modifiers, body, assignment)) return Status::kOk;
  done = true;
  // A semicolon in the value is part of it.
  std::string text(body);
  if (line.has_recipe) {
    text += ';';
    if (line.recipe.find('\n') != std::string::npos) {
      fold_continuations(line.recipe, state_.database.posix, text);
    } else {
      text += line.recipe;
    }
    text += line.recipe_rest;
  }
  parse_assignment(text, assignment);
  return assign_target_variables(targets, modifiers, assignment);
}

Status TextEvaluation::assign_target_variables(const std::vector<Symbol>& targets,
                                               const Modifiers& modifiers,
                                               const AssignmentText& text) {
  TargetAssignment assignment;
  assignment.name = text.name;
  assignment.assignment = text.assignment;
  assignment.value = text.value;
  assignment.origin = modifiers.is_override ? Origin::kOverride : Origin::kFile;
  if (modifiers.is_export) assignment.export_state = ExportState::kExport;
  if (modifiers.is_unexport) assignment.export_state = ExportState::kNoExport;
  assignment.is_private = modifiers.is_private;
  assignment.where = where_;
  for (Symbol target : targets) {
    std::string pattern(state_.database.symbols.text(target));
    const size_t percent = find_percent(pattern);
    if (percent != std::string::npos) {
      TRY(assign_pattern_variable(state_.expander, pattern, percent, assignment));
    } else {
      const Symbol unquoted = state_.database.symbols.intern(pattern);
      TRY(assign_target_variable(state_.expander, state_.database.targets.enter(unquoted),
                                 assignment));
    }
  }
  return Status::kOk;
}

// Makes `tail` the expanded prerequisites; a semicolon that the expansion brings begins the recipe.
Status TextEvaluation::expand_prerequisites(RuleLine& line) {
  // The rest of the line is expanded as prerequisites would have been, and once more with the
  // recipe.
  if (!line.recipe_rest.empty()) TRY(expand_to(line.recipe_rest, line.recipe));
  if (line.tail_expanded < line.tail.size()) {
    std::string& rest = line.prerequisites;
    rest.assign(line.tail, line.tail_expanded);
    // "\=" kept a prerequisite list from being an assignment.
    if (rest.find('=') != std::string::npos) find_unquoted(rest, 0, "=", false);
    line.tail.resize(line.tail_expanded);
    TRY(expand_to(rest, line.tail));
  }
  if (line.has_recipe || line.tail.find(';') == std::string::npos) return Status::kOk;
  const size_t semicolon = find_unquoted(line.tail, 0, ";", false);
  if (semicolon == std::string::npos) return Status::kOk;
  line.has_recipe = true;
  line.recipe.assign(line.tail, semicolon + 1);
  line.tail.resize(semicolon);
  return Status::kOk;
}

// "TARGETS: PATTERN: PREREQUISITES" (manual, "Static Pattern Rules"). "\:" in what follows becomes
// ":".
Status TextEvaluation::split_static_pattern(RuleLine& line) {
  if (line.tail.find(':') == std::string::npos) return Status::kOk;
  const size_t colon = unquote_to_colon(line.tail, 0);
  if (colon == std::string::npos) return Status::kOk;
  NameListOptions options;
  options.glob = false;
  std::vector<Symbol> patterns;
  state_.recorder.parse_target_names(std::string_view(line.tail).substr(0, colon), options,
                                     patterns);
  if (patterns.empty()) return state_.diagnostics.fatal(where_, msg::kMissingTargetPattern);
  if (patterns.size() > 1) return state_.diagnostics.fatal(where_, msg::kMultipleTargetPatterns);
  rule_.pattern = state_.database.symbols.text(patterns[0]);
  rule_.percent = find_percent(rule_.pattern);
  if (rule_.percent == std::string::npos) {
    return state_.diagnostics.fatal(where_, msg::kTargetPatternNoPercent);
  }
  rule_.is_static = true;
  line.tail.erase(0, colon + 1);
  size_t from = 0;
  while (from != std::string::npos) {
    from = unquote_to_colon(line.tail, from);
    if (from != std::string::npos) ++from;
  }
  return Status::kOk;
}

}  // namespace umake
