#include "runtime/cache/restorer_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace umake {

namespace {

// What a recipe's own mkdir would use; the umask takes from it.
constexpr mode_t kDirectoryMode = 0777;

// Makes the directories that lead to `path`.
bool make_parents(const std::string& path) {
  const size_t end = path.rfind('/');
  if (end == std::string::npos || end == 0) return false;
  for (size_t slash = path.find('/', 1); slash != std::string::npos && slash <= end;
       slash = path.find('/', slash + 1)) {
    if (::mkdir(path.substr(0, slash).c_str(), kDirectoryMode) != 0 && errno != EEXIST) {
      return false;
    }
  }
  return true;
}

// Calls `make` (0 or an errno value), again after making the directories that it lacks.
template <typename Make>
bool with_parents(const std::string& path, const Make& make) {
  const int error = make();
  return error == 0 || (error == ENOENT && make_parents(path) && make() == 0);
}

// What stands at `path`, links not followed; 0: nothing.
mode_t kind_at(const std::string& path) {
  struct stat info;
  return ::lstat(path.c_str(), &info) == 0 ? info.st_mode & S_IFMT : 0;
}

}  // namespace

// Hidden, and in the same directory: $(wildcard) of others does not see it, and a rename suffices.
std::string Restorer::temporary_name(const std::string& path) {
  const size_t slash = path.rfind('/');
  const size_t directory = slash == std::string::npos ? 0 : slash + 1;
  return fmt::format("{}.umake-{}-{}", path.substr(0, directory), ::getpid(), next_++);
}

Restorer::End Restorer::restore(const ActionResult& result) {
  pending_.clear();
  made_directories_.clear();
  directories_.clear();
  bytes_ = 0;
  for (const ActionOutput& output : result.outputs) {
    if (const End end = prepare(output); end != End::kDone) {
      take_back(0);
      return end;
    }
  }
  if (!remove_paths(result.removed)) {
    take_back(0);
    return End::kUnwritable;
  }
  if (!rename_all()) return End::kUnwritable;
  set_directory_modes();
  return End::kDone;
}

Restorer::End Restorer::prepare(const ActionOutput& output) {
  switch (output.kind) {
    case ActionOutput::Kind::kDirectory:
      return prepare_directory(output);
    case ActionOutput::Kind::kLink:
      return prepare_link(output);
    case ActionOutput::Kind::kFile:
      break;
  }
  return prepare_file(output);
}

Restorer::End Restorer::prepare_directory(const ActionOutput& output) {
  // Writable until all is in it.
  const mode_t mode = output.mode | S_IRWXU;
  const bool made = with_parents(
      output.path, [&] { return ::mkdir(output.path.c_str(), mode) == 0 ? 0 : errno; });
  struct stat info;
  if (::stat(output.path.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) return End::kUnwritable;
  if (made) made_directories_.push_back(&output);
  if ((info.st_mode & 07777) != output.mode) directories_.push_back(&output);
  return End::kDone;
}

// Nothing can be renamed over a directory, which is better known before anything is touched.
Restorer::End Restorer::prepare_link(const ActionOutput& output) {
  if (kind_at(output.path) == S_IFDIR) return End::kUnwritable;
  const std::string name = temporary_name(output.path);
  const bool made = with_parents(
      output.path, [&] { return ::symlink(output.target.c_str(), name.c_str()) == 0 ? 0 : errno; });
  if (!made) return End::kUnwritable;
  pending_.push_back({&output, name});
  return End::kDone;
}

Restorer::End Restorer::prepare_file(const ActionOutput& output) {
  // A recipe may write through a symbolic link, where a rename would replace it.
  const mode_t kind = kind_at(output.path);
  if (kind == S_IFLNK || kind == S_IFDIR) return End::kUnwritable;
  const std::string name = temporary_name(output.path);
  OpenFile file;
  const bool made = with_parents(output.path, [&] {
    file = OpenFile(open_file(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, output.mode & 0777));
    return file ? 0 : errno;
  });
  if (!made) return End::kUnwritable;
  pending_.push_back({&output, name});
  if (const End end = write_content(output, file.get()); end != End::kDone) return end;
  struct stat info;
  if (::fstat(file.get(), &info) != 0) return End::kUnwritable;
  if ((info.st_mode & 07777) != output.mode && ::fchmod(file.get(), output.mode) != 0) {
    return End::kUnwritable;
  }
  bytes_ += output.size;
  return file.close() == 0 ? End::kDone : End::kUnwritable;
}

Restorer::End Restorer::write_content(const ActionOutput& output, int to) {
  if (!output.packed.empty()) {
    std::string content;
    if (!blobs_.decompressor().unpack(output.packed, output.size, content) ||
        !(digest_of(content) == output.digest)) {
      return End::kDamaged;
    }
    return write_all(to, content) == 0 ? End::kDone : End::kUnwritable;
  }
  switch (blobs_.get(output.digest, output.size, to)) {
    case BlobStore::Got::kGood:
      return End::kDone;
    case BlobStore::Got::kMissing:
      return End::kMissing;
    case BlobStore::Got::kDamaged:
      return End::kDamaged;
    case BlobStore::Got::kUnwritable:
      break;
  }
  return End::kUnwritable;
}

// Files first, then the directories that they leave empty, inner ones first.
bool Restorer::remove_paths(const std::vector<std::string>& paths) {
  std::vector<std::string> directories;
  for (const std::string& path : paths) {
    if (::unlink(path.c_str()) == 0 || errno == ENOENT || errno == ENOTDIR) continue;
    if (errno != EISDIR && errno != EPERM) return false;
    directories.push_back(path);
  }
  std::sort(directories.rbegin(), directories.rend());
  for (const std::string& path : directories) {
    if (::rmdir(path.c_str()) != 0 && errno != ENOENT) return false;
  }
  return true;
}

bool Restorer::rename_all() {
  for (size_t index = 0; index < pending_.size(); ++index) {
    const Pending& each = pending_[index];
    if (::rename(each.name.c_str(), each.output->path.c_str()) == 0) continue;
    take_back(index);
    return false;
  }
  return true;
}

void Restorer::set_directory_modes() {
  for (auto each = directories_.rbegin(); each != directories_.rend(); ++each) {
    ::chmod((*each)->path.c_str(), (*each)->mode);
  }
}

// Some outputs of this run and some of another would look like a result: what is in place goes.
void Restorer::take_back(size_t renamed) {
  for (size_t index = 0; index < pending_.size(); ++index) {
    const Pending& each = pending_[index];
    ::unlink(index < renamed ? each.output->path.c_str() : each.name.c_str());
  }
  for (auto each = made_directories_.rbegin(); each != made_directories_.rend(); ++each) {
    ::rmdir((*each)->path.c_str());
  }
}

}  // namespace umake
