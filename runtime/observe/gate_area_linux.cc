#include "runtime/observe/gate_area_linux.h"

#include <linux/memfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <utility>

namespace umake {

namespace {

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

constexpr uint32_t kStubsPerProcess = 64;
constexpr uint32_t kMostCleared = 4096;        // entries
constexpr uint32_t kMostTextKept = 256 << 10;  // bytes: they stay in memory
constexpr size_t kMostSpare = 16;

int make_file() {
  const int file =
      static_cast<int>(syscall(SYS_memfd_create, "umake-observer", MFD_CLOEXEC | MFD_EXEC));
  if (file >= 0 || errno != EINVAL) return file;
  return static_cast<int>(syscall(SYS_memfd_create, "umake-observer", MFD_CLOEXEC));
}

// No secret: it only must not be found elsewhere by chance.
uint64_t make_cookie(const void* memory) {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (static_cast<uint64_t>(now.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(now.tv_nsec)) *
             0x9e3779b97f4a7c15 ^
         reinterpret_cast<uintptr_t>(memory);
}

}  // namespace

std::unique_ptr<GateArea> GateArea::make() {
  std::unique_ptr<GateArea> area(new GateArea);
  area->descriptor_ = make_file();
  if (area->descriptor_ < 0 || ftruncate(area->descriptor_, kGateSize) != 0) return nullptr;
  void* const memory =
      mmap(nullptr, kGateSize, PROT_READ | PROT_WRITE, MAP_SHARED, area->descriptor_, 0);
  if (memory == MAP_FAILED) return nullptr;
  area->memory_ = static_cast<char*>(memory);
  const GateCode code = gate_code();
  if (code.size > kGateStubs) return nullptr;
  std::memcpy(area->memory_, code.begin, code.size);
  area->log().cookie = make_cookie(memory);
  return area;
}

GateArea::~GateArea() {
  if (memory_ != nullptr) munmap(memory_, kGateSize);
  if (descriptor_ >= 0) close(descriptor_);
}

bool GateArea::clear() {
  const uint32_t entries = entry_count();
  const auto text = static_cast<uint32_t>(__atomic_load_n(&log().reserved, __ATOMIC_ACQUIRE));
  if (entries > kMostCleared || text > kMostTextKept) return false;
  std::memset(memory_ + UMAKE_GATE_SEEN, 0, sizeof(uint64_t) << UMAKE_GATE_SEEN_BITS);
  std::memset(memory_ + UMAKE_GATE_ENTRIES, 0, entries * sizeof(GateEntry));
  log() = {0, 0, 0, make_cookie(memory_)};
  stub_count_ = 0;
  next_ = 0;
  unfinished_.clear();
  return true;
}

bool GateArea::has_room() const {
  const uint64_t reserved = __atomic_load_n(&log().reserved, __ATOMIC_RELAXED);
  return stub_count_ + kStubsPerProcess < kGateStubCount &&
         reserved >> 32 < UMAKE_GATE_ENTRY_COUNT / 4 * 3 &&
         static_cast<uint32_t>(reserved) < UMAKE_GATE_TEXT_SIZE / 4 * 3;
}

uint64_t GateArea::add_stub(int number, uint64_t return_to, GateDirectory directory) {
  const size_t offset = kGateStubs + stub_count_ * sizeof(GateStub);
  ++stub_count_;
  const uint64_t address = kGateBase + offset;
  GateStub stub = {};
  // mov ecx, the record's address; jmp gate
  const auto low = static_cast<uint32_t>(address);
  const auto distance =
      static_cast<int32_t>(gate_entry(number) - static_cast<int64_t>(offset + sizeof stub.code));
  stub.code[0] = 0xb9;
  std::memcpy(stub.code + 1, &low, sizeof low);
  stub.code[5] = 0xe9;
  std::memcpy(stub.code + 6, &distance, sizeof distance);
  stub.directory = directory.base;
  stub.return_to = return_to;
  stub.generation = directory.generation;
  stub.number = static_cast<uint16_t>(number);
  std::memcpy(memory_ + offset, &stub, sizeof stub);
  return address;
}

uint32_t GateArea::entry_count() const {
  const uint64_t reserved = __atomic_load_n(&log().reserved, __ATOMIC_ACQUIRE);
  return static_cast<uint32_t>(std::min<uint64_t>(reserved >> 32, UMAKE_GATE_ENTRY_COUNT));
}

// False: not whole yet. Programs that write where they should not may have been here: nothing in it
// is trusted.
bool GateArea::read_entry(uint32_t index, Call& call) const {
  const auto* const entry =
      reinterpret_cast<const GateEntry*>(memory_ + UMAKE_GATE_ENTRIES) + index;
  const uint32_t flags = __atomic_load_n(&entry->flags, __ATOMIC_ACQUIRE);
  if ((flags & GateEntry::kCommitted) == 0) return false;
  const uint32_t offset = std::min<uint32_t>(entry->offset, UMAKE_GATE_TEXT_SIZE);
  const uint32_t length = std::min<uint32_t>(entry->length, UMAKE_GATE_TEXT_SIZE - offset);
  call = {entry->number, flags & ~GateEntry::kCommitted, entry->directory,
          std::string_view(memory_ + UMAKE_GATE_TEXT + offset, length)};
  return true;
}

std::unique_ptr<GateArea> SpareAreas::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!spare_.empty()) {
      std::unique_ptr<GateArea> area = std::move(spare_.back());
      spare_.pop_back();
      return area;
    }
  }
  return GateArea::make();
}

void SpareAreas::give_back(std::unique_ptr<GateArea> area) {
  if (!area->clear()) return;
  const std::lock_guard lock(mutex_);
  if (spare_.size() < kMostSpare) spare_.push_back(std::move(area));
}

}  // namespace umake
