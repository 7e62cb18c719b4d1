// Sizes in bytes as users write and read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace umake {

// "5G", "500M", "1.5 GB", "800000": a number, with K, M, G or T (powers of 1024; a B or iB may
// follow, in any case). 0 means no limit. False: something else, or more than 2^63.
bool parse_cache_size(std::string_view text, uint64_t& bytes);

// "1.2 GB": three digits at the most and a bit.
std::string size_text(uint64_t bytes);

}  // namespace umake
