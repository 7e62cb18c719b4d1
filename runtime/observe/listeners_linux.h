// The table of live listeners: what the supervisor and the keeper must both know. It sits in a
// mapping of its own that is never given back, for the keeper may outlive umake.
//
// A slot is taken by the coordinator's child, filled by it, and freed by the supervisor. The keeper
// reads it only when umake is gone.
#pragma once

#include <linux/seccomp.h>
#include <poll.h>
#include <sys/types.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace umake {

constexpr size_t kMaxListeners = 2048;
// The kernel's structs may grow; it tells their sizes. These must have room.
constexpr size_t kNotificationRoom = 256;

struct ListenerTable {
  static constexpr int kFree = -1;
  static constexpr int kTaken = -2;  // its child is at work

  std::array<std::atomic<int>, kMaxListeners> descriptors;
  // The notification that is being answered, and where it came from: if umake is killed in between,
  // nobody else can learn of it.
  std::atomic<int> answering = kFree;
  alignas(8) std::array<char, kNotificationRoom> notification;
  alignas(8) std::array<char, kNotificationRoom> response;
  size_t notification_size = sizeof(seccomp_notif);

  // The keeper's own.
  int umake_descriptor = -1;      // a pidfd
  int take_over_descriptor = -1;  // an eventfd: umake goes on, but no longer answers
  std::array<pollfd, kMaxListeners> polled;
  alignas(16) std::array<char, 16384> stack;
};

// Null when there is no memory.
ListenerTable* make_listener_table();

// Starts the process that answers when umake is gone, so that what umake left running goes on as if
// nobody had watched. Returns its number, or -1.
pid_t start_keeper(ListenerTable& table);

}  // namespace umake
