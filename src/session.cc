#include "session.h"

#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstring>

#include "base/diagnostics.h"
#include "base/messages.h"
#include "help.h"
#include "personality.h"
#include "round.h"
#include "version.h"

namespace umake {

namespace {
std::string current_directory() {
  char buffer[PATH_MAX];
  return getcwd(buffer, sizeof buffer) != nullptr ? std::string(buffer) : std::string();
}

std::string executable_directory() {
  char buffer[PATH_MAX];
  const ssize_t size = readlink("/proc/self/exe", buffer, sizeof buffer);
  if (size <= 0) return {};
  const std::string path(buffer, static_cast<size_t>(size));
  return path.substr(0, path.rfind('/'));
}
}  // namespace

Session::Session(int argc, char** argv, char** environment)
    : argc_(argc), argv_(argv), environment_(environment), processes_(signals_) {}

Session::~Session() = default;

int Session::run() {
  PosixOutput::guard_standard_descriptors();
  if (step_aside_if_disabled(argv_, environment_, output_) == Status::kFailed)
    return finish(ExitCode::kFailure);
  if (parse_invocation(argc_, argv_, environment_, output_, invocation_) == Status::kFailed) {
    return finish(ExitCode::kFailure);
  }
  if (invocation_.switches.print_version) {
    output_.out(version_text());
    return finish(ExitCode::kSuccess);
  }
  if (invocation_.switches.print_help) {
    output_.out(help_text(invocation_.program));
    return finish(ExitCode::kSuccess);
  }
  start_directory_ = current_directory();
  if (change_directories() == Status::kFailed) return finish(ExitCode::kFailure);
  workers_ = std::make_unique<WorkerPool>(executable_directory());

  const Invocation pristine = invocation_;
  RoundResult result;
  for (unsigned restarts = 0;; ++restarts) {
    Round round({output_, signals_, processes_, files_, *workers_, invocation_, environment_,
                 directory_, absolute_program(), restarts});
    result = round.run();
    if (result.next != RoundResult::Next::kReadAgain) break;
    // Whatever makefiles said of switches is forgotten with them.
    std::vector<std::string> makefiles = invocation_.switches.makefiles;
    invocation_ = pristine;
    invocation_.switches.makefiles = std::move(makefiles);
  }
  const int code = finish(result.code);
  if (result.signal != 0) die_by_signal(result.signal);
  return code;
}

// Closes the output; text that could not be written is a failure of its own.
int Session::finish(ExitCode code) {
  const bool written = output_.finish();
  if (!written && code == ExitCode::kSuccess) code = ExitCode::kTrouble;
  return static_cast<int>(code);
}

Status Session::change_directories() {
  for (const std::string& directory : invocation_.switches.directories) TRY(enter(directory));
  directory_ = current_directory();
  return Status::kOk;
}

Status Session::enter(const std::string& directory) {
  std::string path = directory;
  if (path == "~" || path.starts_with("~/")) {
    const char* home = environment_value(environment_, "HOME");
    if (home != nullptr) path.replace(0, 1, home);
  }
  if (chdir(path.c_str()) == 0) return Status::kOk;
  SymbolTable symbols;
  Diagnostics diagnostics(output_, symbols, invocation_.program, invocation_.level);
  return diagnostics.fatal({}, fmt::format("{}: {}", path, strerror(errno)));
}

// $(MAKE): argv[0], made absolute when it is a relative path, since recipes may change directory.
std::string Session::absolute_program() const {
  const std::string& path = invocation_.path;
  if (path.starts_with('/') || path.find('/') == std::string::npos) return path;
  return start_directory_ + "/" + path;
}

}  // namespace umake
