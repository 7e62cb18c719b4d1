// The report of --audit: what makefiles do not say, each with the place to mend. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/switches.h"
#include "graph/database.h"
#include "runtime/freshness/audit.h"

namespace umake {

// One line for each finding, sorted by place, target and path, without those that come twice.
// As text: "Makefile:4: 'a.o' reads 'a.h', which is no prerequisite". As JSON: one object a line,
// with the keys makefile, line, target, kind ("input", "edge", "output"), path, and maker for an
// edge. `program` starts the lines of text.
std::string audit_report(const Database& database, std::vector<AuditFinding> findings,
                         Switches::Audit format, std::string_view program);

// As a JSON string, quotes included. Bytes that are no UTF-8 become U+FFFD.
std::string json_string(std::string_view text);

}  // namespace umake
