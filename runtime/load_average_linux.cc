#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "base/messages.h"
#include "runtime/load_average.h"

namespace umake {

// "0.20 0.18 0.12 1/80 11206": the averages, runnable/all tasks, the last process.
double LoadAverage::current() {
  char text[128];
  const int fd = open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd >= 0) {
    const ssize_t got = read(fd, text, sizeof text - 1);
    close(fd);
    if (got > 0) {
      text[got] = '\0';
      const char* field = text;
      for (int i = 0; i < 3 && field != nullptr; ++i) {
        field = strchr(field, ' ');
        if (field != nullptr) ++field;
      }
      if (field != nullptr && *field >= '0' && *field <= '9')
        return std::strtol(field, nullptr, 10);
    }
  }
  double average;
  return getloadavg(&average, 1) == 1 ? average : -1;
}

bool LoadAverage::too_high(double limit) {
  if (limit < 0) return false;
  const double load = current();
  if (load >= 0) return load > limit;
  if (!warned_) diagnostics_.error({}, msg::kLoadUnavailable);
  warned_ = true;
  return false;
}

}  // namespace umake
