// Numbers as functions' arguments: word's and wordlist's positions, intcmp's integers of any
// length.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

#include "base/status.h"

namespace umake {

class Expander;

// A decimal number with optional sign, blanks around it allowed. `blame` is what an error message
// starts with.
Status parse_number(Expander& expander, std::string_view text, std::string_view blame,
                    int64_t& number);
// The error for a number that is one, but not one that serves.
Status invalid_number(Expander& expander, int64_t number, std::string_view blame);

// An integer of any length: its digits without leading zeros ("0" has none).
struct BigInteger {
  bool negative = false;
  std::string_view digits;

  std::strong_ordering operator<=>(const BigInteger& other) const;
};
Status parse_big_integer(Expander& expander, std::string_view text, std::string_view blame,
                         BigInteger& integer);

}  // namespace umake
