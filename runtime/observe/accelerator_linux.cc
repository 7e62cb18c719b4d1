#include "runtime/observe/accelerator_linux.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <ctime>
#include <string>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace umake {

namespace {

constexpr std::string_view kLoaderPath = "/lib64/ld-linux-x86-64.so.2";
constexpr std::string_view kLibraryPaths[] = {"/lib/x86_64-linux-gnu/libc.so.6", "/lib64/libc.so.6",
                                              "/usr/lib/libc.so.6"};
constexpr std::string_view kFirstPath = "/etc/ld.so.preload";

// Letting a process in costs as much as some calls, and so does each library.
constexpr uint32_t kManyCalls = 16;
constexpr uint8_t kMaxMisses = 4;
constexpr int kMaxFailures = 64;  // in a row: the system does not allow it
constexpr size_t kMaxAreas = 64;
constexpr int64_t kNsPerSecond = 1'000'000'000;
constexpr size_t kJumpSize = 5;
constexpr size_t kMoveSize = 5;
constexpr char kMove = '\xb8';
constexpr uint16_t kJumpRax = 0xe0ff;

// Programs that are worth it from their first run on.
constexpr std::string_view kHeavy[] = {"cc1", "cc1plus", "collect2", "ld",  "ld.bfd",
                                       "gcc", "g++",     "cc",       "c++", "clang"};

int64_t now_ns() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return now.tv_sec * kNsPerSecond + now.tv_nsec;
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// By the runs before this one.
bool is_heavy(const ProgramCalls& program) {
  return program.calls > 0 && program.calls >= (program.runs - 1) * kManyCalls;
}

// Programs that are let in from their first run on: nothing is known, all may be.
bool is_used(const LibrarySites::Run& run, const ProgramCalls& program) {
  if (program.places.none()) return true;
  return std::any_of(run.sites.begin(), run.sites.end(), [&](const LibrarySites::Site& site) {
    return program.places.test((site.address + site.size()) % 4096);
  });
}

// The supervisor's own way to write to code of another process: its memory, whatever process has
// its number later.
OpenFile open_memory(pid_t process) {
  char path[32] = "/proc/";
  char* const end = std::to_chars(path + 6, path + sizeof path, process).ptr;
  std::copy_n("/mem", 5, end);
  return OpenFile(open(path, O_RDWR | O_CLOEXEC));
}

bool write_memory(const OpenFile& memory, uint64_t address, std::string_view bytes) {
  return pwrite(memory.get(), bytes.data(), bytes.size(), static_cast<off_t>(address)) ==
         static_cast<ssize_t>(bytes.size());
}

template <typename Number>
void put(std::string& bytes, size_t at, Number number) {
  std::memcpy(bytes.data() + at, &number, sizeof number);
}

bool is_single_threaded(pid_t process) {
  char path[32] = "/proc/";
  char* const end = std::to_chars(path + 6, path + sizeof path, process).ptr;
  std::copy_n("/task", 6, end);
  struct stat status;
  return stat(path, &status) == 0 && status.st_nlink == 3;
}

// What a process must have in its memory to be the one that is known.
class Expectation {
 public:
  void add(uint64_t address, std::string_view bytes) {
    places_.push_back({reinterpret_cast<void*>(address), bytes.size()});
    bytes_ += bytes;
  }
  void add_run(uint64_t base, const LibrarySites::Run& run) { add(base + run.address, run.bytes); }
  bool holds(pid_t process) const {
    std::string found(bytes_.size(), '\0');
    const iovec local = {found.data(), found.size()};
    return process_vm_readv(process, &local, 1, places_.data(), places_.size(), 0) ==
               static_cast<ssize_t>(found.size()) &&
           found == bytes_;
  }

 private:
  std::vector<iovec> places_;
  std::string bytes_;
};

}  // namespace

