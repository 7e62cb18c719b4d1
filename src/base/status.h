// Whether a step went on or met a fatal makefile error.
//
// A fatal error is printed once, where it is found (Diagnostics::fatal); what travels up the call chain
// is only this flag, so that hot paths carry no message. Session turns kFailed into exit code 2.
#pragma once

namespace umake {

enum class [[nodiscard]] Status : bool { kFailed = false, kOk = true };

}  // namespace umake

// Leaves the calling function with kFailed when `expression` failed.
#define TRY(expression)                                                       \
  do {                                                                        \
    if ((expression) == ::umake::Status::kFailed) return ::umake::Status::kFailed; \
  } while (0)
