#include "report/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/messages.h"

namespace umake {

namespace {

using Kind = AuditFinding::Kind;

// How many bytes the UTF-8 character at the start of `text` has; 0: it is none.
size_t character_size(std::string_view text) {
  const auto byte = [&](size_t at) { return static_cast<unsigned char>(text[at]); };
  size_t size = 0;
  if (byte(0) < 0x80) return 1;
  if (byte(0) >= 0xc2 && byte(0) <= 0xdf) size = 2;
  if ((byte(0) & 0xf0) == 0xe0) size = 3;
  if (byte(0) >= 0xf0 && byte(0) <= 0xf4) size = 4;
  if (size == 0 || text.size() < size) return 0;
  for (size_t at = 1; at < size; ++at) {
    if ((byte(at) & 0xc0) != 0x80) return 0;
  }
  // Longer than needed, a surrogate, or beyond the last character.
  const bool wrong = (byte(0) == 0xe0 && byte(1) < 0xa0) || (byte(0) == 0xed && byte(1) > 0x9f) ||
                     (byte(0) == 0xf0 && byte(1) < 0x90) || (byte(0) == 0xf4 && byte(1) > 0x8f);
  return wrong ? 0 : size;
}

struct Line {
  std::string_view makefile;
  uint32_t line = 0;
  std::string_view target;
  Kind kind = Kind::kInput;
  std::string_view path;
  std::string_view maker;

  auto key() const { return std::tie(makefile, line, target, kind, path); }
  bool operator<(const Line& other) const { return key() < other.key(); }
  bool operator==(const Line& other) const { return key() == other.key(); }
};

Line line_of(const Database& database, const AuditFinding& finding) {
  const auto name = [&](TargetId id) {
    return id ? database.symbols.text(database.targets[id].name) : std::string_view();
  };
  Line line;
  const Recipe* recipe = database.targets[finding.target].recipe;
  if (recipe != nullptr && recipe->where) {
    line.makefile = database.symbols.text(recipe->where.file);
    line.line = recipe->where.line;
  }
  line.target = name(finding.target);
  line.kind = finding.kind;
  line.path = finding.path;
  line.maker = name(finding.maker);
  return line;
}

std::string as_text(const Line& line, std::string_view program) {
  const std::string place = line.makefile.empty()
                                ? std::string(msg::kBuiltinPlace)
                                : fmt::format("{}:{}", line.makefile, line.line);
  const auto text = [&](auto format) {
    return fmt::format("{}: {}: {}\n", program, place,
                       fmt::format(format, line.target, line.path));
  };
  switch (line.kind) {
    case Kind::kInput:
      return text(FMT_STRING(msg::kAuditInput));
    case Kind::kEdge:
      return text(FMT_STRING(msg::kAuditEdge));
    case Kind::kOutput:
      return text(FMT_STRING(msg::kAuditOutput));
  }
  return {};
}

std::string as_json(const Line& line) {
  constexpr const char* kNames[] = {"input", "edge", "output"};
  std::string out = fmt::format(
      R"({{"makefile":{},"line":{},"target":{},"kind":"{}","path":{})",
      json_string(line.makefile), line.line, json_string(line.target),
      kNames[static_cast<size_t>(line.kind)], json_string(line.path));
  if (line.kind == Kind::kEdge) out += fmt::format(R"(,"maker":{})", json_string(line.maker));
  return out + "}\n";
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const size_t size = character_size(text);
    const char first = text.front();
    if (size == 0) {
      out += "\\ufffd";
    } else if (first == '"' || first == '\\') {
      out.append(1, '\\').append(1, first);
    } else if (static_cast<unsigned char>(first) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(first));
    } else {
      out += text.substr(0, size);
    }
    text.remove_prefix(std::max<size_t>(size, 1));
  }
  return out + '"';
}

std::string audit_report(const Database& database, std::vector<AuditFinding> findings,
                         Switches::Audit format, std::string_view program) {
  std::vector<Line> lines;
  lines.reserve(findings.size());
  for (const AuditFinding& finding : findings) lines.push_back(line_of(database, finding));
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  std::string out;
  for (const Line& line : lines) {
    out += format == Switches::Audit::kJson ? as_json(line) : as_text(line, program);
  }
  if (lines.empty() && format == Switches::Audit::kText) {
    out = fmt::format("{}: {}\n", program, msg::kAuditClean);
  }
  return out;
}

}  // namespace umake
