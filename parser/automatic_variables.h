// The automatic variables $@ $% $* $< $? $^ $+ $| of the target whose recipe or prerequisites are
// being expanded (manual, "Automatic Variables"). They are computed only when referenced, from the
// target as it stands.
//
// One set serves all targets: bind() points it at a target and puts it in front of that target's
// scopes. Coordinator thread only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/database.h"
#include "parser/expander.h"
#include "parser/variables.h"

namespace umake {

// Defines $(@D), $(@F) and the like for the seven that have them: ordinary global recursive
// variables of origin "automatic", as $(value @D) shows.
void define_automatic_variables(Variables& variables);

// Names and values, in the order in which GNU make defines them.
using AutomaticValues = std::vector<std::pair<std::string_view, std::string>>;

class AutomaticVariables {
 public:
  AutomaticVariables(SymbolTable& symbols, Database& database);

  // What the variables tell of.
  struct Subject {
    TargetId target;        // none: a file that is no target (yet)
    Symbol name;            // $@ and $%
    std::string_view stem;  // $*, when has_stem; else the name without its suffix
    bool has_stem = false;
  };
  // The scope that has the variables of `subject` and inherits from `parent`; the subject is kept
  // until the next bind(). `hides_private`: `parent` is not the target's own scope.
  VariableScope* bind(const Subject& subject, VariableScope* parent, bool hides_private);
  // The subject a target stands for by itself.
  Subject subject_of(TargetId target) const;
  // All of them, for the subject of the last bind().
  AutomaticValues values();
  // What $* is for `subject`.
  std::string_view stem_of(const Subject& subject) const;

 private:
  using Compute = void (AutomaticVariables::*)(std::string& out);
  struct Entry;
  static const Entry kEntries[];
  static Status compute(Expander& expander, const Variable& variable, void* context,
                        std::string& out);

  void target_name(std::string& out);          // $@
  void member_name(std::string& out);          // $%
  void stem(std::string& out);                 // $*
  void first_prerequisite(std::string& out);   // $<
  void newer_prerequisites(std::string& out);  // $?
  void prerequisites(std::string& out);        // $^
  void all_prerequisites(std::string& out);    // $+
  void order_only(std::string& out);           // $|

  enum class Duplicates : uint8_t { kKeep, kDrop };
  template <typename Wanted>
  void list(std::string& out, Duplicates duplicates, Wanted wanted);
  bool first_sight(TargetId target);
  bool is_normal(const Prerequisite& prerequisite) const;
  void begin_listing();

  SymbolTable& symbols_;
  Database& database_;
  Subject subject_;
  VariableScope scope_;
  std::vector<uint32_t> seen_;  // by target: the listing it was last seen in
  uint32_t listing_ = 0;
};

}  // namespace umake
