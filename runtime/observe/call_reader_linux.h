// Makes events of the calls that processes wait in: which paths, used how. Supervisor thread only.
#pragma once

#include <linux/limits.h>
#include <linux/seccomp.h>
#include <sys/types.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/observe/notified_calls_linux.h"
#include "runtime/observe/recipe_memory_linux.h"

namespace umake {

struct SocketAddress;

class CallReader {
 public:
  // Finds out what the call is about to do. Its process must be held in the call meanwhile.
  void read(const seccomp_notif& notification, RecipeMemory& memory);
  // Takes down what read() found. To be called once it is certain that the process was still held
  // when it was looked at, and that the call goes on.
  void commit();

  // Of the call that was read: what it does, and its (first) path, empty when it has none.
  Operation operation() const { return call_ != nullptr ? call_->operation : Operation::kNone; }
  std::string_view path() const { return use_count_ > 0 ? uses_[0].path.text : ""; }
  // Whether what it does can be seen by others: a file that appears, changes or goes.
  bool changes_files() const;
  // Where the relative paths of the process start, as an index of the log; kUnknownDirectory.
  uint32_t working_directory();

 private:
  using Handler = void (CallReader::*)();
  // A path as the process gave it, and where it starts.
  struct Path {
    uint32_t base = 0;
    std::string_view text;
  };
  struct Use {
    Path path;
    uint16_t flags;
    uint16_t manner;
  };
  // What stands at a path before the call.
  enum class Standing : uint8_t { kNothing, kDirectory, kOther };

  static Handler handler_of(Operation operation);
  bool unpack_report();
  void read_open();
  void read_open_how();
  void read_create();
  void read_ask();
  void read_ask_link();
  void read_link_text();
  void read_execute();
  void read_rename();
  void read_link();
  void read_symlink();
  void read_remove();
  void read_make_directory();
  void read_change();
  void read_change_owner();
  void read_change_link();
  void read_owner();
  void read_set_attribute();
  void read_truncate();
  void read_change_directory();
  void read_connect();
  void read_bind();
  void read_network();
  void read_clone();
  void read_trace();
  void read_unseen();

  uint64_t argument(int index) const { return notification_->data.args[index]; }
  bool has_flag(uint64_t flag) const {
    return call_->flags >= 0 && (argument(call_->flags) & flag) != 0;
  }
  uint16_t follow_manner() const;
  bool take_path(int directory_argument, int path_argument, int buffer, Path& path);
  bool take_first(Path& path) { return take_path(call_->directory, call_->path, 0, path); }
  bool take_second(Path& path) {
    return take_path(call_->second_directory, call_->second_path, 1, path);
  }
  bool take_base(int64_t descriptor, uint32_t& base);
  bool take_own_process_path(Path& path);
  bool ask_about_itself(std::string_view what);
  bool own_process(std::string_view number) const;
  Standing standing(const Path& path, uint16_t manner);
  void use(const Path& path, uint16_t flags, uint16_t manner);
  void use_created(const Path& path, uint16_t flags);
  void use_opened(const Path& path, uint64_t flags);
  bool take_address(SocketAddress& address);

  const seccomp_notif* notification_ = nullptr;
  seccomp_notif reported_;  // the call that the gate made and reports
  const NotifiedCall* call_ = nullptr;
  RecipeMemory* memory_ = nullptr;
  std::array<Use, 2> uses_;
  size_t use_count_ = 0;
  uint16_t taints_ = 0;
  bool asks_kernel_ = false;
  std::array<std::array<char, PATH_MAX>, 2> texts_;
  std::string joined_;  // room for a whole path
};

}  // namespace umake