bool Accelerator::serve(int listener, const seccomp_notif& notification, CallReader& reader,
                        GateUse& use) {
  if (off_ || use.off) return false;
  const auto thread = static_cast<pid_t>(notification.pid);
  const bool executes = reader.operation() == Operation::kExecute;
  if (!use.started.empty()) {
    if (!executes) note_execution(thread, use.started, use);
    use.started.clear();
  }
  if (executes) {
    note_execution(thread, reader.path(), use);
    return false;
  }
  GateProcess& process = use.processes[static_cast<size_t>(thread) % use.processes.size()];
  if (process.process != thread) return false;
  if (process.phase == GateProcess::Phase::kLetIn) {
    if (process.program->places.any()) process.program->note(notification.data.instruction_pointer);
    patch(notification, process);
    return false;
  }
  const bool first = process.phase == GateProcess::Phase::kExecuted;
  process.phase = GateProcess::Phase::kStarted;
  if (first && is_heavy(*process.program) && reader.path() == kFirstPath)
    return let_in(listener, notification, reader, use, process);
  ++process.program->calls;
  process.program->note(notification.data.instruction_pointer);
  return false;
}

void Accelerator::note_execution(pid_t process, std::string_view program, GateUse& use) {
  GateProcess& entry = use.processes[static_cast<size_t>(process) % use.processes.size()];
  entry = GateProcess{};
  entry.process = process;
  entry.program = &programs_[XXH3_64bits(program.data(), program.size())];
  ProgramCalls& calls = *entry.program;
  const bool known =
      std::find(std::begin(kHeavy), std::end(kHeavy), base_name(program)) != std::end(kHeavy);
  if (calls.runs == 0 && known) calls.calls = UINT32_MAX / 2;
  if (calls.runs < UINT32_MAX / kManyCalls / 4) ++calls.runs;
}

void Accelerator::find_libraries() {
  if (libraries_sought_) return;
  libraries_sought_ = true;
  libraries_[0] = LibrarySites::find(kLoaderPath.data());
  for (const std::string_view path : kLibraryPaths) {
    if (libraries_[1] == nullptr) libraries_[1] = LibrarySites::find(path.data());
  }
  off_ = libraries_[0] == nullptr || libraries_[0]->free_size() < gate_code().loader_size;
}

void Accelerator::ended(GateUse& use) {
  for (std::unique_ptr<GateArea>& area : use.areas) spare_areas_.give_back(std::move(area));
  use = GateUse{};
}

GateArea* Accelerator::take_area(GateUse& use) {
  if (use.areas.empty() || !use.areas.back()->has_room()) {
    use.off = use.areas.size() == kMaxAreas;
    std::unique_ptr<GateArea> area = use.off ? nullptr : spare_areas_.take();
    if (area == nullptr) return nullptr;
    use.areas.push_back(std::move(area));
  }
  return use.areas.back().get();
}

bool Accelerator::let_in(int listener, const seccomp_notif& notification, CallReader& reader,
                         GateUse& use, GateProcess& process) {
  find_libraries();
  if (off_) return false;
  const uint64_t base = libraries_[0]->loaded_at_access(notification.data.instruction_pointer);
  if (base == 0) return false;
  process.area = take_area(use);
  if (process.area == nullptr) return false;
  process.directory = {reader.working_directory(), process.area->generation()};
  if (!write_loader(notification, base, process)) {
    note_outcome(false);
    return false;
  }
  seccomp_notif_addfd descriptor = {};
  descriptor.id = notification.id;
  descriptor.flags = SECCOMP_ADDFD_FLAG_SETFD | SECCOMP_ADDFD_FLAG_SEND;
  descriptor.srcfd = static_cast<uint32_t>(process.area->descriptor());
  descriptor.newfd = UMAKE_GATE_DESCRIPTOR;
  descriptor.newfd_flags = O_CLOEXEC;
  // Should it fail, what was written does no harm: it makes nothing of the call's own result.
  if (ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &descriptor) < 0) {
    off_ = errno == EINVAL;  // older than Linux 5.14
    return false;
  }
  process.phase = GateProcess::Phase::kLetIn;
  --process.program->runs;  // its calls will not be counted
  process.until_ns = now_ns() + kNsPerSecond;
  return true;
}

void Accelerator::note_outcome(bool good) {
  failures_ = good ? 0 : failures_ + 1;
  if (failures_ == kMaxFailures) off_ = true;
}

