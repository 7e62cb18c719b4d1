#include "runtime/visit.h"

namespace umake {

void Schedule::push(Visit::Handle visit) {
  visit.promise().begun = true;
  visit.promise().order = next_order_++;
  stack_.push_back(visit);
}

void Schedule::wake(std::vector<Visit::Handle>& list) {
  for (Visit::Handle visit : list) woken_.push(visit);
  list.clear();
}

void Schedule::run(const Visit& root) {
  push(root.handle());
  drain();
}

bool Schedule::run_woken() {
  if (woken_.empty()) return false;
  resumed_ = true;
  while (!woken_.empty()) {
    stack_.push_back(woken_.top());
    woken_.pop();
    drain();
  }
  resumed_ = false;
  return true;
}

// The top visit runs until it is over (its waiters are woken), began another (that is on top now),
// or is blocked (it leaves the stack; who wakes it holds its handle).
void Schedule::drain() {
  while (!stack_.empty()) {
    const Visit::Handle top = stack_.back();
    const size_t height = stack_.size();
    top.resume();
    if (stack_.size() > height) continue;
    stack_.pop_back();
    if (!top.done()) continue;
    top.promise().over = true;
    wake(top.promise().waiting);
  }
}

}  // namespace umake
