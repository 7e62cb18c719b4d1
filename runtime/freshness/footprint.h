// What a recipe was seen to use and make, in the names that records use: an observer's trace sorted
// into inputs, outputs and passing files. Plain values; made on the coordinator thread.
#pragma once

#include <functional>
#include <vector>

#include "base/symbol.h"
#include "runtime/cache/action.h"
#include "runtime/freshness/places.h"
#include "runtime/observe/observer.h"

namespace umake {

struct Footprint {
  struct Input {
    Symbol name;
    InputKind kind = InputKind::kContent;
    bool system = false;     // counts in ultra mode and for the action cache only (rule 6)
    bool rewritten = false;  // the recipe also wrote it: its state afterwards counts (rule 7)
  };
  std::vector<Input> inputs;    // files, each once for each kind
  std::vector<Symbol> outputs;  // what it wrote and left behind
  std::vector<Symbol> beside;   // of these, those that it made anew as a whole; none of its targets
  std::vector<Symbol> removed;  // what was there before it, and is no longer
  std::vector<Symbol> touched;  // every path it changed: what was known of these no longer holds
  // What it made after it had found that it was not there.
  std::vector<Symbol> absent_before;
  std::vector<Symbol> there_before;  // of `removed`, what it had asked about before
  // What else of the project it used and was told the permissions of: a copy has them too.
  std::vector<Symbol> permissions;
  // Files of its own that it looked at and did not change. (A directory is none: it may have the
  // name of a phony target.)
  std::vector<Symbol> left_alone;
  bool reads_itself = false;  // its result depends on what its own target held before
  // It changed a part of what was there (a log), or what it made depends on what lay in a directory
  // that it replaced.
  bool adds = false;
  bool outside = false;  // it left files outside of the project behind
};

// `own`: whether the name is one of the recipe's own targets. What it reads of these is no input:
// their state is in the record anyway.
struct FootprintQuestions {
  std::function<bool(Symbol)> own;
  // After the recipe.
  std::function<bool(Symbol)> exists;
  std::function<bool(Symbol)> is_there;  // the same, or a link that leads nowhere
  std::function<bool(Symbol)> is_directory;
  // Whether a program that asks for a file's status may go by its time.
  bool times_count = true;
};
Footprint footprint_of(const Trace& trace, SymbolTable& symbols, Places& places,
                       const FootprintQuestions& ask);

}  // namespace umake
