// Signals to umake itself (manual, "Interrupting or Killing make"): which are fatal, when they end
// umake at once and when they wait for the executor to tidy up. One object, owned by Session;
// coordinator thread only.
//
// Before the first recipe runs, a fatal signal ends umake at once, after removing the temporary
// files it was told of. From then on it is only noted: the executor meets it in its wait, or at its
// next start(). A second one of the same kind ends umake whatever it is doing.
#pragma once

#include <csignal>
#include <cstdint>
#include <string>

namespace umake {

class Signals {
 public:
  // Takes over SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU, SIGXFSZ (those that are not ignored),
  // SIGCHLD.
  Signals();
  // Gives all back.
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // The first recipe is about to run: from now on fatal signals are noted.
  void defer();
  // While a recipe runs, they are delivered in ppoll() only (with wait_mask()), so that none is
  // missed.
  void block();
  void unblock();
  bool blocked() const { return blocked_; }
  // The fatal signal that was noted, or 0.
  int fatal() const;
  // Whether a child may have ended since the last call.
  bool take_child_event();

  // The mask umake was started with: children get it.
  const sigset_t& original_mask() const { return original_mask_; }
  const sigset_t& wait_mask() const { return wait_mask_; }

  // SIGUSR1 switches `*level` between nothing and basic debugging (manual, "Summary of Options",
  // -d).
  void toggle_debug_on_usr1(uint32_t* level);
  // A temporary file to remove when a signal ends umake at once. False: no room (it is then left
  // behind).
  bool remove_at_death(const std::string& path);
  void forget(const std::string& path);

 private:
  sigset_t original_mask_;
  sigset_t wait_mask_;
  sigset_t blocked_mask_;
  bool blocked_ = false;
};

// Removes the temporary files that remove_at_death() was told of and ends umake by `signal`
// (SIGQUIT: with status 1, since the signal itself would dump core), so that its parent sees what
// happened.
[[noreturn]] void die_by_signal(int signal);

}  // namespace umake
