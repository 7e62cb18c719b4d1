// The heap of a build with many names.
#pragma once

#include <cstddef>

namespace umake {

// Says that about `bytes` more will be allocated in small pieces: the heap grows by that much
// address space at once, and the kernel is asked for huge pages, so that 500 page faults of a
// microsecond each become one. Costs no memory until it is used. Nothing where the C library or
// kernel can't do it.
void expect_allocations(size_t bytes);

}  // namespace umake
