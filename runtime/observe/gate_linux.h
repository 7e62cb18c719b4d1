// The gate: code that observed programs jump to in place of their C library's most frequent system
// calls (open for reading, stat, access, readlink, execve of what is not there). It makes the call
// from an address that the filter lets through, and takes it down in memory that it shares with the
// supervisor: an eighth of what a notification costs. It affects speed only: calls that don't come
// through it are notified.
//
// A gate area is one file in memory: the code, stubs (one for each patched place of each process),
// and a log. It is mapped at one fixed address, whose low half is free of what else programs put
// there: below 2 GiB, for AddressSanitizer keeps all above that; below MAP_32BIT's room; far above
// the heaps of programs that are linked to fixed addresses.
//
// The code is there for x86-64 only; elsewhere has_gate() is false.
#pragma once

#include <cstddef>
#include <cstdint>

// For the assembler as well.
#define UMAKE_GATE_BASE 0x3d500000
#define UMAKE_GATE_LOG 0x20000
#define UMAKE_GATE_SEEN 0x21000
#define UMAKE_GATE_ENTRIES 0x29000
#define UMAKE_GATE_TEXT 0x69000
#define UMAKE_GATE_SIZE 0x200000
#define UMAKE_GATE_SEEN_BITS 12
#define UMAKE_GATE_ENTRY_COUNT 16384
#define UMAKE_GATE_TEXT_SIZE (UMAKE_GATE_SIZE - UMAKE_GATE_TEXT)
// The descriptor by which an area comes to a process, for the length of a few calls.
#define UMAKE_GATE_DESCRIPTOR 977

namespace umake {

constexpr uint64_t kGateBase = UMAKE_GATE_BASE;
constexpr size_t kGateSize = UMAKE_GATE_SIZE;
constexpr size_t kGateStubs = 0x1000;  // before them the code
constexpr size_t kGateLog = UMAKE_GATE_LOG;
constexpr uint32_t kUnknownDirectory = ~0u;

// At one of these a patched place arrives: `code` loads the record's address and jumps to the gate.
struct GateStub {
  uint8_t code[10];
  uint16_t unused;
  uint32_t directory;   // base of relative paths, or kUnknownDirectory
  uint64_t return_to;   // after the system call that was there
  uint32_t generation;  // the log's, when `directory` was found out
  uint16_t number;      // of the call
  uint16_t padding;
};
static_assert(sizeof(GateStub) == 32 && offsetof(GateStub, directory) == 12 &&
              offsetof(GateStub, return_to) == 16 && offsetof(GateStub, generation) == 24 &&
              offsetof(GateStub, number) == 28);
constexpr size_t kGateStubCount = (kGateLog - kGateStubs) / sizeof(GateStub);

struct GateLog {
  uint64_t reserved;    // upper half: entries; lower half: bytes of text
  uint32_t generation;  // goes up when a process of the recipe changes its directory
  uint32_t unused;
  uint64_t cookie;  // tells this mapping from anything else
};

struct GateEntry {
  static constexpr uint32_t kCommitted = 1u << 31;

  uint32_t offset;
  uint16_t length;
  uint16_t number;
  uint32_t directory;  // of a relative path
  uint32_t flags;      // the call's, and kCommitted: the entry is whole
};
static_assert(sizeof(GateEntry) == 16);

// Where in an area the gate's parts are.
struct GateCode {
  const char* begin = nullptr;
  size_t size = 0;
  // The code that brings an area into a process: what accelerator_linux.cc copies there.
  const char* loader = nullptr;
  size_t loader_size = 0;
  size_t loader_record = 0;  // offset of the address of its stub
  size_t loader_back = 0;    // offset of where the gate returns to
  size_t loader_return = 0;  // offset of the distance to where it goes on
};
GateCode gate_code();

bool has_gate();
// Offset in the code of the entry for a call; -1: the gate does not do this call.
int gate_entry(int number);
// The instruction after the gate's own system call: the filter lets calls from there through.
uint64_t gate_exempt_address();
// The same of the one with which it reports a call that it could not take down: readlink(path, call
// number, size 0, directory, flags), which by itself fails.
uint64_t gate_report_address();

}  // namespace umake
