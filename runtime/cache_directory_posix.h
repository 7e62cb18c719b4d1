// The cache directory ($UMAKE_CACHE_DIR ...), which freshness state and the action cache share:
// that it is the user's own, and making what is missing. Any thread.
#pragma once

#include <cstdint>
#include <string>

namespace umake {

// Why umake's own files can't be used; error 0 and kind kNone: no fault.
struct CacheFault {
  enum class Kind : uint8_t { kNone, kSystem, kForeignOwner, kLoose, kLocked };
  Kind kind = Kind::kNone;
  int error = 0;     // errno, for kSystem
  std::string path;  // what it is about

  explicit operator bool() const { return kind != Kind::kNone; }

  static CacheFault system(int error, std::string path) {
    return {Kind::kSystem, error, std::move(path)};
  }
};

// What to tell the user of each kind of fault: format strings over the path (kLoose: twice;
// kSystem: and the system's words).
struct CacheFaultTexts {
  const char* foreign;
  const char* loose;
  const char* locked;
  const char* system;
};
std::string fault_text(const CacheFault& fault, const CacheFaultTexts& texts);

// A directory of another user, or that others may write to, could give anybody's files to this
// build: it is refused. ENOENT (kSystem) when there is none.
CacheFault check_cache_directory(const std::string& cache_directory);

// Makes `directory`, which lies in the cache directory, with what leads there, and checks.
CacheFault make_cache_directory(const std::string& cache_directory, const std::string& directory);

}  // namespace umake
