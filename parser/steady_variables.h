// Which variables give the same whenever they are expanded. Coordinator thread only.
#pragma once

#include "base/symbol.h"

namespace umake {

class Expander;  // parser/expander.h

// Whether the variable, looked up in the current scope, expands to the same as long as nobody
// assigns to one, and expanding it does nothing else: no $(shell), $(wildcard), $(eval) and their
// like in it. False also when that can't be told without expanding it.
bool is_steady(Expander& expander, Symbol name);

}  // namespace umake
