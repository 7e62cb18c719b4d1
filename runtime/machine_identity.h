// What programs are told by the kernel about who runs them and where, and that does not change
// while umake runs: users and groups, the machine's name and system, limits, processors, the mask
// of new files' permissions, and whether standard input is a terminal. Part of the key under which
// the output of a $(shell) is kept, so that `id`, `uname` and `ulimit` are right.
#pragma once

#include "runtime/action_key.h"

namespace umake {

void add_machine_identity(ActionKey& key);

}  // namespace umake
