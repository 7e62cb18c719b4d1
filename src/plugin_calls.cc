// Calls between umake and loaded objects, in both directions.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/messages.h"
#include "parser/functions.h"
#include "plugins.h"

namespace umake {

namespace {

constexpr unsigned kMostArguments = 255;
constexpr size_t kLongestName = 255;

// The functions of gnumake.h have no argument that says for whom they act, so this is the one place
// that does. It is null unless an object is being called.
Plugins* calling_now = nullptr;

}  // namespace

Plugins* Plugins::calling() { return calling_now; }

// setjmp stands in a function without objects to destroy: what longjmp leaves is only foreign code.
Status Plugins::call_out(const Object* object, void (*work)(void*), void* context) {
  std::jmp_buf escape;
  std::jmp_buf* const outer_escape = escape_;
  const Object* const outer_object = called_;
  Plugins* const outer_calling = calling_now;
  flush_umake();
  Status status = Status::kFailed;
  if (setjmp(escape) == 0) {
    escape_ = &escape;
    called_ = object;
    calling_now = this;
    work(context);
    status = Status::kOk;
  }
  escape_ = outer_escape;
  called_ = outer_object;
  calling_now = outer_calling;
  flush_objects();
  return status;
}

// Both sides write to the same descriptors, each through a buffer of its own.
void Plugins::flush_umake() { needs_.diagnostics.output().flush(); }
void Plugins::flush_objects() { std::fflush(stdout); }

void Plugins::escape() { std::longjmp(*escape_, 1); }

Status Plugins::call_function(Expander& expander, FunctionArguments arguments, std::string& out,
                              void* data) {
  const Expander::ForeignCall foreign(expander);
  struct Call {
    const AddedFunction& function;
    std::vector<char*> arguments;
    char* result;
  };
  const AddedFunction& function = *static_cast<const AddedFunction*>(data);
  if (function.object->handle == nullptr) {
    return function.owner.needs_.diagnostics.fatal(
        function.owner.needs_.expander.where(),
        fmt::format(msg::kFunctionUnloaded, function.name, function.object->name));
  }
  std::string text;
  for (const std::string_view argument : arguments) text.append(argument).push_back('\0');
  Call call{function, {}, nullptr};
  size_t at = 0;
  for (const std::string_view argument : arguments) {
    call.arguments.push_back(text.data() + at);
    at += argument.size() + 1;
  }
  call.arguments.push_back(nullptr);
  const auto run = [](void* context) {
    Call& now = *static_cast<Call*>(context);
    now.result =
        now.function.body(now.function.name.c_str(),
                          static_cast<unsigned>(now.arguments.size() - 1), now.arguments.data());
  };
  TRY(function.owner.call_out(function.object, run, &call));
  if (call.result != nullptr) out += call.result;
  std::free(call.result);
  return Status::kOk;
}

Status Plugins::add_function(const char* name, gmk_func_ptr body, unsigned min_arguments,
                             unsigned max_arguments, unsigned flags) {
  Diagnostics& diagnostics = needs_.diagnostics;
  const Location where = needs_.expander.where();
  const std::string_view text = name;
  if (text.empty()) return diagnostics.fatal(where, msg::kFunctionNameEmpty);
  bool valid = text[0] != '.';
  for (const char c : text) valid &= FunctionTable::is_name_character(c);
  if (!valid) return diagnostics.fatal(where, fmt::format(msg::kFunctionNameInvalid, text));
  if (text.size() > kLongestName) {
    return diagnostics.fatal(where, fmt::format(msg::kFunctionNameLong, text));
  }
  if (min_arguments > kMostArguments) {
    return diagnostics.fatal(where, fmt::format(msg::kFunctionMinimum, min_arguments, text));
  }
  if (max_arguments > kMostArguments || (max_arguments != 0 && max_arguments < min_arguments)) {
    return diagnostics.fatal(where, fmt::format(msg::kFunctionMaximum, max_arguments, text));
  }
  AddedFunction& function =
      functions_.emplace_back(AddedFunction{*this, called_, std::string(text), body});
  if (!needs_.expander.add_function(function.name, min_arguments, max_arguments,
                                    (flags & GMK_FUNC_NOEXPAND) == 0, call_function, &function)) {
    return diagnostics.fatal(where, fmt::format(msg::kFunctionBuiltIn, text));
  }
  return Status::kOk;
}

Status Plugins::expand(const char* text, char*& result) {
  flush_objects();
  std::string out;
  TRY(needs_.expander.expand(text, out));
  flush_umake();
  result = gmk_alloc(static_cast<unsigned>(out.size() + 1));
  std::memcpy(result, out.c_str(), out.size() + 1);
  return Status::kOk;
}

Status Plugins::evaluate(const char* text, const gmk_floc* where) {
  Expander& expander = needs_.expander;
  const Location outer = expander.where();
  Location place = outer;
  if (where != nullptr) {
    place = {needs_.database.symbols.intern(where->filenm != nullptr ? where->filenm : ""),
             static_cast<uint32_t>(where->lineno)};
  }
  flush_objects();
  const Status status = needs_.evaluator.evaluate_text(text, place);
  flush_umake();
  expander.set_where(outer);
  return status;
}

}  // namespace umake

using umake::Plugins;
using umake::Status;

extern "C" {

#define UMAKE_EXPORT __attribute__((visibility("default"), used))

UMAKE_EXPORT char* gmk_alloc(unsigned bytes) {
  void* const memory = std::malloc(bytes != 0 ? bytes : 1);
  if (memory == nullptr) std::abort();
  return static_cast<char*>(memory);
}

UMAKE_EXPORT void gmk_free(char* memory) { std::free(memory); }

UMAKE_EXPORT char* gmk_expand(const char* text) {
  Plugins* const plugins = Plugins::calling();
  if (plugins == nullptr) return nullptr;
  char* result = nullptr;
  if (plugins->expand(text, result) == Status::kFailed) plugins->escape();
  return result;
}

UMAKE_EXPORT void gmk_eval(const char* text, const gmk_floc* where) {
  Plugins* const plugins = Plugins::calling();
  if (plugins == nullptr) return;
  if (plugins->evaluate(text, where) == Status::kFailed) plugins->escape();
}

UMAKE_EXPORT void gmk_add_function(const char* name, gmk_func_ptr func, unsigned min_args,
                                   unsigned max_args, unsigned flags) {
  Plugins* const plugins = Plugins::calling();
  if (plugins == nullptr) return;
  if (plugins->add_function(name, func, min_args, max_args, flags) == Status::kFailed) {
    plugins->escape();
  }
}

}  // extern "C"
