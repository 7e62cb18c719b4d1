#include "help.h"

#include <fmt/format.h>

#include "personality.h"
#include "switch_table.h"
#include "version.h"

namespace umake {
namespace {

constexpr size_t kColumn = 30;  // where the texts begin

void add_row(uint8_t index, std::string& out) {
  std::string usage = "  " + switch_usage(index);
  // Two blanks at least before the text, or it goes to a line of its own.
  if (usage.size() > kColumn - 2) {
    out += usage;
    out += '\n';
    usage.clear();
  }
  usage.resize(kColumn, ' ');
  out += usage;
  out += switch_rows()[index].help;
  out += '\n';
}

}  // namespace

std::string help_text(std::string_view program) {
  std::string out = fmt::format("Usage: {} [options] [target] ...\nOptions:\n", program);
  bool own_section = false;
  for (const uint8_t index : switch_help_order()) {
    const bool own = switch_rows()[index].has(SwitchRow::kOwn);
    // Called make, it shows what GNU make shows.
    if (own && is_make_personality(program.substr(program.rfind('/') + 1))) continue;
    if (own && !own_section) {
      own_section = true;
      out += "\numake's own options:\n";
    }
    add_row(index, out);
  }
  out += fmt::format("\nThis program built for {}\nReport bugs to {}\n", kMakeHost, kBugReports);
  return out;
}

}  // namespace umake