// The process waits in the loader's first call; it goes on where that returns to.
bool Accelerator::write_loader(const seccomp_notif& notification, uint64_t base,
                               GateProcess& process) {
  const LibrarySites& library = *libraries_[0];
  const pid_t number = process.process;
  const uint64_t after_call = notification.data.instruction_pointer;
  const uint64_t room = base + library.free_address();
  const GateCode code = gate_code();
  const std::string_view place = LibrarySites::kAccess;
  Expectation expected;
  expected.add(after_call - LibrarySites::kSize, place);
  expected.add(room, std::string(code.loader_size, '\0'));
  for (const LibrarySites::Run& run : library.runs()) expected.add_run(base, run);
  if (!expected.holds(number)) return false;
  const uint64_t stub =
      process.area->add_stub(notification.data.nr, room + code.loader_back, process.directory);
  std::string loader(code.loader, code.loader_size);
  put(loader, code.loader_record, static_cast<uint32_t>(stub));
  const uint64_t goes_on = after_call + place.size() - LibrarySites::kSize;
  put(loader, code.loader_return,
      static_cast<uint32_t>(goes_on - (room + code.loader_return + sizeof(uint32_t))));
  std::string jump(kJumpSize, '\xe9');
  put(jump, 1, static_cast<uint32_t>(room - (after_call + kJumpSize)));
  process.memory = open_memory(number);
  return write_memory(process.memory, room, loader) &&
         write_memory(process.memory, after_call, jump);
}

void Accelerator::patch(const seccomp_notif& notification, GateProcess& process) {
  const int64_t now = now_ns();
  if (now > process.until_ns) {
    process = GateProcess{};
    return;
  }
  process.until_ns = now + kNsPerSecond;
  for (size_t i = 0; i < kLibraries; ++i) {
    const auto bit = static_cast<uint8_t>(1 << i);
    if (libraries_[i] == nullptr || (process.libraries & bit) != 0) continue;
    const uint64_t base =
        libraries_[i]->loaded_at(notification.data.nr, notification.data.instruction_pointer);
    if (base == 0) continue;
    const bool done = patch_library(*libraries_[i], base, process);
    if (done || ++process.misses == kMaxMisses) process.libraries |= bit;
    if (process.libraries == kAllLibraries) process.memory.close();
    if (done) return;
  }
}

bool Accelerator::patch_library(const LibrarySites& library, uint64_t base, GateProcess& process) {
  const pid_t number = process.process;
  // Is it still the process that was let in, and did the area get there?
  const uint64_t cookie = process.area->cookie();
  Expectation expected;
  expected.add(kGateBase + kGateLog + offsetof(GateLog, cookie),
               {reinterpret_cast<const char*>(&cookie), sizeof cookie});
  for (const LibrarySites::Run& run : library.runs()) {
    if (is_used(run, *process.program)) expected.add_run(base, run);
  }
  const bool known = expected.holds(number);
  note_outcome(known);
  if (!known) return false;
  // The loader's second call comes before anything could have started a thread.
  if (&library != libraries_[0].get() && !is_single_threaded(number)) return false;
  // Those that were let in beside it took the last: it goes on without.
  if (!process.area->has_stubs(library.site_count())) return true;
  for (const LibrarySites::Run& run : library.runs()) {
    if (!is_used(run, *process.program)) continue;
    std::string bytes(run.bytes);
    for (const LibrarySites::Site& site : run.sites) {
      const uint64_t stub =
          process.area->add_stub(site.number, base + site.address + site.size(), process.directory);
      const size_t at = site.address - run.address;
      // What stands between; mov eax, the stub's address; jmp rax
      std::memmove(bytes.data() + at, bytes.data() + at + kMoveSize, site.between);
      bytes[at + site.between] = kMove;
      put(bytes, at + site.between + 1, static_cast<uint32_t>(stub));
      put(bytes, at + site.between + kMoveSize, kJumpRax);
    }
    if (write_memory(process.memory, base + run.address, bytes)) continue;
    // No memory for another page; those that were written have theirs.
    write_memory(process.memory, base + run.address, run.bytes);
    break;
  }
  return true;
}

}  // namespace umake
