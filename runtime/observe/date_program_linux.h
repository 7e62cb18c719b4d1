// date(1): the one program by which makefiles commonly put the time into what they make.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace umake {

// Whether `date` shows the time that it is, and not one that its arguments give it (-d, -r, -f).
// `arguments`: the address, in the process, of the list that execve gets. Any thread.
bool date_shows_now(pid_t process, uint64_t arguments);

}  // namespace umake
