#include "base/diagnostics.h"

namespace umake {

Diagnostics::Diagnostics(Output& output, const SymbolTable& symbols, std::string program, unsigned level)
    : output_(output), symbols_(symbols), name_(std::move(program)) {
  set_level(level);
}

void Diagnostics::set_level(unsigned level) {
  prefix_ = level > 0 ? fmt::format("{}[{}]", name_, level) : name_;
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
