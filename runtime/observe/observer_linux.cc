#include <linux/limits.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "runtime/observe/interpreters_posix.h"
#include "runtime/observe/observer.h"
#include "runtime/observe/supervisor_linux.h"
#include "runtime/observe/trace_builder_posix.h"

namespace umake {

namespace {

// The reader takes no longer path down.
constexpr size_t kLongestAnnounced = PATH_MAX;

class SeccompObserver;

class SeccompWatch final : public Watch {
 public:
  explicit SeccompWatch(SeccompObserver& observer)
      : observer_(observer), recording_(std::make_shared<Recording>()) {
    char directory[PATH_MAX];
    if (getcwd(directory, sizeof directory) == nullptr || directory[0] != '/') return;
    directory_ = directory;
    RecipeMemory& memory = recording_->memory;
    memory.working_directories.start(memory.log.base(directory_));
  }
  ~SeccompWatch() override;

  int enter_child() override;
  void missed_program(const char* path) override;
  void starts_program(const char* path) override;
  void execute(const char* path, char* const* arguments, char* const* environment) override;
  void prints_to(int out, int err) override;
  bool finish(Trace& trace) override;

 private:
  void log_program(const char* path);

  SeccompObserver& observer_;
  std::shared_ptr<Recording> recording_;
  std::string directory_;    // umake's own; empty: it has none
  bool announced_ = false;   // starts_program() took down what execute() will get first
  bool unobserved_ = false;  // a process could not be observed
  bool finished_ = false;
};

class SeccompObserver final : public Observer {
 public:
  std::unique_ptr<Watch> watch() override {
    if (off_) return nullptr;
    if (supervisor_ == nullptr) supervisor_ = Supervisor::start();
    off_ = supervisor_ == nullptr;
    if (off_) return nullptr;
    return std::make_unique<SeccompWatch>(*this);
  }

 private:
  friend class SeccompWatch;

  std::unique_ptr<Supervisor> supervisor_;
  Interpreters interpreters_;
  PathResolver paths_;
  bool off_ = false;  // the system can't, or somebody else already observes umake itself
};

SeccompWatch::~SeccompWatch() {
  if (!finished_) observer_.supervisor_->close(*recording_);
}

int SeccompWatch::enter_child() {
  const int error = observer_.supervisor_->enter(recording_);
  if (error == 0) return 0;
  unobserved_ = true;
  // EMFILE: too many recipes left processes running; other errors come again for every process.
  observer_.off_ = error != EMFILE && error != ENOMEM;
  return error;
}

// With the recording's lock.
void SeccompWatch::log_program(const char* path) {
  EventLog& log = recording_->memory.log;
  const bool absolute = path[0] == '/';
  if (!absolute && directory_.empty()) return log.taint(static_cast<uint16_t>(Taint::kUnreadable));
  const uint32_t base = log.base(absolute ? std::string_view("/") : directory_);
  log.add(base, path, TraceEntry::kRead | TraceEntry::kExecuted, 0);
}

void SeccompWatch::missed_program(const char* path) {
  const std::lock_guard lock(recording_->mutex);
  log_program(path);
}

// Of what its arguments or the process say more about, the call itself is to be seen.
void SeccompWatch::starts_program(const char* path) {
  const std::string_view text = path;
  const bool special = text.starts_with("/proc") || text.starts_with("/dev");
  announced_ = !special && text.size() < kLongestAnnounced &&
               text.substr(text.rfind('/') + 1) != "date" && !directory_.empty();
  if (!announced_) return;
  const std::lock_guard lock(recording_->mutex);
  log_program(path);
  recording_->memory.gate.started = text;
}

// A register that an execve leaves alone may hold the pass: it is given anew for each.
void SeccompWatch::execute(const char* path, char* const* arguments, char* const* environment) {
  const uint64_t pass = std::exchange(announced_, false) ? observer_.supervisor_->pass() : 0;
  syscall(SYS_execve, path, arguments, environment, pass);
}

void SeccompWatch::prints_to(int out, int err) {
  const std::lock_guard lock(recording_->mutex);
  recording_->printed = {out, err};
}

bool SeccompWatch::finish(Trace& trace) {
  finished_ = true;
  const bool ended = observer_.supervisor_->close(*recording_);
  if (unobserved_) return false;
  trace = TraceBuilder(recording_->memory.log, observer_.interpreters_, observer_.paths_).build();
  if (!ended) trace.taints |= static_cast<uint16_t>(Taint::kOutlived);
  return true;
}

}  // namespace

std::unique_ptr<Observer> make_observer() { return std::make_unique<SeccompObserver>(); }

}  // namespace umake
