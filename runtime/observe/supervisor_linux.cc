#include "runtime/observe/supervisor_linux.h"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>

namespace umake {

namespace {

// Newer than the headers: the kernel then wakes each side where the other just stopped running.
#ifndef SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (1UL << 0)
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#endif
#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5)
#endif

constexpr uint32_t kStopMark = ~0u;
constexpr uint32_t kKeeperMark = ~0u - 1;
// How often a child looks whether the keeper is there: starting it takes about as long.
constexpr useconds_t kKeeperStepUs = 50;
constexpr int kGone = 127;  // the status of a child whose umake is gone: nobody reads it
constexpr int kMaxEvents = 32;
// The kernel lets go of a filter when its last process is reaped; whoever does that may need a
// moment. Only recipes that left something running wait.
constexpr int kGraceMs = 3;

// How long a change waits until what was printed before it is taken: in steps, for most is at once.
// While somebody else waits for an answer only the first few: it may be the coordinator itself, by
// way of a child that it has just started.
constexpr int kPrintedSteps = 1000;
constexpr int kPrintedStepsOfOthers = 5;
constexpr useconds_t kPrintedStepUs = 200;

// Sleeps while the coordinator has not taken all that the recipe printed. `others`: readable when
// somebody else waits.
void await_taking(const std::array<int, 2>& printed, int others) {
  if (printed[0] < 0 && printed[1] < 0) return;
  pollfd polled[3] = {{printed[0], POLLIN, 0}, {printed[1], POLLIN, 0}, {others, POLLIN, 0}};
  for (int step = 0; step < kPrintedSteps && poll(polled, 3, 0) > 0; ++step) {
    if (((polled[0].revents | polled[1].revents) & POLLIN) == 0) return;
    if (step >= kPrintedStepsOfOthers && polled[2].revents != 0) return;
    usleep(kPrintedStepUs);
  }
}

int install(const sock_fprog& program, unsigned long flags) {
  return static_cast<int>(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program));
}

}  // namespace

namespace {
// Another umake's filter, above or below this one's, must not let this one's programs through; that
// a program has it in a register by chance is as good as impossible.
uint64_t make_pass() {
  uint64_t pass = 0;
  if (getrandom(&pass, sizeof pass, GRND_NONBLOCK) == sizeof pass && pass != 0) return pass;
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (static_cast<uint64_t>(now.tv_sec) << 32 | static_cast<uint64_t>(now.tv_nsec)) *
             0x9e3779b97f4a7c15 ^
         static_cast<uint64_t>(getpid());
}
}  // namespace

