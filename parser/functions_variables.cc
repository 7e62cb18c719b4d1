// Functions that ask about variables, print, and reach outside: value, origin, flavor, error,
// warning, info, shell, file (manual, "The value Function" to "The shell Function", "The file
// Function").
#include <cerrno>
#include <system_error>

#include "base/messages.h"
#include "parser/functions.h"
#include "parser/scratch.h"
#include "parser/words.h"

namespace umake {

namespace {

// The variable that a function's argument names, or null.
Variable* named(Expander& expander, std::string_view name) {
  const Symbol symbol = expander.symbols().find(name);
  return symbol ? expander.find(symbol) : nullptr;
}

Status value(Expander& expander, FunctionArguments arguments, std::string& out, void*) {
  Variable* variable = named(expander, arguments[0]);
  if (variable == nullptr) return Status::kOk;
  if (variable->compute != nullptr) return expander.expand_variable(*variable, out);
  out += variable->value;
  return Status::kOk;
}

std::string_view origin_text(Origin origin) {
  constexpr std::string_view kTexts[] = {
      "default",      "environment", "file",      "environment override",
      "command line", "override",    "automatic", "undefined"};
  return kTexts[static_cast<size_t>(origin)];
}

Status origin(Expander& expander, FunctionArguments arguments, std::string& out, void*) {
  const Variable* variable = named(expander, arguments[0]);
  out += origin_text(variable == nullptr ? Origin::kUndefined : variable->origin);
  return Status::kOk;
}

Status flavor(Expander& expander, FunctionArguments arguments, std::string& out, void*) {
  const Variable* variable = named(expander, arguments[0]);
  out += variable == nullptr ? "undefined" : variable->recursive ? "recursive" : "simple";
  return Status::kOk;
}

Status error(Expander& expander, FunctionArguments arguments, std::string&, void*) {
  return expander.diagnostics().fatal(expander.where(), arguments[0]);
}

Status warning(Expander& expander, FunctionArguments arguments, std::string&, void*) {
  expander.diagnostics().warning(expander.where(), arguments[0]);
  return Status::kOk;
}

Status info(Expander& expander, FunctionArguments arguments, std::string&, void*) {
  BufferLease line(expander.scratch());
  line.text() += arguments[0];
  line.text() += '\n';
  expander.diagnostics().plain(line.text());
  return Status::kOk;
}

Status shell(Expander& expander, FunctionArguments arguments, std::string& out, void*) {
  const size_t start = out.size();
  TRY(expander.run_shell(arguments[0], out));
  fold_lines(out, start, TrailingLines::kDropAll);
  return Status::kOk;
}

Status file_error(Expander& expander, fmt::string_view format, std::string_view name, int error) {
  return expander.diagnostics().fatal(
      expander.where(),
      fmt::format(fmt::runtime(format), name, std::generic_category().message(error)));
}

Status read_file(Expander& expander, const std::string& name, std::string& out) {
  const size_t start = out.size();
  const int error = expander.files().read(name.c_str(), out);
  if (error == ENOENT) return Status::kOk;
  if (error == EISDIR) return file_error(expander, msg::kFileReadFailed, name, error);
  if (error != 0) return file_error(expander, msg::kFileOpenFailed, name, error);
  if (out.size() > start && out.back() == '\n') out.pop_back();
  return Status::kOk;
}

// file: >NAME, >>NAME or <NAME, and for the first two a text, which gets a line end when it has
// none.
Status file(Expander& expander, FunctionArguments arguments, std::string& out, void*) {
  Diagnostics& diagnostics = expander.diagnostics();
  const std::string_view operation = arguments[0];
  const bool reads = operation.starts_with('<');
  const bool appends = operation.starts_with(">>");
  if (!reads && !operation.starts_with('>')) {
    return diagnostics.fatal(expander.error_where(),
                             fmt::format(msg::kFileInvalidOperation, operation));
  }
  size_t position = appends ? 2 : 1;
  const std::string name(next_word(operation, position));
  if (name.empty()) return diagnostics.fatal(expander.error_where(), msg::kFileMissingName);
  if (reads) {
    if (arguments.size() > 1) {
      return diagnostics.fatal(expander.error_where(), msg::kFileTooManyArguments);
    }
    return read_file(expander, name, out);
  }
  BufferLease text(expander.scratch());
  if (arguments.size() > 1) {
    text.text() += arguments[1];
    if (!arguments[1].ends_with('\n')) text.text() += '\n';
  }
  ++expander.database().function_acts;
  const int error = expander.files().write(name.c_str(), text.text(), appends);
  return error == 0 ? Status::kOk : file_error(expander, msg::kFileOpenFailed, name, error);
}

constexpr Function kFunctions[] = {
    {.name = "error", .min_arguments = 0, .max_arguments = 1, .body = error},
    {.name = "file", .min_arguments = 1, .max_arguments = 2, .body = file},
    {.name = "flavor", .min_arguments = 0, .max_arguments = 1, .body = flavor},
    {.name = "info", .min_arguments = 0, .max_arguments = 1, .body = info},
    {.name = "origin", .min_arguments = 0, .max_arguments = 1, .body = origin},
    {.name = "shell", .min_arguments = 0, .max_arguments = 1, .body = shell},
    {.name = "value", .min_arguments = 0, .max_arguments = 1, .body = value},
    {.name = "warning", .min_arguments = 0, .max_arguments = 1, .body = warning},
};

}  // namespace

std::span<const Function> variable_functions() { return kFunctions; }

}  // namespace umake
