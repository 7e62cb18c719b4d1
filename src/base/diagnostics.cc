#include "base/diagnostics.h"

namespace umake {

Diagnostics::Diagnostics(Output& output, const SymbolTable& symbols, std::string program, unsigned level)
    : output_(output), symbols_(symbols), prefix_(std::move(program)) {
  if (level > 0) prefix_ += fmt::format("[{}]", level);
}

std::string Diagnostics::prefix(Location where) const {
  if (where) return fmt::format("{}:{}: ", symbols_.text(where.file), where.line);
  return prefix_ + ": ";
}

void Diagnostics::message(std::string_view text) {
  output_.out(fmt::format("{}: {}\n", prefix_, text));
}

void Diagnostics::error(Location where, std::string_view text) {
  output_.err(fmt::format("{}{}\n", prefix(where), text));
}

Status Diagnostics::fatal(Location where, std::string_view text) {
  output_.err(fmt::format("{}*** {}.  Stop.\n", prefix(where), text));
  return Status::kFailed;
}

}  // namespace umake