std::unique_ptr<Supervisor> Supervisor::start() {
  seccomp_notif_sizes sizes = {};
  if (syscall(SYS_seccomp, SECCOMP_GET_NOTIF_SIZES, 0, &sizes) != 0) return nullptr;
  if (sizes.seccomp_notif > kNotificationRoom || sizes.seccomp_notif_resp > kNotificationRoom)
    return nullptr;
  std::unique_ptr<Supervisor> self(new Supervisor);
  self->pass_ = make_pass();
  self->filter_ = observing_filter(self->pass_);
  self->table_ = make_listener_table();
  if (self->filter_.empty() || self->table_ == nullptr) return nullptr;
  self->table_->notification_size = sizes.seccomp_notif;
  self->epoll_ = epoll_create1(EPOLL_CLOEXEC);
  self->stop_ = eventfd(0, EFD_CLOEXEC);
  self->keeper_wanted_ = eventfd(0, EFD_CLOEXEC);
  self->umake_ = getpid();
  if (!self->listen(self->stop_, kStopMark) || !self->listen(self->keeper_wanted_, kKeeperMark)) {
    return nullptr;
  }

  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  self->thread_ = std::thread([raw = self.get()] { raw->run(); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return self;
}

bool Supervisor::listen(int descriptor, uint32_t mark) const {
  epoll_event event = {};
  event.events = EPOLLIN;
  event.data.u32 = mark;
  return epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

Supervisor::~Supervisor() {
  const uint64_t one = 1;
  if (thread_.joinable()) {
    if (write(stop_, &one, sizeof one) < 0) std::terminate();
    thread_.join();
  }
  if (live_.load() > 0) need_keeper();
  if (keeper_ >= 0 && live_.load() > 0) {
    // What still runs is the keeper's from now on.
    if (write(table_->take_over_descriptor, &one, sizeof one) < 0) std::terminate();
  } else if (keeper_ >= 0) {
    // Reaped here: a container's first process may not do so.
    kill(keeper_, SIGKILL);
    while (waitpid(keeper_, nullptr, __WCLONE) < 0 && errno == EINTR) {
    }
  }
  for (const int descriptor : {epoll_, stop_, keeper_wanted_}) {
    if (descriptor >= 0) ::close(descriptor);
  }
}

// Not before a process is really observed: a umake below another's observer never is, and its
// keeper would keep that one's recipe from the gate.
void Supervisor::need_keeper() {
  if (keeper_ == kNoKeeperYet) keeper_ = start_keeper(*table_);
}

int Supervisor::take_slot() {
  for (size_t tried = 0; tried < kMaxListeners; ++tried) {
    const int slot = next_slot_;
    next_slot_ = (next_slot_ + 1) % static_cast<int>(kMaxListeners);
    int expected = ListenerTable::kFree;
    if (table_->descriptors[static_cast<size_t>(slot)].compare_exchange_strong(
            expected, ListenerTable::kTaken))
      return slot;
  }
  return -1;
}

// The listener, or -1 and errno. Newest flags first; and privileged processes need not give up
// set-user-id programs.
int Supervisor::install_filter() {
  const sock_fprog program = {static_cast<unsigned short>(filter_.size()),
                              const_cast<sock_filter*>(filter_.data())};
  // Without SPEC_ALLOW older kernels slow the process down against speculation attacks.
  constexpr unsigned long kFlags =
      SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_SPEC_ALLOW;
  int listener = install(program, kFlags | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV);
  if (listener < 0 && errno == EACCES) {
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    listener = install(program, kFlags | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV);
  }
  killable_ = listener >= 0;
  return listener < 0 && errno == EINVAL ? install(program, kFlags) : listener;
}

int Supervisor::enter(const std::shared_ptr<Recording>& recording) {
  const int slot = take_slot();
  if (slot < 0) return EMFILE;
  auto& descriptor = table_->descriptors[static_cast<size_t>(slot)];
  const int listener = install_filter();
  if (listener < 0) {
    const int error = errno;
    descriptor = ListenerTable::kFree;
    return error;
  }
  ioctl(listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
  descriptor = listener;
  attach(slot, listener, recording);
  await_keeper();
  return 0;
}

// In the child: its next call waits for an answer, and if umake is killed first, that must come
// from the keeper. What the keeper must know of stands in the table by now; if umake is gone
// already, the keeper may have looked before.
void Supervisor::await_keeper() {
  const uint64_t one = 1;
  bool asked = false;
  while (keeper_.load() == kNoKeeperYet && getppid() == umake_) {
    if (!asked) asked = write(keeper_wanted_, &one, sizeof one) > 0;
    usleep(kKeeperStepUs);
  }
  if (getppid() != umake_) _exit(kGone);
}

void Supervisor::attach(int slot, int listener, const std::shared_ptr<Recording>& recording) {
  {
    const std::lock_guard lock(recording->mutex);
    Slot& own = slots_[static_cast<size_t>(slot)];
    own.recording = recording;
    own.next = recording->first_listener;
    recording->first_listener = slot;
    ++live_;
  }
  listen(listener, static_cast<uint32_t>(slot));
}

void Supervisor::run() {
  prctl(PR_SET_NAME, "umake-observer");
  epoll_event events[kMaxEvents];
  for (;;) {
    const int count = epoll_wait(epoll_, events, kMaxEvents, -1);
    for (int i = 0; i < count; ++i) {
      if (events[i].data.u32 == kStopMark) return;
      need_keeper();
      if (events[i].data.u32 == kKeeperMark) {
        epoll_ctl(epoll_, EPOLL_CTL_DEL, keeper_wanted_, nullptr);
        continue;
      }
      const int slot = static_cast<int>(events[i].data.u32);
      if ((events[i].events & EPOLLIN) != 0) {
        answer(slot);
      } else {
        retire(slot);
      }
    }
  }
}

// The recording stays locked until all is taken down: whoever closes it finds it complete.
void Supervisor::answer(int slot) {
  const int listener = table_->descriptors[static_cast<size_t>(slot)].load();
  auto& notification = *reinterpret_cast<seccomp_notif*>(table_->notification.data());
  std::memset(&notification, 0, table_->notification_size);
  table_->answering = listener;
  if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &notification) != 0) return;

  Recording& recording = *slots_[static_cast<size_t>(slot)].recording;
  const std::lock_guard lock(recording.mutex);
  RecipeMemory& memory = recording.memory;
  if (!recording.closed) {
    memory.drain_gate();
    reader_.read(notification, memory);
    if (reader_.changes_files()) await_taking(recording.printed, epoll_);
    if (killable_ && accelerator_.serve(listener, notification, reader_, memory.gate)) return;
  }
  auto& response = *reinterpret_cast<seccomp_notif_resp*>(table_->response.data());
  response = {};
  response.id = notification.id;
  response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  // Fails when the process is gone, or a signal sent it round again: then what was read may have
  // been another's, and the call was not made.
  const bool went_on = ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response) == 0;
  if (went_on && !recording.closed) reader_.commit();
}

// No process is left behind the listener.
void Supervisor::retire(int slot) {
  auto& descriptor = table_->descriptors[static_cast<size_t>(slot)];
  Slot& own = slots_[static_cast<size_t>(slot)];
  const int listener = descriptor.load();
  epoll_ctl(epoll_, EPOLL_CTL_DEL, listener, nullptr);
  const std::shared_ptr<Recording> recording = std::move(own.recording);
  {
    const std::lock_guard lock(recording->mutex);
    int* link = &recording->first_listener;
    while (*link != slot) link = &slots_[static_cast<size_t>(*link)].next;
    *link = own.next;
    descriptor = ListenerTable::kTaken;  // the keeper must not take the next file for a listener
    ::close(listener);
    --live_;
  }
  descriptor = ListenerTable::kFree;
}

// A descriptor of a listener that still has processes, the caller's to close; -1: there is none.
int Supervisor::first_running(Recording& recording) {
  const std::lock_guard lock(recording.mutex);
  for (int slot = recording.first_listener; slot >= 0;
       slot = slots_[static_cast<size_t>(slot)].next) {
    const int listener = table_->descriptors[static_cast<size_t>(slot)].load();
    pollfd polled = {listener, 0, 0};
    if (poll(&polled, 1, 0) == 0) return fcntl(listener, F_DUPFD_CLOEXEC, 0);
  }
  return -1;
}

bool Supervisor::close(Recording& recording) {
  bool ended = true;
  for (int running = first_running(recording); running >= 0 && ended;) {
    pollfd polled = {running, 0, 0};
    ended = poll(&polled, 1, kGraceMs) != 0;
    ::close(running);
    running = ended ? first_running(recording) : -1;
  }
  const std::lock_guard lock(recording.mutex);
  recording.memory.drain_gate();
  recording.closed = true;
  if (ended) accelerator_.ended(recording.memory.gate);
  return ended;
}

}  // namespace umake
