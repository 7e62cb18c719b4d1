// Sees what the processes of a recipe do to files: what they open, ask about, list, execute,
// create, rename and remove.
//
// One Observer for a umake, one Watch for a recipe that runs. The coordinator starts a recipe's
// processes with SpawnRequest::watch set and, when the last of them was reaped, asks finish() for
// the trace. In between a supervisor thread of the Observer's own answers the kernel; nothing of it
// is the coordinator's business.
//
// Not seen: a path given together with AT_EMPTY_PATH and an open descriptor (such calls mean the
// descriptor), changes through descriptors that were inherited, extended attributes, and what is
// read from umake's own standard input. A process that handles a signal without SA_RESTART can see
// EINTR from a call that never gives it otherwise, when the signal comes in the microseconds before
// the supervisor hears of the call: the kernel offers no remedy. Programs that make many calls have
// a piece of memory that the observer shares with them (gate_linux.h): it shows in /proc/self/maps
// only, and a profiler's unwinder does not find its way out of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace umake {

// One path that a recipe used.
struct TraceEntry {
  enum Flag : uint16_t {
    kRead = 1 << 0,       // opened for reading, or executed: its content may have been seen
    kExecuted = 1 << 1,   // run as a program, or as the interpreter of one
    kAsked = 1 << 2,      // only its status was asked for: that it exists, kind, size, permissions
    kListed = 1 << 3,     // a directory that was opened: its names may have been seen
    kLinkRead = 1 << 4,   // a symbolic link whose text was read, or that a path led through
    kWritten = 1 << 5,    // opened for writing, created, truncated, linked, renamed to, or its
                          // permissions or times set; with neither kReplacedFirst nor kWasAbsent,
                          // something of what it was before stays (appended to)
    kRemoved = 1 << 6,    // unlinked or renamed away (and perhaps written again)
    kDirectory = 1 << 7,  // made by mkdir
    // The first that was done to it gave it new content whatever the old one was (O_TRUNC, O_EXCL,
    // rename to, unlink): reads that followed saw the recipe's own.
    kReplacedFirst = 1 << 8,
    // It was not there when the recipe first wrote, created or removed it: what was read or asked
    // of it before was its absence, what came afterwards the recipe's own.
    kWasAbsent = 1 << 9,
    // Its status was asked for before the recipe first wrote, created or removed it. Most programs
    // do so with their output without minding the answer; `test -f out || make-it > out` minds.
    kAskedFirst = 1 << 10,
  };
  std::string path;  // absolute; no ".", ".." or "//"; no symbolic link in its directories
  uint16_t flags = 0;

  bool has(Flag flag) const { return (flags & flag) != 0; }
};

// Why a recipe's result must not be taken from, or put into, the action cache.
enum class Taint : uint16_t {
  kNetwork = 1 << 0,     // connected, or listened, other than to the name service's local socket
  kDevice = 1 << 1,      // opened a device other than null, zero, full, random, urandom or tty
  kUnseen = 1 << 2,      // did what the observer can't follow: io_uring, open_by_handle_at, mount,
                         // chroot, ptrace, another ABI's system calls
  kUnreadable = 1 << 3,  // a path could not be read from the process
  kOutlived = 1 << 4,    // a process of it still runs after its shell ended
  kClock = 1 << 5,       // ran a program whose output is the time (date)
  kOwner = 1 << 6,       // gave a file to another user or group, or an extended attribute
};

struct Trace {
  std::vector<TraceEntry> entries;  // each path once, in the order of first use
  uint16_t taints = 0;              // of Taint
  // It looked at what the kernel tells of the machine and of the moment (/proc, /sys, /dev), beyond
  // what run-time libraries look at as they start. A recipe seldom makes anything of it; the answer
  // of a $(shell) often is just that.
  bool asks_kernel = false;
  bool reads_random = false;  // it opened /dev/random or /dev/urandom

  bool tainted() const { return taints != 0; }
  bool has(Taint taint) const { return (taints & static_cast<uint16_t>(taint)) != 0; }
};

// The observation of one recipe; several processes may be started under it one after the other (its
// lines). Coordinator thread only.
class Watch {
 public:
  virtual ~Watch() = default;

  // In the child, between clone and exec, sharing umake's memory and file table: installs the
  // filter and hands its listener to the supervisor. Must not allocate. Returns 0 or an errno: the
  // child then goes on unobserved, and finish() says so.
  virtual int enter_child() = 0;
  // umake looked for the program that it is about to start, and there was nothing at `path`
  // (relative: to the working directory): taken down like a process's own search for it.
  virtual void missed_program(const char* path) = 0;
  // The child that comes next will execute `path` (relative: to the working directory) at first.
  virtual void starts_program(const char* path) = 0;
  // In the child, after enter_child(): execve(). What starts_program() named goes without the
  // observer's being asked, for it knows already. Must not allocate. Sets errno.
  virtual void execute(const char* path, char* const* arguments, char* const* environment) = 0;
  // Where umake takes what the recipe prints, to be printed in turn; -1: nowhere. From then on a
  // change that the recipe makes to a file waits, a fifth of a second at most and a millisecond
  // while others need the observer, until what it printed before is taken: a recipe that waits for
  // the file must not be heard first.
  virtual void prints_to(int out, int err) = 0;
  // After the last process was reaped. False: some process ran unobserved (no trace).
  virtual bool finish(Trace& trace) = 0;
};

class Observer {
 public:
  virtual ~Observer() = default;
  // Null when the system can't (no seccomp user notification, not Linux, already observed by
  // somebody else): finding out is done once, on the first call.
  virtual std::unique_ptr<Watch> watch() = 0;
};

// True when the command names a program that needs the rights of another user (sudo, mount, ...):
// an observed process can't get them, unless umake itself is root's. Such a recipe is better left
// unobserved.
bool wants_privileges(std::string_view command);

// Starts nothing until the first watch().
std::unique_ptr<Observer> make_observer();

}  // namespace umake
