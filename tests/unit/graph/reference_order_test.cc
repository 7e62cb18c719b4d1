#include "graph/reference_order.h"

#include <gtest/gtest.h>

namespace umake {
namespace {

using Order = std::vector<uint32_t>;

TEST(ReferenceOrderTest, IsThatOfSlots) {
  EXPECT_EQ(reference_order({40, 3, 17}, 32), (Order{1, 0, 2}));  // 40 is slot 8 of 32
}

TEST(ReferenceOrderTest, ATakenSlotLeadsToTheNextFreeOne) {
  EXPECT_EQ(reference_order({5, 5, 6, 7}, 32), (Order{0, 1, 2, 3}));
  EXPECT_EQ(reference_order({31, 31, 4}, 32), (Order{1, 2, 0}));  // past the end comes the first
}

TEST(ReferenceOrderTest, TheTableDoublesWhenItIsFifteenSixteenthsFull) {
  Order hashes(29, 0);
  for (uint32_t at = 0; at < 29; ++at) hashes[at] = 33 + at;
  hashes[0] = 32;
  EXPECT_EQ(reference_order(hashes, 32)[0], 0u);
  hashes.push_back(1);  // the thirtieth: then 32 is a slot of its own, behind 1
  EXPECT_EQ(reference_order(hashes, 32)[0], 29u);
}

// As the reference lists them.
TEST(ReferenceOrderTest, HashesOfVariables) {
  const char* const kNames[] = {"MAKE_COMMAND", "@D", ".VARIABLES", "%D", "^D", "%F", ".LOADED"};
  Order hashes;
  for (const char* name : kNames) hashes.push_back(reference_variable_hash(name));
  EXPECT_EQ(reference_order(hashes, kReferenceSlots), (Order{0, 1, 2, 3, 4, 5, 6}));
}

TEST(ReferenceOrderTest, HashesOfFiles) {
  const char* const kNames[] = {"o66666666666666666.m", "n555555555555.m", "k22.m",
                                "i12345678901234567890.m", "m44444444444.m", "l333.m", "j1.m"};
  Order hashes;
  for (const char* name : kNames) hashes.push_back(reference_file_hash(name));
  EXPECT_EQ(reference_order(hashes, kReferenceSlots), (Order{0, 1, 2, 3, 4, 5, 6}));
}

}  // namespace
}  // namespace umake
