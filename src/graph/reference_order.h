// The order in which GNU make goes through its tables of files and variables, which shows: in the
// `rm` line of intermediate files, in .VARIABLES and in -p's lists.
//
// The tables are open-addressed, so that order is the order of slots: a name's hash, or the next
// free slot after it. The rule was found by comparing lists of random names with the reference;
// both hashes are variants of Bob Jenkins's lookup3 (public domain).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "graph/target.h"

namespace umake {

uint32_t reference_file_hash(std::string_view name);
uint32_t reference_variable_hash(std::string_view name);

// The slots of a table, to begin with (a power of two): that of files and that of global variables;
// that of one target's variables; that of directories.
inline constexpr uint32_t kReferenceSlots = 1024;
inline constexpr uint32_t kReferenceTargetSlots = 32;
inline constexpr uint32_t kReferenceDirectorySlots = 256;

// The indices of `hashes`, which are entered in their order, by slot. The table doubles when it is
// fifteen sixteenths full.
std::vector<uint32_t> reference_order(const std::vector<uint32_t>& hashes, uint32_t slots);

// How large such a table is with `count` entries, and how often it has doubled.
uint32_t reference_table_size(size_t count, uint32_t slots);
unsigned reference_rehashes(size_t count, uint32_t slots);
// As printf's %.0f shows it.
unsigned percentage(size_t count, size_t size);

// The targets, in the order of the table of files. Of a double-colon target only the first rule,
// and none that was merged into another. `first`: those that GNU make has entered before all
// others, in their order; one that is named again counts the first time.
std::vector<TargetId> targets_in_reference_order(const Targets& targets,
                                                 const std::vector<TargetId>& first = {});

}  // namespace umake
