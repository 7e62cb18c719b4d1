// Shared objects that makefiles load, and the functions these add (manual, "Loading Dynamic
// Objects"). The C interface they are written to is gnumake.h.
//
// Owned by Round, made when the first load directive is read; coordinator thread only. An object
// stays loaded until its own recipe starts, or the round ends.
#pragma once

#include <csetjmp>
#include <deque>
#include <string>
#include <string_view>

#include "base/location.h"
#include "base/status.h"
#include "base/switches.h"
#include "gnumake.h"
#include "graph/database.h"
#include "parser/evaluator.h"
#include "parser/expander.h"

namespace umake {

class Plugins {
 public:
  struct Dependencies {
    Expander& expander;
    Evaluator& evaluator;
    Database& database;
    Diagnostics& diagnostics;
    const Switches& switches;
  };
  explicit Plugins(const Dependencies& dependencies);
  ~Plugins();
  Plugins(const Plugins&) = delete;
  Plugins& operator=(const Plugins&) = delete;

  // One word of a load directive: FILE or FILE(SETUP). Nothing happens when it was loaded before.
  // `optional` (-load): not to find it is no error. What was loaded, or could not be, is a makefile
  // to be remade, unless its setup function forbids that.
  Status load(std::string_view word, bool optional, Location where);
  // The recipe of a target is about to run: if it makes a loaded object, that is closed first.
  void recipe_starts(TargetId target);
  // After the makefiles were remade, and none of them changed: objects whose recipe ran are loaded
  // again. GNU make knows no more than their file names by then: not SETUP, nor -load.
  Status load_again();

  // What gnumake.h offers. kFailed: an error was reported.
  Status add_function(const char* name, gmk_func_ptr body, unsigned min_arguments,
                      unsigned max_arguments, unsigned flags);
  Status expand(const char* text, char*& result);
  Status evaluate(const char* text, const gmk_floc* where);
  // Leaves the object's code that is being called, which has no other way to learn of an error.
  [[noreturn]] void escape();
  // The one that is calling an object, null when none is.
  static Plugins* calling();

 private:
  struct Object {
    std::string name;
    TargetId target;  // none: not to be remade
    Location where;   // of the load directive
    void* handle = nullptr;
    bool ready = false;  // its setup function was content
    bool stale = false;  // its recipe has started
  };
  struct AddedFunction {
    Plugins& owner;
    const Object* object;
    std::string name;
    gmk_func_ptr body;
  };

  static Status call_function(Expander& expander, FunctionArguments arguments, std::string& out,
                              void* data);
  // Calls `work(context)`, code of `object`, so that escape() ends it.
  Status call_out(const Object* object, void (*work)(void*), void* context);
  void flush_umake();
  static void flush_objects();
  Object& object_called(std::string_view name);
  Status open(Object& object, std::string_view word, std::string setup, bool optional);
  Status set_up(Object& object, std::string_view word, const std::string& setup, bool optional);
  void close(Object& object);
  void remake_as_makefile(Object& object);

  Dependencies needs_;
  std::deque<Object> objects_;           // stable addresses
  std::deque<AddedFunction> functions_;  // likewise: the expander points to them
  const Object* called_ = nullptr;       // whose code runs: the innermost
  std::jmp_buf* escape_ = nullptr;       // of that call
};

}  // namespace umake
