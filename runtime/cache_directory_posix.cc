#include "runtime/cache_directory_posix.h"

#include <errno.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

namespace umake {

namespace {
constexpr mode_t kDirectoryMode = 0700;
}  // namespace

std::string fault_text(const CacheFault& fault, const CacheFaultTexts& texts) {
  switch (fault.kind) {
    case CacheFault::Kind::kForeignOwner:
      return fmt::format(fmt::runtime(texts.foreign), fault.path);
    case CacheFault::Kind::kLoose:
      return fmt::format(fmt::runtime(texts.loose), fault.path, fault.path);
    case CacheFault::Kind::kLocked:
      return fmt::format(fmt::runtime(texts.locked), fault.path);
    case CacheFault::Kind::kSystem:
      return fmt::format(fmt::runtime(texts.system), fault.path, ::strerror(fault.error));
    case CacheFault::Kind::kNone:
      break;
  }
  return {};
}

CacheFault check_cache_directory(const std::string& cache_directory) {
  struct stat info;
  if (::stat(cache_directory.c_str(), &info) != 0) {
    return CacheFault::system(errno, cache_directory);
  }
  if (!S_ISDIR(info.st_mode)) return CacheFault::system(ENOTDIR, cache_directory);
  if (info.st_uid != ::geteuid()) return {CacheFault::Kind::kForeignOwner, 0, cache_directory};
  if ((info.st_mode & S_IWOTH) != 0) return {CacheFault::Kind::kLoose, 0, cache_directory};
  return {};
}

CacheFault make_cache_directory(const std::string& cache_directory, const std::string& directory) {
  // Nearly always it is there, or only the last part is missing.
  if (::mkdir(directory.c_str(), kDirectoryMode) == 0 || errno == EEXIST)
    return check_cache_directory(cache_directory);
  for (size_t slash = directory.find('/', 1);; slash = directory.find('/', slash + 1)) {
    const std::string part = directory.substr(0, slash);
    if (::mkdir(part.c_str(), kDirectoryMode) != 0 && errno != EEXIST) {
      const int error = errno;
      struct stat info;
      // Some file systems say EROFS or EACCES of a directory that is there.
      if (::stat(part.c_str(), &info) != 0 || !S_ISDIR(info.st_mode))
        return CacheFault::system(error, part);
    }
    if (slash == std::string::npos) return check_cache_directory(cache_directory);
  }
}

}  // namespace umake
