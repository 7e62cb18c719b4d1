// Intermediate files that this run made are deleted at its end (manual, "Chains of Implicit
// Rules").
#pragma once

#include "base/diagnostics.h"
#include "base/file_system.h"
#include "base/switches.h"
#include "graph/database.h"

namespace umake {

// Says so as GNU make does; `interrupted`: a signal ended the build.
void remove_intermediate_files(const Database& database, const Switches& switches,
                               FileSystem& files, Diagnostics& diagnostics, bool interrupted);

}  // namespace umake
