#include "runtime/cache/output_reader_posix.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace umake {

bool OutputReader::open(const ActionOutput& output) {
  // Not through a link; and a FIFO that stands there now must not stop the build.
  file_ = OpenFile(open_file(output.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
  size_ = output.size;
  struct stat info;
  return file_ && ::fstat(file_.get(), &info) == 0 && S_ISREG(info.st_mode) &&
         static_cast<uint64_t>(info.st_size) == size_ && (info.st_mode & 07777) == output.mode;
}

std::string_view OutputReader::read() {
  if (buffer_ == nullptr) buffer_ = std::make_unique_for_overwrite<char[]>(kMemorySize);
  return {buffer_.get(), read_all(file_.get(), buffer_.get(), size_, 0)};
}

bool OutputReader::stands(const ActionOutput& output) {
  struct stat info;
  if (::lstat(output.path.c_str(), &info) != 0) return false;
  if (output.kind == ActionOutput::Kind::kDirectory) return S_ISDIR(info.st_mode);
  if (!S_ISLNK(info.st_mode)) return false;
  std::string target(output.target.size() + 1, '\0');
  const ssize_t size = ::readlink(output.path.c_str(), target.data(), target.size());
  return size >= 0 &&
         std::string_view(target).substr(0, static_cast<size_t>(size)) == output.target;
}

}  // namespace umake
