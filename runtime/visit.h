// The walker's explicit stack: coroutines in place of recursion.
//
// Updating a target is a Visit. A visit begins the visits of its prerequisites one after the other;
// each runs until it is over or blocked (its own prerequisites or its recipe are still being made),
// then the visit that began it goes on. A blocked visit is resumed when what it waits for is over.
// So one walk in GNU make's order starts all that can be started, nothing is walked twice, and no
// depth of a graph can overflow the program's stack. Coordinator thread only.
#pragma once

#include <coroutine>
#include <cstdint>
#include <memory>
#include <queue>
#include <utility>
#include <vector>

#include "graph/target.h"

namespace umake {

class Schedule;

// Owns a coroutine; its result stays readable when it is over.
class Visit {
 public:
  struct promise_type;
  using Handle = std::coroutine_handle<promise_type>;

  struct promise_type {
    Outcome outcome = Outcome::kNone;
    bool begun = false;
    bool over = false;
    bool newer = false;  // for the check of an intermediate file: its dependant must be remade
    uint32_t order = 0;  // when it began: earlier ones are resumed first
    Schedule* schedule = nullptr;
    std::vector<Handle> waiting;  // visits that wait for this one

    Visit get_return_object() { return Visit(Handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(Outcome result) { outcome = result; }
    // `co_yield true` in the check of an intermediate file sets `newer` and goes on.
    std::suspend_never yield_value(bool is_newer) noexcept {
      newer = is_newer;
      return {};
    }
    void unhandled_exception() { std::terminate(); }
  };

  Visit() = default;
  explicit Visit(Handle handle) : handle_(handle) {}
  Visit(Visit&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  Visit& operator=(Visit&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Visit() {
    if (handle_) handle_.destroy();
  }

  explicit operator bool() const { return static_cast<bool>(handle_); }
  bool begun() const { return handle_.promise().begun; }
  bool over() const { return handle_.promise().over; }
  Outcome outcome() const { return handle_.promise().outcome; }
  Handle handle() const { return handle_; }

 private:
  Handle handle_;
};

// Resumes visits in the order of the walk.
class Schedule {
 public:
  // co_await begin(visit): runs it until it is over or blocked.
  struct Begin {
    Schedule& schedule;
    Visit::Handle visit;
    bool await_ready() const { return visit.promise().begun; }
    void await_suspend(Visit::Handle) { schedule.push(visit); }
    void await_resume() {}
  };
  // co_await finish(visit): blocks until it is over.
  struct Finish {
    Visit::Handle visit;
    bool await_ready() const { return visit.promise().over; }
    void await_suspend(Visit::Handle self) { visit.promise().waiting.push_back(self); }
    void await_resume() {}
  };
  // co_await block_on(list): blocks until somebody passes the list to wake().
  struct BlockOn {
    std::vector<Visit::Handle>& list;
    bool await_ready() const { return false; }
    void await_suspend(Visit::Handle self) { list.push_back(self); }
    void await_resume() {}
  };

  Begin begin(const Visit& visit) { return {*this, visit.handle()}; }
  Finish finish(const Visit& visit) { return {visit.handle()}; }
  Begin begin(Visit::Handle visit) { return {*this, visit}; }
  Finish finish(Visit::Handle visit) { return {visit}; }
  BlockOn block_on(std::vector<Visit::Handle>& list) { return {list}; }

  // Queues all of `list` to be resumed, and empties it.
  void wake(std::vector<Visit::Handle>& list);
  // Runs `root` and whatever was woken until all are over or blocked.
  void run(const Visit& root);
  // Runs what was woken. Returns false when there was nothing.
  bool run_woken();
  // Whether a visit that was blocked before, and woken, is at the bottom: its callers are not on
  // the stack.
  bool resumed() const { return resumed_; }

 private:
  void push(Visit::Handle visit);
  void drain();

  struct Later {
    bool operator()(Visit::Handle a, Visit::Handle b) const {
      return a.promise().order > b.promise().order;
    }
  };
  std::vector<Visit::Handle> stack_;
  std::priority_queue<Visit::Handle, std::vector<Visit::Handle>, Later> woken_;
  uint32_t next_order_ = 0;
  bool resumed_ = false;
};

}  // namespace umake
