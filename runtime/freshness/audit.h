// What a makefile does not say: what recipes were seen to use and make beyond what it declares.
// Plain data, collected while a build goes on (--audit).
#pragma once

#include <compare>
#include <string>

#include "graph/target.h"

namespace umake {

struct AuditFinding {
  enum class Kind : uint8_t {
    kInput,   // a file that the recipe read, and that is no prerequisite
    kEdge,    // the same, and another target's recipe makes it: a race under -j
    kOutput,  // a file that the recipe left behind, and that is no target of its rule
  };
  TargetId target;
  Kind kind = Kind::kInput;
  std::string path;
  TargetId maker;  // of kEdge
};

}  // namespace umake
