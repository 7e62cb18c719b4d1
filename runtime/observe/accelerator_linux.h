// Lets the processes of programs that make many calls through the gate (gate_linux.h).
//
// A process comes in at its very first call, before any code of the program's own has run: the C
// library's loader asks for /etc/ld.so.preload. Instead of that call's result it gets a descriptor
// of the recipe's gate area and comes back to a few instructions, written behind the loader's last
// function, that map the area and then make the call. From then on, at the first call that is
// notified from the loader or the C library, all that library's sites are made to jump to the gate.
// Nothing of it shows in the environment, the arguments, or the descriptors. A process that is not
// single, that is being traced, or whose libraries are not the known ones, stays as it is.
//
// Supervisor thread, under the recording's lock, while the process waits in a call.
#pragma once

#include <linux/seccomp.h>
#include <sys/types.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>

#include "runtime/observe/call_reader_linux.h"
#include "runtime/observe/gate_use_linux.h"
#include "runtime/observe/library_sites_linux.h"

namespace umake {

class Accelerator {
 public:
  // After the reader has read the call. True: the process was answered.
  bool serve(int listener, const seccomp_notif& notification, CallReader& reader, GateUse& use);
  // The recipe ended, and none of its processes is left. Any thread, under the recording's lock.
  void ended(GateUse& use);

 private:
  static constexpr size_t kLibraries = 2;  // the loader, the C library
  static constexpr uint8_t kAllLibraries = (1 << kLibraries) - 1;

  void note_execution(pid_t process, std::string_view program, GateUse& use);
  bool let_in(int listener, const seccomp_notif& notification, CallReader& reader, GateUse& use,
              GateProcess& process);
  GateArea* take_area(GateUse& use);
  bool write_loader(const seccomp_notif& notification, uint64_t base, GateProcess& process);
  void patch(const seccomp_notif& notification, GateProcess& process);
  bool patch_library(const LibrarySites& library, uint64_t base, GateProcess& process);
  void note_outcome(bool good);
  void find_libraries();

  SpareAreas spare_areas_;
  std::unordered_map<uint64_t, ProgramCalls> programs_;  // by the digest of the path
  std::array<std::unique_ptr<LibrarySites>, kLibraries> libraries_;
  bool libraries_sought_ = false;
  int failures_ = 0;
  bool off_ = !has_gate();
};

}  // namespace umake
