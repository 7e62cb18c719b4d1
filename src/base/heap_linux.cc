#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

#include "base/heap.h"

namespace umake {

void expect_allocations(size_t bytes) {
#ifdef __GLIBC__
  constexpr uintptr_t kHugePage = uintptr_t{2} << 20;
  constexpr size_t kPiece = 64 * 1024;
  constexpr int kLargestThreshold = 32 << 20;  // of M_MMAP_THRESHOLD; beyond it is refused
  constexpr int kUsualPad = 1 << 20;
  const size_t free_at_top = mallinfo2().keepcost;
  if (free_at_top >= bytes) return;
  const auto old_end = reinterpret_cast<uintptr_t>(sbrk(0));
  mallopt(M_TOP_PAD, static_cast<int>(bytes));
  mallopt(M_TRIM_THRESHOLD, -1);  // never give back what is not used yet
  // Tables that grow do so in the heap, not in mappings whose every page is new each time.
  mallopt(M_MMAP_THRESHOLD, kLargestThreshold);
  // The heap is extended by what does not fit into it any more.
  void* volatile piece = std::malloc(free_at_top + kPiece);  // volatile: else both calls vanish
  std::free(piece);
  mallopt(M_TOP_PAD, kUsualPad);
  const auto end = reinterpret_cast<uintptr_t>(sbrk(0));
  const uintptr_t begin = (old_end + kHugePage - 1) & ~(kHugePage - 1);
  if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#else
  (void)bytes;
#endif
}

}  // namespace umake
