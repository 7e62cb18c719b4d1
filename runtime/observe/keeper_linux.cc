// The keeper shares umake's memory and descriptors, so that starting it costs the same however
// large umake is and it needs to be told nothing. As it also shares the thread-local storage of
// the thread that made it, it must not call anything that touches that (errno): system calls only,
// made here. It has no exit signal: waits for any child do not see it.
#include <linux/close_range.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <new>

#include "runtime/observe/listeners_linux.h"

namespace umake {

namespace {

constexpr uint32_t kLastDescriptor = ~0u;

#if defined(__x86_64__)
long system_call(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0) {
  long result;
  register long r10 asm("r10") = d;
  register long r8 asm("r8") = e;
  asm volatile("syscall"
               : "=a"(result)
               : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
               : "rcx", "r11", "memory");
  return result;
}
#elif defined(__aarch64__)
long system_call(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0) {
  register long x8 asm("x8") = number;
  register long x0 asm("x0") = a;
  register long x1 asm("x1") = b;
  register long x2 asm("x2") = c;
  register long x3 asm("x3") = d;
  register long x4 asm("x4") = e;
  asm volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4) : "memory");
  return x0;
}
#else
long system_call(long, long = 0, long = 0, long = 0, long = 0, long = 0) { return -1; }
#endif

long address_of(const void* what) { return reinterpret_cast<long>(what); }

void clear(char* bytes, size_t size) {
  for (volatile char* byte = bytes; size > 0; --size) *byte++ = 0;
}

void let_through(ListenerTable& table, int descriptor, uint64_t id) {
  auto* const response = reinterpret_cast<seccomp_notif_resp*>(table.response.data());
  clear(table.response.data(), table.response.size());
  response->id = id;
  response->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  system_call(SYS_ioctl, descriptor, SECCOMP_IOCTL_NOTIF_SEND, address_of(response));
}

void answer_next(ListenerTable& table, int descriptor) {
  auto* const notification = reinterpret_cast<seccomp_notif*>(table.notification.data());
  clear(table.notification.data(), table.notification_size);
  if (system_call(SYS_ioctl, descriptor, SECCOMP_IOCTL_NOTIF_RECV, address_of(notification)) == 0)
    let_through(table, descriptor, notification->id);
}

// The live listeners, in ascending order.
size_t collect(ListenerTable& table) {
  size_t count = 0;
  for (const auto& slot : table.descriptors) {
    const int descriptor = slot.load();
    if (descriptor < 0) continue;
    size_t at = count++;
    for (; at > 0 && table.polled[at - 1].fd > descriptor; --at)
      table.polled[at] = table.polled[at - 1];
    table.polled[at] = {descriptor, POLLIN, 0};
  }
  return count;
}

// Others wait for the end of umake's pipes: everything but the listeners goes.
void close_all_but(const ListenerTable& table, size_t count) {
  long next = 0;
  for (size_t i = 0; i < count; ++i) {
    const long listener = table.polled[i].fd;
    if (listener > next) system_call(SYS_close_range, next, listener - 1, 0);
    next = listener + 1;
  }
  system_call(SYS_close_range, next, kLastDescriptor, 0);
}

void serve(ListenerTable& table, size_t count) {
  while (count > 0) {
    system_call(SYS_ppoll, address_of(table.polled.data()), static_cast<long>(count), 0, 0, 0);
    for (size_t i = count; i-- > 0;) {
      pollfd& polled = table.polled[i];
      if ((polled.revents & POLLIN) != 0) {
        answer_next(table, polled.fd);
      } else if (polled.revents != 0) {
        system_call(SYS_close, polled.fd);
        polled = table.polled[--count];
      }
    }
  }
}

int keep(void* data) {
  ListenerTable& table = *static_cast<ListenerTable*>(data);
  // Not of umake's process group: what kills that must not kill it before what it serves.
  system_call(SYS_setsid);
  system_call(SYS_prctl, PR_SET_NAME, address_of("umake-keeper"));
  pollfd* const waits = table.polled.data();
  waits[0] = {table.umake_descriptor, POLLIN, 0};
  waits[1] = {table.take_over_descriptor, POLLIN, 0};
  while (system_call(SYS_ppoll, address_of(waits), 2, 0, 0, 0) <= 0) {
  }
  system_call(SYS_unshare, CLONE_FILES);
  const size_t count = collect(table);
  close_all_but(table, count);
  const int interrupted = table.answering.load();
  if (interrupted >= 0) {
    let_through(table, interrupted,
                reinterpret_cast<seccomp_notif*>(table.notification.data())->id);
  }
  serve(table, count);
  system_call(SYS_exit_group, 0);
  return 0;
}

}  // namespace

ListenerTable* make_listener_table() {
  void* const room = mmap(nullptr, sizeof(ListenerTable), PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (room == MAP_FAILED) return nullptr;
  auto* const table = new (room) ListenerTable;
  for (auto& slot : table->descriptors) slot.store(ListenerTable::kFree, std::memory_order_relaxed);
  return table;
}

pid_t start_keeper(ListenerTable& table) {
  table.umake_descriptor = static_cast<int>(syscall(SYS_pidfd_open, getpid(), 0));
  table.take_over_descriptor = eventfd(0, EFD_CLOEXEC);
  if (table.umake_descriptor < 0 || table.take_over_descriptor < 0) return -1;
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, &before);
  const pid_t keeper =
      clone(keep, table.stack.data() + table.stack.size(), CLONE_VM | CLONE_FILES, &table);
  sigprocmask(SIG_SETMASK, &before, nullptr);
  return keeper;
}

}  // namespace umake
