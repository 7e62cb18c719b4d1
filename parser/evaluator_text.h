// The evaluation of one text: a makefile, or what $(eval) or --eval gives. Private to the
// evaluator's files.
//
// Lines are looked at in this order: a recipe line of the rule before it, an assignment, a
// conditional, another directive, and what is left is a rule. Lines of plain rules, as compilers
// write them to depfiles, take a way of their own that makes no copies.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "parser/conditionals.h"
#include "parser/evaluator_state.h"
#include "parser/reader.h"
#include "parser/statement.h"

namespace umake {

class TextEvaluation {
 public:
  // `where` is the place of the first line.
  TextEvaluation(EvaluatorState& state, std::string_view text, Location where,
                 LineReader::Numbering numbering, bool sets_default_goal);
  ~TextEvaluation();
  TextEvaluation(const TextEvaluation&) = delete;
  TextEvaluation& operator=(const TextEvaluation&) = delete;

  Status run();

 private:
  // evaluator_text.cc: statements.
  Status evaluate_line(std::string_view line);
  // `line` folded, without its comment; a view of it or of a buffer.
  std::string_view clean(std::string_view line);
  bool take_recipe_line(std::string_view line);
  Status evaluate_definition(const Modifiers& modifiers, std::string_view body,
                             const AssignmentText& assignment);
  // An assignment whose name is expanded.
  Status define_variable(std::string_view name, Assignment assignment, std::string_view value,
                         Origin origin, Location where, const Modifiers& modifiers);
  Status evaluate_undefine(std::string_view body, Origin origin);
  Status evaluate_define(const Modifiers& modifiers, std::string_view body, Origin origin);
  Status read_define_body(std::string& value, Location& where);
  Status evaluate_directive(Directive directive, std::string_view arguments);
  Status evaluate_export(bool exported, std::string_view arguments);
  Status evaluate_vpath(std::string_view arguments);
  Status expand_names(std::string_view arguments, std::vector<Symbol>& names);
  Status evaluate_include(bool optional, std::string_view arguments);
  Status evaluate_load(bool optional, std::string_view arguments);
  Status flush_rule();
  Status expand_to(std::string_view text, std::string& out);

  // evaluator_rules.cc: rule lines.
  Status evaluate_rule(std::string_view line);
  Status find_colon(RuleLine& rule_line);
  Status report_no_colon(const RuleLine& rule_line, std::string_view line);
  Status evaluate_target_variable(RuleLine& rule_line, const std::vector<Symbol>& targets,
                                  bool& done);
  Status assign_target_variables(const std::vector<Symbol>& targets, const Modifiers& modifiers,
                                 const AssignmentText& assignment);
  Status expand_prerequisites(RuleLine& rule_line);
  Status split_static_pattern(RuleLine& rule_line);
  Status finish_rule_line(RuleLine& rule_line);
  void begin_rule();

  // evaluator_plain_rules.cc: the way for plain rules.
  // Takes plain rules off the text until something else comes.
  Status take_plain_rules();

  EvaluatorState& state_;
  LineReader reader_;
  Location where_;
  bool sets_default_goal_;
  Conditionals conditionals_;
  bool in_ignored_define_ = false;
  bool no_targets_ = false;  // the last rule line had no targets: its recipe is skipped
  std::unique_ptr<EvaluationBuffers> buffers_;
  Rule& rule_;  // in them
};

}  // namespace umake
