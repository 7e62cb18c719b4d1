#include "runtime/freshness/places.h"

#include <algorithm>

namespace umake {

namespace {

constexpr std::string_view kSystemPrefixes[] = {
    "/usr/",  "/lib/", "/lib32/", "/lib64/", "/libx32/", "/bin/",    "/sbin/",
    "/proc/", "/sys/", "/dev/",   "/etc/",   "/run/",    "/var/lib/"};
constexpr std::string_view kTemporaryPrefixes[] = {"/tmp/", "/var/tmp/"};

template <size_t kCount>
bool starts_with_one(std::string_view path, const std::string_view (&prefixes)[kCount]) {
  return std::any_of(std::begin(prefixes), std::end(prefixes), [&](std::string_view prefix) {
    // The directory itself belongs to what is in it.
    return path.starts_with(prefix) ||
           (path.size() + 1 == prefix.size() && prefix.starts_with(path));
  });
}

bool under(std::string_view path, std::string_view directory) {
  return !directory.empty() &&
         (path.starts_with(directory) ||
          (path.size() + 1 == directory.size() && directory.starts_with(path)));
}

std::string with_slash(std::string directory) {
  if (!directory.empty() && directory.back() != '/') directory += '/';
  return directory;
}

// Where the recipes of a makefile that CMake wrote count how many of them have run, to print it:
// there while the build goes on, and of no use to what they make.
bool is_progress(std::string_view path) {
  constexpr std::string_view kProgress = "/CMakeFiles/Progress";
  const size_t at = path.find(kProgress);
  if (at == std::string_view::npos) return false;
  const size_t end = at + kProgress.size();
  return end == path.size() || path[end] == '/';
}

// The directory above `directory` (or itself) that holds a repository; else `directory` itself.
std::string find_repository(FileSystem& files, const std::string& directory) {
  FileStat stat;
  std::string at = directory;
  while (!at.empty()) {
    at.pop_back();  // the slash
    for (const char* mark : {"/.git", "/.hg", "/.svn"}) {
      if (files.stat((at + mark).c_str(), stat) == 0) return at + "/";
    }
    const size_t slash = at.rfind('/');
    if (slash == std::string::npos) break;
    at.resize(slash + 1);
  }
  return directory;
}

}  // namespace

Places::Places(FileSystem& files, std::string build_directory, std::string cache_directory,
               std::string temporary_directory)
    : files_(files),
      build_(with_slash(std::move(build_directory))),
      cache_(with_slash(std::move(cache_directory))),
      temporary_(with_slash(std::move(temporary_directory))) {}

const std::string& Places::repository() {
  if (repository_.empty()) repository_ = find_repository(files_, build_);
  return repository_;
}

Places::Place Places::place_of(std::string_view path) {
  if (!path.starts_with('/')) return Place::kProject;
  if (under(path, cache_) || is_progress(path)) return Place::kOwn;
  if (under(path, build_)) return Place::kProject;
  if (under(path, repository())) return Place::kProject;
  if (path == "/" || starts_with_one(path, kSystemPrefixes)) return Place::kSystem;
  if (starts_with_one(path, kTemporaryPrefixes) || under(path, temporary_)) {
    return Place::kTemporary;
  }
  return Place::kElsewhere;
}

bool Places::is_temporary_root(std::string_view path) const {
  const auto is = [path](std::string_view directory) {
    return path.size() + 1 == directory.size() && directory.starts_with(path);
  };
  return is(temporary_) ||
         std::any_of(std::begin(kTemporaryPrefixes), std::end(kTemporaryPrefixes), is);
}

std::string_view Places::name_of(std::string_view path) const {
  if (!path.starts_with(build_))
    return path.size() + 1 == build_.size() && build_.starts_with(path) ? std::string_view(".")
                                                                        : path;
  return path.substr(build_.size());
}

}  // namespace umake
