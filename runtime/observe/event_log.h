// What the processes of one recipe were seen to do, as it came: paths as the processes wrote them,
// each use of each once. TraceBuilder makes the trace from it afterwards; taking a call down must
// cost little, because a process waits meanwhile. Owned by a recording, under its lock.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace umake {

struct Event {
  // How a path was used, besides the TraceEntry::Flag bits.
  enum Manner : uint16_t {
    kNoFollow = 1 << 0,        // a symbolic link at its end is meant itself
    kReplaces = 1 << 1,        // gives it new content whatever the old one was
    kAbsentBefore = 1 << 2,    // it was not there before
    kMovedDirectory = 1 << 3,  // a directory renamed, with all that is in it
  };
  uint32_t base = 0;  // index of the directory that a relative path starts from
  uint32_t offset = 0;
  uint32_t length = 0;
  uint16_t flags = 0;  // of TraceEntry::Flag
  uint16_t manner = 0;
};

class EventLog {
 public:
  // The index of a directory that relative paths start from.
  uint32_t base(std::string_view directory);
  // Takes down a use unless the very same was already.
  void add(uint32_t base, std::string_view path, uint16_t flags, uint16_t manner);
  void taint(uint16_t taints) { taints_ |= taints; }
  // Trace::asks_kernel, Trace::reads_random.
  void ask_kernel() { asks_kernel_ = true; }
  void read_random() { reads_random_ = true; }

  const std::vector<Event>& events() const { return events_; }
  std::string_view path(const Event& event) const {
    return std::string_view(text_).substr(event.offset, event.length);
  }
  size_t base_count() const { return bases_.size(); }
  const std::string& directory(uint32_t base) const { return *bases_[base]; }
  uint16_t taints() const { return taints_; }
  bool asks_kernel() const { return asks_kernel_; }
  bool reads_random() const { return reads_random_; }

 private:
  bool insert(uint64_t key);
  void grow();

  std::vector<Event> events_;
  std::string text_;            // of all paths
  std::vector<uint64_t> seen_;  // open addressing, 0: free; the size is a power of two
  size_t seen_count_ = 0;
  std::unordered_map<std::string, uint32_t> base_ids_;
  std::vector<const std::string*> bases_;  // keys of base_ids_
  uint16_t taints_ = 0;
  bool asks_kernel_ = false;
  bool reads_random_ = false;
};

}  // namespace umake
