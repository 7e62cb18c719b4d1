// The load limit of -l (manual, "Parallel Execution"). Coordinator thread only.
#pragma once

#include <string>

#include "base/diagnostics.h"

namespace umake {

class LoadAverage {
 public:
  // `path`: another file in tests.
  explicit LoadAverage(Diagnostics& diagnostics, std::string path = "/proc/loadavg")
      : diagnostics_(diagnostics), path_(std::move(path)) {}

  // Whether a further job would be too many: `limit` as -l gives it (negative: none). As GNU
  // make 4.4 does, the number of tasks that are runnable now is compared (the fourth field of
  // /proc/loadavg), which unlike the averages is up to date.
  bool too_high(double limit);

 private:
  // -1 when it can't be told.
  double current();

  Diagnostics& diagnostics_;
  std::string path_;
  bool warned_ = false;
};

}  // namespace umake
