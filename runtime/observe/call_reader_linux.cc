#include "runtime/observe/call_reader_linux.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <linux/openat2.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "runtime/observe/date_program_linux.h"
#include "runtime/observe/observer.h"
#include "runtime/observe/process_memory_linux.h"
#include "runtime/observe/socket_address_linux.h"
#include "runtime/observe/special_paths.h"

namespace umake {

namespace {

constexpr uint32_t kAsItWas = ~0u;  // chown leaves the user or group alone
// In bytes, of a list with three entries, which are those of the permissions.
constexpr uint64_t kPlainAccessList = 28;

uint16_t bit(Taint taint) { return static_cast<uint16_t>(taint); }

std::string_view base_name(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

// Removes `prefix` and what follows it up to a slash; false when the text does not start so.
bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

CallReader::Handler CallReader::handler_of(Operation operation) {
  static constexpr Handler kHandlers[] = {
      &CallReader::read_unseen,            // kNone
      &CallReader::read_open,              // kOpen
      &CallReader::read_open_how,          // kOpenHow
      &CallReader::read_create,            // kCreate
      &CallReader::read_ask,               // kAsk
      &CallReader::read_ask_link,          // kAskLink
      &CallReader::read_link_text,         // kReadLink
      &CallReader::read_execute,           // kExecute
      &CallReader::read_rename,            // kRename
      &CallReader::read_link,              // kLink
      &CallReader::read_symlink,           // kSymlink
      &CallReader::read_remove,            // kRemove
      &CallReader::read_make_directory,    // kMakeDirectory
      &CallReader::read_symlink,           // kMakeNode
      &CallReader::read_change,            // kChange
      &CallReader::read_change_owner,      // kChangeOwner
      &CallReader::read_change_link,       // kChangeLinkOwner
      &CallReader::read_owner,             // kChangeOwnOwner
      &CallReader::read_set_attribute,     // kSetAttribute
      &CallReader::read_truncate,          // kTruncate
      &CallReader::read_change_directory,  // kChangeDirectory
      &CallReader::read_connect,           // kConnect
      &CallReader::read_bind,              // kBind
      &CallReader::read_network,           // kNetwork
      &CallReader::read_clone,             // kClone
      &CallReader::read_trace,             // kTrace
      &CallReader::read_unseen,            // kUnseen
  };
  static_assert(std::size(kHandlers) == static_cast<size_t>(Operation::kUnseen) + 1);
  return kHandlers[static_cast<size_t>(operation)];
}

void CallReader::read(const seccomp_notif& notification, RecipeMemory& memory) {
  use_count_ = 0;
  taints_ = 0;
  asks_kernel_ = false;
  notification_ = &notification;
  memory_ = &memory;
  const bool native = is_native_call(notification.data.arch, notification.data.nr);
  if (native && notification.data.instruction_pointer == gate_report_address()) {
    if (!unpack_report()) return;
    call_ = find_notified_call(reported_.data.nr);
    return (this->*handler_of(call_->operation))();
  }
  call_ = native ? find_notified_call(notification.data.nr) : nullptr;
  // No number: it is in another process number space, and nothing can be read of it.
  if (call_ == nullptr || notification.pid == 0) {
    taints_ = bit(Taint::kUnseen);
    return;
  }
  (this->*handler_of(call_->operation))();
}

// The gate reports a call that is done and that it could not take down itself.
bool CallReader::unpack_report() {
  reported_ = *notification_;
  const auto* const given = notification_->data.args;
  reported_.data.nr = static_cast<int>(given[1]);
  call_ = nullptr;
  const NotifiedCall* const call = find_notified_call(reported_.data.nr);
  if (call == nullptr || gate_entry(call->number) < 0) return false;
  const auto place = [this](int index, uint64_t value) {
    if (index >= 0) reported_.data.args[index] = value;
  };
  place(call->path, given[0]);
  place(call->directory, given[3]);
  place(call->flags, given[4]);
  notification_ = &reported_;
  return true;
}

bool CallReader::changes_files() const {
  constexpr uint16_t kChanges =
      TraceEntry::kWritten | TraceEntry::kRemoved | TraceEntry::kDirectory;
  for (size_t i = 0; i < use_count_; ++i) {
    if ((uses_[i].flags & kChanges) != 0) return true;
  }
  return false;
}

uint32_t CallReader::working_directory() {
  uint32_t base = 0;
  const uint16_t taints = taints_;
  const bool found = take_base(AT_FDCWD, base);
  taints_ = taints;
  return found ? base : kUnknownDirectory;
}

void CallReader::commit() {
  for (size_t i = 0; i < use_count_; ++i) {
    const Use& use = uses_[i];
    if ((use.manner & Event::kMovedDirectory) != 0) memory_->working_directories.forget();
    memory_->log.add(use.path.base, use.path.text, use.flags, use.manner);
  }
  memory_->log.taint(taints_);
  if (asks_kernel_) memory_->log.ask_kernel();
}

void CallReader::use(const Path& path, uint16_t flags, uint16_t manner) {
  uses_[use_count_++] = {path, flags, manner};
}

uint16_t CallReader::follow_manner() const {
  return has_flag(AT_SYMLINK_NOFOLLOW) ? Event::kNoFollow : 0;
}

// The directory of a descriptor, or the working directory, as an index of the log.
bool CallReader::take_base(int64_t descriptor, uint32_t& base) {
  const pid_t thread = static_cast<pid_t>(notification_->pid);
  const bool working = descriptor == AT_FDCWD;
  if (working) {
    const int64_t known = memory_->working_directories.find(thread);
    if (known >= 0) {
      base = static_cast<uint32_t>(known);
      return true;
    }
  }
  char buffer[PATH_MAX];
  const std::string_view link =
      working
          ? read_process_link(thread, "/cwd", -1, buffer, sizeof buffer)
          : read_process_link(thread, "/fd/", static_cast<int>(descriptor), buffer, sizeof buffer);
  if (link.empty()) {
    // A descriptor that is not open fails the call. Nobody is without a working directory.
    if (working) taints_ |= bit(Taint::kUnreadable);
    return false;
  }
  if (link[0] != '/') {
    // A working directory outside its root; or a descriptor of something that is no file.
    if (working) taints_ |= bit(Taint::kUnseen);
    return false;
  }
  base = memory_->log.base(link);
  if (working) memory_->working_directories.remember(thread, base);
  return true;
}

// Reads the path and finds where it starts. False: nothing to take down.
bool CallReader::take_path(int directory_argument, int path_argument, int buffer, Path& path) {
  auto& text = texts_[static_cast<size_t>(buffer)];
  const ReadOutcome outcome =
      read_text(static_cast<pid_t>(notification_->pid), argument(path_argument), text.data(),
                text.size(), path.text);
  if (outcome == ReadOutcome::kForbidden) taints_ |= bit(Taint::kUnreadable);
  // An empty path fails the call, or means a bare descriptor.
  if (outcome != ReadOutcome::kOk || path.text.empty()) return false;
  if (path.text[0] == '/') {
    path.base = memory_->log.base("/");
    if (path.text.starts_with("/proc/")) return take_own_process_path(path);
    if (path.text.starts_with("/dev/fd/")) return false;
    if (!is_plain_device(path.text)) return true;
    if (is_random_device(path.text)) memory_->log.read_random();
    return false;
  }
  const int64_t descriptor =
      directory_argument < 0 ? AT_FDCWD : static_cast<int>(argument(directory_argument));
  return take_base(descriptor, path.base);
}

// True when /proc/NUMBER is the calling process.
bool CallReader::own_process(std::string_view number) const {
  if (number == "self" || number == "thread-self") return true;
  pid_t process = 0;
  const auto result = std::from_chars(number.data(), number.data() + number.size(), process);
  if (result.ptr != number.data() + number.size() || process <= 0) return false;
  if (process == static_cast<pid_t>(notification_->pid)) return true;
  char thread[64];
  char* end = std::copy_n("/proc/", 6, thread);
  end = std::to_chars(end, thread + sizeof thread, process).ptr;
  end = std::copy_n("/task/", 6, end);
  end = std::to_chars(end, thread + sizeof thread, notification_->pid).ptr;
  *end = '\0';
  return access(thread, F_OK) == 0;
}

// Nothing to take down; but only its program file is the same in each run.
bool CallReader::ask_about_itself(std::string_view what) {
  asks_kernel_ |= what != "exe";
  return false;
}

// What a process finds out about itself is no input; but a path may lead through its working
// directory, its root or a descriptor to other places.
bool CallReader::take_own_process_path(Path& path) {
  std::string_view rest = path.text;
  take_prefix(rest, "/proc/");
  const std::string_view number = rest.substr(0, rest.find('/'));
  if (!own_process(number)) return true;
  rest.remove_prefix(std::min(rest.size(), number.size() + 1));
  int64_t descriptor = AT_FDCWD;
  if (take_prefix(rest, "root/")) {
    path.text = rest;
    return !rest.empty();
  }
  if (take_prefix(rest, "fd/")) {
    int value = -1;
    const auto result = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    rest.remove_prefix(static_cast<size_t>(result.ptr - rest.data()));
    descriptor = value;
    if (value < 0 || !take_prefix(rest, "/")) return ask_about_itself(rest);
  } else if (!take_prefix(rest, "cwd/")) {
    return ask_about_itself(rest);
  }
  path.text = rest;
  return !rest.empty() && take_base(descriptor, path.base);
}

CallReader::Standing CallReader::standing(const Path& path, uint16_t manner) {
  const std::string& base = memory_->log.directory(path.base);
  joined_.assign(base).append("/").append(path.text);
  struct stat status;
  const int flags = (manner & Event::kNoFollow) != 0 ? AT_SYMLINK_NOFOLLOW : 0;
  if (fstatat(AT_FDCWD, joined_.c_str(), &status, flags) != 0) return Standing::kNothing;
  return S_ISDIR(status.st_mode) ? Standing::kDirectory : Standing::kOther;
}

// A call that fails when something is there.
void CallReader::use_created(const Path& path, uint16_t flags) {
  if (standing(path, Event::kNoFollow) != Standing::kNothing)
    return use(path, TraceEntry::kAsked, Event::kNoFollow);
  use(path, TraceEntry::kWritten | flags,
      Event::kNoFollow | Event::kReplaces | Event::kAbsentBefore);
}

void CallReader::use_opened(const Path& path, uint64_t flags) {
  uint16_t manner = (flags & O_NOFOLLOW) != 0 ? Event::kNoFollow : 0;
  if ((flags & O_PATH) != 0 || (flags & O_TMPFILE) == O_TMPFILE)
    return use(path, TraceEntry::kAsked, manner);
  const bool writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_TRUNC) != 0;
  if (!writes && (flags & O_CREAT) == 0)
    return use(path, (flags & O_DIRECTORY) != 0 ? TraceEntry::kListed : TraceEntry::kRead, manner);
  if ((flags & O_CREAT) != 0 && (flags & O_EXCL) != 0) return use_created(path, 0);

  const bool absent = standing(path, manner) == Standing::kNothing;
  if (absent && (flags & O_CREAT) == 0) return use(path, TraceEntry::kAsked, manner);
  if (absent) manner |= Event::kAbsentBefore;
  if ((flags & O_TRUNC) != 0)
    return use(path, TraceEntry::kWritten, static_cast<uint16_t>(manner | Event::kReplaces));
  // O_RDONLY | O_CREAT is how lock files are opened.
  uint16_t how = 0;
  if ((flags & O_ACCMODE) != O_WRONLY) how |= TraceEntry::kRead;
  if (writes || absent) how |= TraceEntry::kWritten;
  use(path, how, manner);
}

void CallReader::read_open() {
  Path path;
  if (take_first(path)) use_opened(path, argument(call_->flags));
}

void CallReader::read_open_how() {
  Path path;
  open_how how = {};
  if (!take_first(path)) return;
  if (read_memory(static_cast<pid_t>(notification_->pid), argument(call_->flags), &how,
                  sizeof how) != ReadOutcome::kOk)
    return;
  if ((how.resolve & RESOLVE_IN_ROOT) != 0) {
    // Absolute paths and links start at the descriptor.
    taints_ |= bit(Taint::kUnseen);
    return;
  }
  use_opened(path, how.flags);
}

void CallReader::read_create() {
  Path path;
  if (take_first(path)) use_opened(path, O_WRONLY | O_CREAT | O_TRUNC);
}

void CallReader::read_ask() {
  Path path;
  if (take_first(path)) use(path, TraceEntry::kAsked, follow_manner());
}

void CallReader::read_ask_link() {
  Path path;
  if (take_first(path)) use(path, TraceEntry::kAsked, Event::kNoFollow);
}

void CallReader::read_link_text() {
  Path path;
  if (take_first(path)) use(path, TraceEntry::kLinkRead, Event::kNoFollow);
}

void CallReader::read_execute() {
  Path path;
  if (!take_first(path)) {
    if (!has_flag(AT_EMPTY_PATH)) return;
    // fexecve: the program is the descriptor's file.
    if (!take_base(static_cast<int>(argument(call_->directory)), path.base)) return;
    path.text = memory_->log.directory(path.base);
  }
  use(path, TraceEntry::kRead | TraceEntry::kExecuted, follow_manner());
  if (base_name(path.text) == "date" &&
      date_shows_now(static_cast<pid_t>(notification_->pid), argument(call_->second_path)))
    taints_ |= bit(Taint::kClock);
}

void CallReader::read_rename() {
  Path from, to;
  if (!take_first(from) || !take_second(to)) return;
  const Standing source = standing(from, Event::kNoFollow);
  const bool absent = standing(to, Event::kNoFollow) == Standing::kNothing;
  if (source == Standing::kNothing || (!absent && has_flag(RENAME_NOREPLACE))) {
    use(from, TraceEntry::kAsked, Event::kNoFollow);
    use(to, TraceEntry::kAsked, Event::kNoFollow);
    return;
  }
  const uint16_t manner =
      source == Standing::kDirectory ? Event::kNoFollow | Event::kMovedDirectory : Event::kNoFollow;
  if (has_flag(RENAME_EXCHANGE)) {
    use(from, TraceEntry::kRead | TraceEntry::kWritten, manner);
    use(to, TraceEntry::kRead | TraceEntry::kWritten, manner);
    return;
  }
  // What the old name held is now the new name's content.
  use(from, TraceEntry::kRead | TraceEntry::kRemoved, manner);
  use(to, TraceEntry::kWritten,
      static_cast<uint16_t>(manner | Event::kReplaces | (absent ? Event::kAbsentBefore : 0)));
}

void CallReader::read_link() {
  Path from, to;
  if (take_first(from))
    use(from, TraceEntry::kRead, has_flag(AT_SYMLINK_FOLLOW) ? 0 : Event::kNoFollow);
  if (take_second(to)) use_created(to, 0);
}

void CallReader::read_symlink() {
  Path path;
  if (take_first(path)) use_created(path, 0);
}

void CallReader::read_remove() {
  Path path;
  if (!take_first(path)) return;
  if (standing(path, Event::kNoFollow) == Standing::kNothing)
    return use(path, TraceEntry::kAsked, Event::kNoFollow);
  use(path, TraceEntry::kRemoved, Event::kNoFollow | Event::kReplaces);
}

void CallReader::read_make_directory() {
  Path path;
  if (take_first(path)) use_created(path, TraceEntry::kDirectory);
}

void CallReader::read_change() {
  Path path;
  if (!take_first(path)) return;
  const uint16_t manner = follow_manner();
  if (standing(path, manner) == Standing::kNothing) return use(path, TraceEntry::kAsked, manner);
  use(path, TraceEntry::kWritten, manner);
}

void CallReader::read_change_owner() {
  read_owner();
  read_change();
}

void CallReader::read_change_link() {
  read_owner();
  Path path;
  if (take_first(path)) use(path, TraceEntry::kWritten, Event::kNoFollow);
}

// What is put back is umake's own user's. Only root gives a file to another user: for others the
// call fails.
void CallReader::read_owner() {
  const auto given = [this](int index) { return static_cast<uint32_t>(argument(index)); };
  const uint32_t user = given(call_->second_path), group = given(call_->second_path + 1);
  const bool gives = user != kAsItWas && user != geteuid() && geteuid() == 0;
  if (gives || (group != kAsItWas && group != getegid())) taints_ |= bit(Taint::kOwner);
}

// `cp -p` sets an access control list that says what the permissions say; where there are security
// labels, `install` sets those that go with the place.
void CallReader::read_set_attribute() {
  std::string_view name;
  auto& text = texts_.front();
  if (read_text(static_cast<pid_t>(notification_->pid), argument(1), text.data(), text.size(),
                name) != ReadOutcome::kOk)
    return;
  const bool plain = name == "system.posix_acl_access" && argument(3) <= kPlainAccessList;
  if (!plain && name != "security.selinux") taints_ |= bit(Taint::kOwner);
}

void CallReader::read_truncate() {
  Path path;
  if (!take_first(path)) return;
  if (standing(path, 0) == Standing::kNothing) return use(path, TraceEntry::kAsked, 0);
  if (argument(call_->flags) == 0) return use(path, TraceEntry::kWritten, Event::kReplaces);
  use(path, TraceEntry::kWritten, 0);
}

void CallReader::read_change_directory() {
  Path path;
  if (call_->path >= 0 && take_first(path)) use(path, TraceEntry::kAsked, 0);
  memory_->working_directories.forget();
  memory_->gate.forget_directories();
}

// False: nothing to take down.
bool CallReader::take_address(SocketAddress& address) {
  const ReadOutcome outcome =
      read_socket_address(static_cast<pid_t>(notification_->pid), argument(call_->path),
                          argument(call_->flags), address);
  if (outcome == ReadOutcome::kForbidden) taints_ |= bit(Taint::kUnreadable);
  return outcome == ReadOutcome::kOk;
}

// Netlink tells about this machine's interfaces: resolvers ask it before they go on to connect.
void CallReader::read_connect() {
  SocketAddress address;
  if (!take_address(address) || address.family == AF_UNSPEC || address.family == AF_NETLINK) return;
  const auto& own = memory_->own_sockets;
  if (address.family == AF_UNIX && (is_name_service(address.local) ||
                                    std::find(own.begin(), own.end(), address.local) != own.end()))
    return;
  taints_ |= bit(Taint::kNetwork);
}

// A local socket that the recipe itself listens at leads nowhere else.
void CallReader::read_bind() {
  SocketAddress address;
  if (!take_address(address) || address.family == AF_NETLINK) return;
  if (address.family == AF_UNIX) {
    memory_->own_sockets.push_back(std::move(address.local));
  } else {
    taints_ |= bit(Taint::kNetwork);
  }
}

void CallReader::read_network() { taints_ |= bit(Taint::kNetwork); }

// A process that shares another's memory without stopping that meanwhile may run what is written
// to.
void CallReader::read_clone() {
  memory_->gate.off = true;
  if ((argument(0) & kNewNamespace) != 0) read_unseen();
}

// A debugger would see the gate's own calls and code. PTRACE_TRACEME, and what debuggers do
// afterwards, stays among the recipe's own processes.
void CallReader::read_trace() {
  memory_->gate.off = true;
  if (argument(0) != PTRACE_TRACEME) taints_ |= bit(Taint::kUnseen);
}

void CallReader::read_unseen() { taints_ |= bit(Taint::kUnseen); }

}  // namespace umake
