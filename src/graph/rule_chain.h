// A chain of rules: the implicit rule that applies to a file, and for each of its prerequisites
// that must be made, the rule that makes it (manual, "Chains of Implicit Rules").
//
// ImplicitSearch finds it; apply_chain() writes it into the targets. Coordinator thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/database.h"

namespace umake {

struct ChainLink;

struct ChainPart {
  Prerequisite prerequisite;
  Symbol name;
  std::unique_ptr<ChainLink> chain;  // how to make it, when it must be made by an implicit rule
  bool exists = false;               // it was found as a file, and nothing else spoke for it
  bool known = false;                // it was a target before the rule was applied
  bool was_explicit = false;         // and is_explicit
  bool not_intermediate = false;     // .NOTINTERMEDIATE, or being a file that nothing spoke of
};

// A rule that applies to a file, and how its prerequisites come to be: one link of a chain of
// rules.
struct ChainLink {
  uint32_t rule = 0;
  uint32_t pattern = 0;
  std::string stem;       // what the % stands for
  std::string directory;  // with its slash, when the pattern has no slash and the name has
  std::vector<ChainPart> parts;
};

// `pattern` with the stem for its %, in the directory that the target's pattern did not match.
std::string with_stem(const ChainLink& link, std::string_view pattern, size_t percent);

// Writes what the rule says into the target, and the rest of the chain into the targets it leads
// to: prerequisites, recipe, stem, the rule's other targets, and intermediate targets.
void apply_chain(Database& database, TargetId target, ChainLink& link);

}  // namespace umake
