#include "runtime/signals_posix.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>

#include "base/switches.h"

namespace umake {

namespace {

constexpr std::array<int, 6> kFatalSignals = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU, SIGXFSZ};

// What handlers can reach. A slot's first byte is written last when it is filled and first when it
// is emptied.
struct HandlerState {
  pid_t pid = 0;
  volatile sig_atomic_t deferred = 0;
  volatile sig_atomic_t fatal = 0;
  volatile sig_atomic_t child = 0;
  uint32_t* debug_level = nullptr;
  char paths[4][512] = {};
  struct sigaction before[kFatalSignals.size()] = {};
  struct sigaction child_before = {};
  struct sigaction usr1_before = {};
};
HandlerState g_state;

// Between clone and exec a child shares umake's memory and handlers: there a signal must end the
// child, and leave umake's flags alone.
bool in_child(int signal) {
  if (getpid() == g_state.pid) return false;
  ::signal(signal, SIG_DFL);
  raise(signal);
  return true;
}

void on_fatal(int signal) {
  if (in_child(signal)) return;
  if (g_state.deferred && g_state.fatal != signal) {
    if (g_state.fatal == 0) g_state.fatal = signal;
    return;
  }
  die_by_signal(signal);
}

void on_child(int) { g_state.child = 1; }

void on_usr1(int signal) {
  if (in_child(signal) || g_state.debug_level == nullptr) return;
  *g_state.debug_level = *g_state.debug_level != 0 ? 0u : uint32_t{kDebugBasic};
}

}  // namespace

Signals::Signals() {
  g_state.pid = getpid();
  sigprocmask(SIG_SETMASK, nullptr, &original_mask_);
  sigemptyset(&blocked_mask_);
  sigaddset(&blocked_mask_, SIGCHLD);

  struct sigaction action = {};
  sigemptyset(&action.sa_mask);
  action.sa_handler = on_fatal;
  for (size_t i = 0; i < kFatalSignals.size(); ++i) {
    sigaction(kFatalSignals[i], nullptr, &g_state.before[i]);
    if (g_state.before[i].sa_handler == SIG_IGN) continue;
    sigaction(kFatalSignals[i], &action, nullptr);
    sigaddset(&blocked_mask_, kFatalSignals[i]);
  }
  action.sa_handler = on_child;
  action.sa_flags = SA_NOCLDSTOP | SA_RESTART;
  sigaction(SIGCHLD, &action, &g_state.child_before);

  // A parent that blocks SIGCHLD must not make umake deaf to its children.
  wait_mask_ = original_mask_;
  sigdelset(&wait_mask_, SIGCHLD);
}

Signals::~Signals() {
  unblock();
  for (size_t i = 0; i < kFatalSignals.size(); ++i) {
    sigaction(kFatalSignals[i], &g_state.before[i], nullptr);
  }
  sigaction(SIGCHLD, &g_state.child_before, nullptr);
  if (g_state.debug_level != nullptr) sigaction(SIGUSR1, &g_state.usr1_before, nullptr);
  g_state = HandlerState{};
}

void Signals::defer() { g_state.deferred = 1; }

void Signals::block() {
  if (blocked_) return;
  blocked_ = true;
  sigprocmask(SIG_BLOCK, &blocked_mask_, nullptr);
}

void Signals::unblock() {
  if (!blocked_) return;
  blocked_ = false;
  sigprocmask(SIG_SETMASK, &original_mask_, nullptr);
}

int Signals::fatal() const { return g_state.fatal; }

bool Signals::take_child_event() {
  if (!g_state.child) return false;
  g_state.child = 0;
  return true;
}

void Signals::toggle_debug_on_usr1(uint32_t* level) {
  struct sigaction action = {};
  sigemptyset(&action.sa_mask);
  action.sa_handler = on_usr1;
  action.sa_flags = SA_RESTART;
  const bool installed = g_state.debug_level != nullptr;
  g_state.debug_level = level;
  if (!installed) sigaction(SIGUSR1, &action, &g_state.usr1_before);
}

bool Signals::remove_at_death(const std::string& path) {
  forget(path);
  for (auto& slot : g_state.paths) {
    if (slot[0] != '\0' || path.empty() || path.size() >= sizeof slot) continue;
    std::memcpy(slot + 1, path.c_str() + 1, path.size());
    std::atomic_signal_fence(std::memory_order_release);
    slot[0] = path[0];
    return true;
  }
  return false;
}

void Signals::forget(const std::string& path) {
  for (auto& slot : g_state.paths) {
    if (path == slot) slot[0] = '\0';
  }
}

void die_by_signal(int signal) {
  for (const auto& path : g_state.paths) {
    if (path[0] != '\0') unlink(path);
  }
  if (signal == SIGQUIT) _exit(1);
  struct sigaction action = {};
  action.sa_handler = SIG_DFL;
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
  sigset_t mask;
  sigemptyset(&mask);
  sigaddset(&mask, signal);
  sigprocmask(SIG_UNBLOCK, &mask, nullptr);
  kill(getpid(), signal);
  _exit(128 + signal);
}

}  // namespace umake
