#include <linux/fs.h>
#include <sys/ioctl.h>

#include "runtime/cache/blob_store_posix.h"

namespace umake {

bool clone_file(int from, int to) { return ::ioctl(to, FICLONE, from) == 0; }

}  // namespace umake
