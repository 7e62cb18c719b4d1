#include <gtest/gtest.h>

#include "parser/variable.h"

namespace umake {
namespace {

Symbol symbol(uint32_t id) { return Symbol{id}; }

Variable& put(VariableScope& scope, uint32_t id, const char* value) {
  Variable& variable = scope.enter(symbol(id));
  variable.origin = Origin::kFile;
  variable.set_value(value);
  return variable;
}

// Small, hashed and global sets behave alike.
class VariableSet : public testing::TestWithParam<std::pair<VariableScope::Kind, uint32_t>> {};

TEST_P(VariableSet, FindsWhatWasEnteredUntilItIsRemoved) {
  const auto [kind, count] = GetParam();
  VariableScope scope(nullptr, false, kind);
  std::vector<Variable*> addresses;
  for (uint32_t id = 1; id <= count; ++id) {
    addresses.push_back(&put(scope, id * 64, std::to_string(id).c_str()));
  }
  ASSERT_EQ(scope.variables().size(), count);
  for (uint32_t id = 1; id <= count; ++id) {
    EXPECT_EQ(scope.find_local(symbol(id * 64)), addresses[id - 1]);
    EXPECT_EQ(&scope.enter(symbol(id * 64)), addresses[id - 1]);
    EXPECT_EQ(scope.find_local(symbol(id * 64 - 1)), nullptr);
  }
  for (uint32_t id = 1; id <= count; id += 2) scope.remove(symbol(id * 64));
  for (uint32_t id = 1; id <= count; ++id) {
    EXPECT_EQ(scope.find_local(symbol(id * 64)), id % 2 == 1 ? nullptr : addresses[id - 1]);
  }
  EXPECT_EQ(scope.variables().size(), count / 2);
}

INSTANTIATE_TEST_SUITE_P(Kinds, VariableSet,
                         testing::Values(std::pair{VariableScope::Kind::kSmall, 4u},
                                         std::pair{VariableScope::Kind::kSmall, 12u},
                                         std::pair{VariableScope::Kind::kSmall, 13u},
                                         std::pair{VariableScope::Kind::kSmall, 500u},
                                         std::pair{VariableScope::Kind::kGlobal, 4u},
                                         std::pair{VariableScope::Kind::kGlobal, 500u}));

TEST(VariableScope, KeepsTheOrderOfDefinition) {
  VariableScope scope(nullptr);
  for (uint32_t id : {5u, 3u, 9u}) put(scope, id, "");
  scope.remove(symbol(3));
  put(scope, 3, "");
  std::vector<uint32_t> order;
  for (const Variable* variable : scope.variables()) order.push_back(variable->name.id);
  EXPECT_EQ(order, (std::vector<uint32_t>{5, 9, 3}));
}

TEST(VariableScope, RemovedVariablesKeepTheirMemory) {
  VariableScope scope(nullptr);
  Variable& variable = put(scope, 1, "old");
  scope.remove(symbol(1));
  put(scope, 1, "new");
  EXPECT_EQ(variable.value, "old");
}

TEST(VariableScope, ClearMakesItNew) {
  VariableScope scope(nullptr);
  for (uint32_t id = 1; id < 100; ++id) put(scope, id, "x").is_private = true;
  scope.clear();
  EXPECT_TRUE(scope.variables().empty());
  EXPECT_EQ(scope.find_local(symbol(50)), nullptr);
  for (uint32_t id = 1; id < 200; ++id) {
    const Variable& variable = scope.enter(symbol(id));
    EXPECT_EQ(variable.value, "");
    EXPECT_FALSE(variable.is_private);
    EXPECT_EQ(variable.origin, Origin::kUndefined);
  }
}

TEST(VariableScope, InheritsFromItsParents) {
  VariableScope global(nullptr, false, VariableScope::Kind::kGlobal);
  VariableScope parent(&global);
  VariableScope child(&parent, true);
  put(global, 1, "global");
  put(parent, 2, "parent");
  put(child, 1, "child");
  EXPECT_EQ(child.find(symbol(1))->value, "child");
  EXPECT_EQ(child.find(symbol(2))->value, "parent");
  EXPECT_EQ(parent.find(symbol(1))->value, "global");
  EXPECT_EQ(child.find(symbol(3)), nullptr);
}

TEST(VariableScope, PrivateVariablesOfParentTargetsAreSkipped) {
  VariableScope global(nullptr, false, VariableScope::Kind::kGlobal);
  VariableScope pattern(&global);
  VariableScope parent(&pattern);
  VariableScope child(&parent, true);
  put(global, 1, "global");
  put(parent, 1, "parent").is_private = true;
  EXPECT_EQ(parent.find(symbol(1))->value, "parent");
  EXPECT_EQ(child.find(symbol(1))->value, "global");
  global.find_local(symbol(1))->is_private = true;
  EXPECT_EQ(child.find(symbol(1)), nullptr);
  EXPECT_EQ(pattern.find(symbol(1))->value, "global");
}

TEST(VariableScope, PushedSetsComeFirst) {
  VariableScope global(nullptr, false, VariableScope::Kind::kGlobal);
  VariableScope target(&global, true);
  put(global, 1, "global");
  put(global, 2, "global");
  VariableScope outer(nullptr), inner(nullptr), other(nullptr);
  outer.push_onto(global, global);
  put(outer, 1, "outer");
  inner.push_onto(outer, global);
  put(inner, 3, "inner");
  EXPECT_EQ(inner.find(symbol(1))->value, "outer");
  EXPECT_EQ(inner.find(symbol(2))->value, "global");
  EXPECT_EQ(inner.find(symbol(65)), nullptr);
  // Pushed onto the global set, they are seen by targets too.
  EXPECT_EQ(target.find(symbol(1))->value, "outer");
  EXPECT_EQ(target.find(symbol(3))->value, "inner");
  other.push_onto(target, global);
  put(other, 2, "other");
  EXPECT_EQ(other.find(symbol(2))->value, "other");
  EXPECT_EQ(other.find(symbol(1))->value, "outer");
  EXPECT_EQ(target.find(symbol(2))->value, "global");
  other.pop(global);
  inner.pop(global);
  EXPECT_EQ(target.find(symbol(3)), nullptr);
  EXPECT_EQ(target.find(symbol(1))->value, "outer");
  outer.pop(global);
  EXPECT_EQ(target.find(symbol(1))->value, "global");
}

}  // namespace
}  // namespace umake
