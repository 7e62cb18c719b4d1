// Where umake's own text goes. One stream of each kind; the runtime's implementation keeps the
// order that GNU make gives (output synchronisation, flushing before a recipe writes to the same
// terminal). Coordinator thread only.
#pragma once

#include <string_view>

namespace umake {

class Output {
 public:
  virtual ~Output() = default;
  // Text for stdout and stderr, as is (the caller ends its lines).
  virtual void out(std::string_view text) = 0;
  virtual void err(std::string_view text) = 0;
  // The same, but no reason to say first which directory make is in.
  virtual void aside(std::string_view text) { out(text); }
  virtual void err_aside(std::string_view text) { err(text); }
  virtual void flush() = 0;
};

}  // namespace umake
