#include "runtime/observe/library_sites_linux.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "runtime/observe/gate_linux.h"

namespace umake {

namespace {

constexpr uint64_t kPage = 4096;
constexpr size_t kRunGap = 1024;     // what is not worth a write of its own
constexpr size_t kJumpReach = 4096;  // of a long jump within a function
constexpr size_t kCallReach = 48;    // between entering a cancellable region and the call in it
constexpr std::string_view kSystemCall("\x0f\x05", 2);
// mov rsi, rdi; mov edi, AT_FDCWD: open() that is made of openat.
constexpr std::string_view kMoves("\x48\x89\xfe\xbf\x9c\xff\xff\xff", 8);
constexpr size_t kFirstMoveSize = 3;
constexpr size_t kMoveSize = 5;
constexpr size_t kLongestJump = 6;
constexpr uint8_t kMove = 0xb8, kCall = 0xe8, kJump = 0xe9, kShortJump = 0xeb, kTwoByte = 0x0f;

uint8_t byte_at(std::string_view text, size_t at) { return static_cast<uint8_t>(text[at]); }

int32_t number_at(std::string_view text, size_t at) {
  int32_t number;
  std::memcpy(&number, text.data() + at, sizeof number);
  return number;
}

bool is_cancellable(int number) {
#ifdef SYS_open
  if (number == SYS_open) return true;
#endif
  return number == SYS_openat;
}

bool is_short_jump(uint8_t code) { return code == kShortJump || (code & 0xf0) == 0x70; }

}  // namespace

std::unique_ptr<LibrarySites> LibrarySites::find(const char* path) {
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return nullptr;
  struct stat status;
  void* memory = MAP_FAILED;
  if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0)
    memory = mmap(nullptr, static_cast<size_t>(status.st_size), PROT_READ, MAP_PRIVATE, file, 0);
  close(file);
  if (memory == MAP_FAILED) return nullptr;
  std::unique_ptr<LibrarySites> self(new LibrarySites);
  self->file_ = {static_cast<const char*>(memory), static_cast<size_t>(status.st_size)};
  if (!self->find_text()) return nullptr;
  self->find_sites();
  return self;
}

LibrarySites::~LibrarySites() {
  if (!file_.empty()) munmap(const_cast<char*>(file_.data()), file_.size());
}

bool LibrarySites::find_text() {
  Elf64_Ehdr header;
  if (file_.size() < sizeof header || !file_.starts_with(ELFMAG)) return false;
  std::memcpy(&header, file_.data(), sizeof header);
  if (header.e_ident[EI_CLASS] != ELFCLASS64) return false;
  for (size_t i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr segment;
    const size_t at = header.e_phoff + i * sizeof segment;
    if (at > file_.size() || file_.size() - at < sizeof segment) return false;
    std::memcpy(&segment, file_.data() + at, sizeof segment);
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0) continue;
    if (segment.p_offset > file_.size() || segment.p_filesz > file_.size() - segment.p_offset)
      return false;
    text_ = file_.substr(segment.p_offset, segment.p_filesz);
    text_address_ = segment.p_vaddr;
    return true;
  }
  return false;
}

void LibrarySites::find_sites() {
  for (size_t end = text_.find(kSystemCall); end != std::string_view::npos;
       end = text_.find(kSystemCall, end + 1)) {
    const bool moves = text_.substr(0, end).ends_with(kMoves);
    const size_t between = moves ? kMoves.size() : 0;
    if (end < kMoveSize + between) continue;
    const size_t at = end - between - kMoveSize;
    if (byte_at(text_, at) != kMove) continue;
    if (text_.substr(at).starts_with(kAccess)) accesses_.push_back(text_address_ + at);
    const Site site = {text_address_ + at, number_at(text_, at + 1), between};
    if (gate_entry(site.number) >= 0 && is_safe(at, site)) add(at, site);
  }
}

bool LibrarySites::is_safe(size_t at, const Site& site) const {
  return !(is_cancellable(site.number) && follows_call(at)) && !is_jumped_into(at, site.size());
}

bool LibrarySites::follows_call(size_t at) const {
  for (size_t i = at - std::min(at, kCallReach); i + 5 <= at; ++i) {
    if (byte_at(text_, i) == kCall &&
        i + 5 + static_cast<size_t>(int64_t{number_at(text_, i + 1)}) < text_.size())
      return true;
  }
  return false;
}

// By anything near that could be a jump.
bool LibrarySites::is_jumped_into(size_t at, size_t size) const {
  // Only where an instruction starts.
  const auto within = [=](size_t target) {
    return target == at + kMoveSize || target == at + size - kSystemCall.size() ||
           (size > kSize && target == at + kMoveSize + kFirstMoveSize);
  };
  const size_t from = at - std::min(at, kJumpReach);
  const size_t end = std::min(text_.size() - kLongestJump, at + kJumpReach);
  for (size_t i = from; i < end; ++i) {
    const uint8_t code = byte_at(text_, i);
    const auto nearby = static_cast<size_t>(static_cast<int8_t>(byte_at(text_, i + 1)));
    if (is_short_jump(code) && within(i + 2 + nearby)) return true;
    const bool two = code == kTwoByte && (byte_at(text_, i + 1) & 0xf0) == 0x80;
    if (!two && code != kJump) continue;
    const size_t after = i + (two ? 6 : 5);
    if (within(after + static_cast<size_t>(int64_t{number_at(text_, after - 4)}))) return true;
  }
  return false;
}

void LibrarySites::add(size_t at, const Site& site) {
  // What follows access() may have been written to since (accelerator_linux.cc).
  const bool after_access = !runs_.empty() && !accesses_.empty() &&
                            accesses_.back() >= runs_.back().address &&
                            accesses_.back() < site.address;
  if (runs_.empty() || after_access ||
      site.address - runs_.back().address - runs_.back().bytes.size() > kRunGap)
    runs_.push_back({site.address, {}, {}});
  Run& run = runs_.back();
  const size_t start = run.address - text_address_;
  run.bytes = text_.substr(start, at + site.size() - start);
  run.sites.push_back(site);
  ++site_count_;
}

uint64_t LibrarySites::loaded_at(int number, uint64_t return_to) const {
  for (const Run& run : runs_) {
    for (const Site& site : run.sites) {
      const uint64_t base = return_to - site.address - site.size();
      if (site.number == number && base % kPage == 0) return base;
    }
  }
  return 0;
}

uint64_t LibrarySites::loaded_at_access(uint64_t return_to) const {
  for (const uint64_t address : accesses_) {
    const uint64_t base = return_to - address - kSize;
    if (base % kPage == 0) return base;
  }
  return 0;
}

}  // namespace umake
