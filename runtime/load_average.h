// The load limit of -l (manual, "Parallel Execution"). Coordinator thread only.
#pragma once

#include <cstdint>
#include <string>

#include "base/diagnostics.h"

namespace umake {

class LoadAverage {
 public:
  // `path`: /proc/loadavg, another file in tests.
  explicit LoadAverage(Diagnostics& diagnostics, std::string path = "/proc/loadavg")
      : diagnostics_(diagnostics), path_(std::move(path)) {}

  // Whether a further job would be too many: `limit` as -l gives it (negative: none). As GNU make
  // does, tasks now running (the fourth field) count, which unlike the averages are up to date; and
  // jobs that umake started within the second are added.
  bool too_high(double limit);
  // A job was started.
  void job_started();

 private:
  bool read(double& average, long& running);

  Diagnostics& diagnostics_;
  std::string path_;
  bool warned_ = false;
  int64_t second_ = 0;
  unsigned started_ = 0;         // in this second
  unsigned started_before_ = 0;  // in the one before
};

}  // namespace umake
