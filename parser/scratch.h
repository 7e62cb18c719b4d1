// What expansion uses again and again so that it allocates nothing once it is warm: buffers, parsed
// texts and the scopes that $(call), $(foreach) and $(let) push. All are stacks, because expansion
// nests.
//
// Owned by Expander; coordinator thread only.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/symbol.h"
#include "parser/expander.h"
#include "parser/expression.h"
#include "parser/functions.h"
#include "parser/variable.h"

namespace umake {

// The arguments of one function call, or any other text that is needed for a while.
struct Buffer {
  std::string text;
  std::vector<std::string_view> words;
  void clear() {
    text.clear();
    words.clear();
  }
};

// A stack of objects that stay where they are and are used again.
template <typename T>
class Pool {
 public:
  template <typename Make>
  T& push(Make&& make) {
    if (depth_ == all_.size()) all_.push_back(make());
    return *all_[depth_++];
  }
  void pop() { --depth_; }

 private:
  std::vector<std::unique_ptr<T>> all_;
  size_t depth_ = 0;
};

struct ExpansionScratch {
  explicit ExpansionScratch(SymbolTable& symbols);
  // The name of $(call)'s parameter number `index`.
  Symbol parameter(size_t index);

  FunctionTable functions;
  Pool<Buffer> buffers;
  Pool<Expression> expressions;
  Pool<VariableScope> scopes;
  size_t call_arguments = 0;  // how many parameters the calls around have: inner ones hide them
  Symbol shell, shell_flags, ifs, shell_status, home, curdir;

 private:
  SymbolTable& symbols_;
  std::vector<Symbol> parameters_;
};

// A buffer, empty, while this lives.
class BufferLease {
 public:
  explicit BufferLease(ExpansionScratch& scratch)
      : scratch_(scratch),
        buffer_(scratch.buffers.push([] { return std::make_unique<Buffer>(); })) {
    buffer_.clear();
  }
  ~BufferLease() { scratch_.buffers.pop(); }
  BufferLease(const BufferLease&) = delete;
  BufferLease& operator=(const BufferLease&) = delete;

  std::string& text() { return buffer_.text; }
  std::vector<std::string_view>& words() { return buffer_.words; }

 private:
  ExpansionScratch& scratch_;
  Buffer& buffer_;
};

// A scope on top of the current one while this lives.
class PushedScope {
 public:
  explicit PushedScope(Expander& expander);
  ~PushedScope();
  PushedScope(const PushedScope&) = delete;
  PushedScope& operator=(const PushedScope&) = delete;

  // Defines a simple variable of origin "automatic".
  Variable& define(Symbol name, std::string_view value);

 private:
  Expander& expander_;
  VariableScope* below_;
  VariableScope& scope_;
};

}  // namespace umake
