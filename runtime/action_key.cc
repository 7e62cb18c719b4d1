#include "runtime/action_key.h"

#include <fnmatch.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace umake {

namespace {

// A change of what a key holds changes this.
constexpr uint64_t kKeySeed = 0x756d616b65000001;

// Letters of MAKEFLAGS that say how a build runs, and what it prints of itself.
constexpr std::string_view kHowOnly = "wkskSBdinqt";

constexpr std::string_view kMakeflags = "MAKEFLAGS=";

// Sorted as umake(1) lists them.
constexpr std::string_view kIgnored[] = {
    // Between makes.
    "MAKELEVEL",
    "MAKEOVERRIDES",
    "MAKE_RESTARTS",
    "MAKE_TERMERR",
    "MAKE_TERMOUT",
    "MFLAGS",
    "UMAKE_*",
    // The shell's own.
    "_",
    "OLDPWD",
    "SHLVL",
    // Of the terminal and the session.
    "COLUMNS",
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "INVOCATION_ID",
    "JOURNAL_STREAM",
    "LINES",
    "LS_COLORS",
    "SSH_*",
    "STY",
    "TERM_SESSION_ID",
    "TMUX",
    "TMUX_PANE",
    "WAYLAND_DISPLAY",
    "WINDOWID",
    "XAUTHORITY",
    "XDG_RUNTIME_DIR",
    "XDG_SESSION_*",
    "XDG_VTNR",
    // How many at once, and how progress looks: ultra mode sets these.
    "CARGO_BUILD_JOBS",
    "DOCKER_BUILDKIT",
    "PYTEST_XDIST_AUTO_NUM_WORKERS",
    "CMAKE_BUILD_PARALLEL_LEVEL",
    "CTEST_PARALLEL_LEVEL",
    "GOMAXPROCS",
    "GOMEMLIMIT",
    "NINJA_STATUS",
};

bool is_named(std::string_view name, std::string_view pattern) {
  if (pattern.ends_with('*')) return name.starts_with(pattern.substr(0, pattern.size() - 1));
  return name == pattern;
}

// "-j4", "--jobserver-auth=...", "-l2", "-Otarget", "--sync-mutex=...".
bool says_how_only(std::string_view word) {
  for (const std::string_view start :
       {"-j", "-l", "-O", "--jobserver-auth=", "--jobserver-fds=", "--sync-mutex=", "--shuffle",
        "--print-directory", "--no-print-directory", "--no-silent", "--debug", "--trace"}) {
    if (word.starts_with(start)) return true;
  }
  return false;
}

}  // namespace

ActionKey& ActionKey::add(std::string_view part) {
  add(part.size());
  bytes_ += part;
  return *this;
}

ActionKey& ActionKey::add(uint64_t number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  bytes_.append(bytes, sizeof bytes);
  return *this;
}

Digest ActionKey::digest() const { return digest_of(bytes_, kKeySeed); }

std::vector<std::string_view> ignored_variables() {
  return {std::begin(kIgnored), std::end(kIgnored)};
}

bool counts_for_action(std::string_view variable, const std::vector<std::string>& ignored) {
  const std::string name(variable.substr(0, variable.find('=')));
  const bool known = std::any_of(std::begin(kIgnored), std::end(kIgnored),
                                 [&](std::string_view each) { return is_named(name, each); });
  if (known) return false;
  return std::none_of(ignored.begin(), ignored.end(), [&](const std::string& pattern) {
    return fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
  });
}

std::string makeflags_for_action(std::string_view value) {
  std::string out;
  bool first = true;
  while (!value.empty()) {
    const size_t end = std::min(value.find(' '), value.size());
    std::string_view word = value.substr(0, end);
    value.remove_prefix(std::min(end + 1, value.size()));
    // The first word is that of single letters, without a dash; it may be empty.
    const bool letters = std::exchange(first, false) && !word.starts_with('-');
    if (letters) {
      for (const char letter : word) {
        if (kHowOnly.find(letter) == std::string_view::npos) out += letter;
      }
    } else if (word == "--") {
      return out.append(" -- ").append(value);  // overrides of variables: theirs to the last byte
    } else if (!word.empty() && !says_how_only(word)) {
      out.append(" ").append(word);
    }
  }
  return out;
}

Digest environment_digest(const std::vector<std::string>& environment,
                          const std::vector<std::string>& ignored) {
  std::vector<std::string_view> counting;
  std::string makeflags;
  for (const std::string& variable : environment) {
    if (variable.starts_with(kMakeflags)) {
      makeflags = makeflags_for_action(std::string_view(variable).substr(kMakeflags.size()));
    } else if (counts_for_action(variable, ignored)) {
      counting.push_back(variable);
    }
  }
  std::sort(counting.begin(), counting.end());
  ActionKey key;
  key.add(makeflags);
  for (const std::string_view variable : counting) key.add(variable);
  return key.digest();
}

}  // namespace umake
