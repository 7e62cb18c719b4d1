// The places in a shared library's code where it makes system calls that the gate can make instead,
// and the bytes round them. Found once in the library's file; made and used by the supervisor.
//
// A place is `mov eax, NUMBER; syscall`: seven bytes, just enough for `mov eax, STUB; jmp rax`.
// What may stand between the two then comes first. Left alone are those that something else jumps
// into the midst of, and those that glibc uses while a thread may be cancelled (a call comes just
// before): an unwinder does not find its way out of the gate.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace umake {

class LibrarySites {
 public:
  static constexpr size_t kSize = 7;

  struct Site {
    uint64_t address;  // as the file has it, before it is moved to where it is loaded
    int number;
    size_t between;  // bytes between the two instructions

    size_t size() const { return kSize + between; }
  };
  // Sites near each other, to be written at once.
  struct Run {
    uint64_t address;
    std::string_view bytes;
    std::vector<Site> sites;
  };

  // Null when there is none to find.
  static std::unique_ptr<LibrarySites> find(const char* path);
  ~LibrarySites();
  LibrarySites(const LibrarySites&) = delete;
  LibrarySites& operator=(const LibrarySites&) = delete;

  const std::vector<Run>& runs() const { return runs_; }
  size_t site_count() const { return site_count_; }  // in all runs
  // Where the library is loaded if a process that made a call of `number`, to return to
  // `return_to`, made it at one of the sites; 0: it did not, or not certainly.
  uint64_t loaded_at(int number, uint64_t return_to) const;

  // access() and the comparison after it, six bytes, in whose place there is room for a jump.
  static constexpr std::string_view kAccess{"\xb8\x15\0\0\0\x0f\x05\x48\x3d\0\xf0\xff\xff", 13};
  // The same for a call of access() that looks so.
  uint64_t loaded_at_access(uint64_t return_to) const;

  // Room after the last function, up to the end of the page.
  uint64_t free_address() const { return (text_address_ + text_.size() + 15) & ~uint64_t{15}; }
  size_t free_size() const { return (0 - free_address()) % 4096; }

 private:
  LibrarySites() = default;
  bool find_text();
  void find_sites();
  bool is_safe(size_t at, const Site& site) const;
  bool follows_call(size_t at) const;
  bool is_jumped_into(size_t at, size_t size) const;
  void add(size_t at, const Site& site);

  std::string_view file_;
  std::string_view text_;  // the segment with code
  uint64_t text_address_ = 0;
  std::vector<uint64_t> accesses_;
  std::vector<Run> runs_;
  size_t site_count_ = 0;
};

}  // namespace umake
