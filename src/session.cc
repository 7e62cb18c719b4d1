#include "session.h"

#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>

#include "base/diagnostics.h"
#include "base/messages.h"
#include "cache_command.h"
#include "early_output.h"
#include "help.h"
#include "personality.h"
#include "round.h"
#include "runtime/temporary_files.h"
#include "version.h"

namespace umake {

namespace {
std::string current_directory() {
  char buffer[PATH_MAX];
  return getcwd(buffer, sizeof buffer) != nullptr ? std::string(buffer) : std::string();
}

// GNU make restarts by replacing its process, and takes the count from there, whoever set it. A
// sign tells it that the directory was announced.
unsigned inherited_restarts(char* const* environment) {
  const char* value = environment_value(environment, "MAKE_RESTARTS");
  if (value == nullptr) return 0;
  const long count = std::strtol(value + (*value == '-' ? 1 : 0), nullptr, 10);
  return count > 0 && count <= INT_MAX ? static_cast<unsigned>(count) : 0;
}

}  // namespace

std::string executable_directory() {
  char buffer[PATH_MAX];
  const ssize_t size = readlink("/proc/self/exe", buffer, sizeof buffer);
  if (size <= 0) return {};
  const std::string path(buffer, static_cast<size_t>(size));
  return path.substr(0, path.rfind('/'));
}

Session::Session(int argc, char** argv, char** environment)
    : argc_(argc), argv_(argv), environment_(environment), processes_(signals_) {}

Session::~Session() = default;

int Session::run() {
  PosixOutput::guard_standard_descriptors();
  if (step_aside_if_disabled(argv_, environment_, output_) == Status::kFailed)
    return finish(ExitCode::kFailure);
  EarlyOutput early(output_, invocation_);
  if (parse_invocation(argc_, argv_, environment_, early, invocation_) == Status::kFailed) {
    return finish(ExitCode::kFailure);
  }
  if (invocation_.switches.print_version) {
    output_.out(version_text());
    return finish(ExitCode::kSuccess);
  }
  signals_.toggle_debug_on_usr1(&invocation_.switches.debug);
  if (invocation_.switches.print_help) {
    output_.out(help_text(invocation_.program));
    return finish(ExitCode::kSuccess);
  }
  start_directory_ = current_directory();
  if (change_directories() == Status::kFailed) return finish(ExitCode::kFailure);
  if (!invocation_.cache_word.empty()) {
    const auto code = static_cast<ExitCode>(run_cache_option(invocation_, environment_, output_));
    if (!invocation_.switches.rerun || code != ExitCode::kSuccess) return finish(code);
  }
  if (save_stdin_makefile() == Status::kFailed) return finish(ExitCode::kFailure);
  workers_ = std::make_unique<WorkerPool>(executable_directory());

  const Invocation pristine = invocation_;
  std::unordered_set<std::string> remade;
  RoundResult result;
  for (unsigned restarts = inherited_restarts(environment_);; ++restarts) {
    Round round({output_, signals_, processes_, files_, *workers_, invocation_, environment_,
                 directory_, absolute_program(), stdin_makefile_, restarts, remade});
    result = round.run();
    if (result.next != RoundResult::Next::kReadAgain) {
      round.leave_memory();
      break;
    }
    if (program_is_gone()) return finish(ExitCode::kNotRun);
    if (invocation_.switches.debugging(kDebugBasic)) print_re_executing(restarts + 1);
    // Whatever makefiles said of switches is forgotten with them.
    std::vector<std::string> makefiles = invocation_.switches.makefiles;
    invocation_ = pristine;
    invocation_.switches.makefiles = std::move(makefiles);
  }
  if (result.signal != 0) {
    output_.abandon();
    die_by_signal(result.signal);
  }
  return finish(result.code);
}

// Closes the output; text that could not be written is a failure of its own.
int Session::finish(ExitCode code) {
  if (!stdin_makefile_.empty()) unlink(stdin_makefile_.c_str());
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
  const int error = errno;
  SymbolTable symbols;
  Diagnostics diagnostics(output_, symbols, invocation_.program, invocation_.level);
  print_directory_lines(output_, invocation_, diagnostics.program(), current_directory());
  errno = error;
  return diagnostics.fatal({}, fmt::format("{}: {}", path, strerror(errno)));
}

// GNU make replaces its process to read remade makefiles, and fails when it can't.
bool Session::program_is_gone() {
  const std::string program = absolute_program();
  if (!program.starts_with('/') || access(program.c_str(), X_OK) == 0) return false;
  const int error = errno;
  SymbolTable symbols;
  Diagnostics diagnostics(output_, symbols, invocation_.program, invocation_.level);
  diagnostics.error({}, fmt::format(msg::kCannotRun, invocation_.path, strerror(error)));
  return true;
}

// GNU make says so when it replaces its process to read remade makefiles; we read them again in
// this one.
void Session::print_re_executing(unsigned restarts) {
  std::string words;
  for (int at = 0; at < argc_; ++at) {
    std::string_view word = argv_[at];
    if (word == "-f-") continue;
    words.append(" ").append(word);
  }
  if (!stdin_makefile_.empty()) words.append(" --temp-stdin=").append(stdin_makefile_);
  output_.out(fmt::format(msg::kReExecuting, restarts, words));
}

// "-f -": standard input can be read once only, and makefiles may be read again: it goes to a file.
Status Session::save_stdin_makefile() {
  SymbolTable symbols;
  Diagnostics diagnostics(output_, symbols, invocation_.program, invocation_.level);
  for (std::string& makefile : invocation_.switches.makefiles) {
    if (makefile != "-") continue;
    if (!stdin_makefile_.empty()) return diagnostics.fatal({}, msg::kStdinTwice);
    const int fd = TemporaryFiles(diagnostics).open_named(stdin_makefile_);
    if (fd < 0) return diagnostics.fatal({}, msg::kStdinNotStored);
    signals_.remove_at_death(stdin_makefile_);
    char buffer[16384];
    ssize_t size = 0;
    while ((size = read(STDIN_FILENO, buffer, sizeof buffer)) > 0) {
      if (write(fd, buffer, static_cast<size_t>(size)) != size) {
        close(fd);
        return diagnostics.fatal(
            {}, fmt::format(msg::kStdinWriteFailed, stdin_makefile_, strerror(errno)));
      }
    }
    close(fd);
    makefile = stdin_makefile_;
  }
  return Status::kOk;
}

// $(MAKE): argv[0], made absolute when it is a relative path, since recipes may change directory.
std::string Session::absolute_program() const {
  const std::string& path = invocation_.path;
  if (path.starts_with('/') || path.find('/') == std::string::npos) return path;
  return start_directory_ + "/" + path;
}

}  // namespace umake
