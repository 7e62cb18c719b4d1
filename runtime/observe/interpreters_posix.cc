#include "runtime/observe/interpreters_posix.h"

#include <elf.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <string_view>

namespace umake {

namespace {

constexpr size_t kHeadSize = 4096;
constexpr size_t kMaxInterpreter = 4096;

bool same_file(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size &&
         a.st_ctim.tv_sec == b.st_ctim.tv_sec && a.st_ctim.tv_nsec == b.st_ctim.tv_nsec;
}

// "#! /path argument"
std::string of_script(std::string_view head) {
  constexpr std::string_view kBlank = " \t";
  head = head.substr(2, head.find('\n') - 2);
  const size_t start = head.find_first_not_of(kBlank);
  if (start == std::string_view::npos) return {};
  head.remove_prefix(start);
  return std::string(head.substr(0, head.find_first_of(kBlank)));
}

template <typename Header, typename Segment>
std::string of_elf(int fd, std::string_view head) {
  Header header;
  if (head.size() < sizeof header) return {};
  std::memcpy(&header, head.data(), sizeof header);
  for (size_t i = 0; i < header.e_phnum; ++i) {
    Segment segment;
    const size_t offset = header.e_phoff + i * header.e_phentsize;
    if (offset + sizeof segment > head.size()) return {};
    std::memcpy(&segment, head.data() + offset, sizeof segment);
    if (segment.p_type != PT_INTERP || segment.p_filesz > kMaxInterpreter) continue;
    std::string name(segment.p_filesz, '\0');
    const ssize_t got = pread(fd, name.data(), name.size(), static_cast<off_t>(segment.p_offset));
    if (got != static_cast<ssize_t>(name.size())) return {};
    name.resize(std::strlen(name.c_str()));
    return name;
  }
  return {};
}

std::string find(const std::string& program) {
  const int fd = open(program.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0) return {};
  char buffer[kHeadSize];
  const ssize_t got = pread(fd, buffer, sizeof buffer, 0);
  const std::string_view head(buffer, got > 0 ? static_cast<size_t>(got) : 0);
  std::string found;
  if (head.starts_with("#!")) {
    found = of_script(head);
  } else if (head.size() > EI_CLASS && head.starts_with(ELFMAG)) {
    found = head[EI_CLASS] == ELFCLASS64 ? of_elf<Elf64_Ehdr, Elf64_Phdr>(fd, head)
                                         : of_elf<Elf32_Ehdr, Elf32_Phdr>(fd, head);
  }
  close(fd);
  return found;
}

}  // namespace

const std::string& Interpreters::interpreter_of(const std::string& program,
                                                const struct stat& status) {
  Known& known = known_[program];
  if (!same_file(known.status, status)) known = {status, find(program)};
  return known.interpreter;
}

}  // namespace umake
