#include "switch_settings.h"

#include <fmt/format.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>

#include "base/messages.h"

namespace umake {
namespace {

Status fatal(const Invocation& invocation, Output& output, std::string_view text) {
  output.err(fmt::format("{}: *** {}.  Stop.\n", invocation.program, text));
  return Status::kFailed;
}

struct DebugWord {
  char letter;  // words go by their first letter
  uint32_t bits;
};

constexpr DebugWord kDebugWords[] = {
    {'a', kDebugAll},
    {'b', kDebugBasic},
    {'v', kDebugBasic | kDebugVerbose},
    {'i', kDebugBasic | kDebugImplicit},
    {'j', kDebugJobs},
    {'m', kDebugBasic | kDebugMakefile},
    {'n', 0},  // forgets what was said before
    {'p', kDebugPrint},
    {'w', kDebugWhy},
};

const DebugWord* find_debug_word(char letter) {
  if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  for (const DebugWord& word : kDebugWords) {
    if (word.letter == letter) return &word;
  }
  return nullptr;
}

// Words are parted by commas or blanks. `bad`: where a word starts that means nothing.
bool add_debug_bits(const std::string& words, uint32_t& bits, size_t& bad) {
  size_t start = 0;
  while (start < words.size()) {
    const DebugWord* word = find_debug_word(words[start]);
    if (word == nullptr) {
      bad = start;
      return false;
    }
    bits = word->letter == 'n' ? 0 : bits | word->bits;
    const size_t end = words.find_first_of(", ", start);
    if (end == std::string::npos) break;
    start = end + 1;
  }
  return true;
}

struct SyncWord {
  std::string_view word;
  OutputSync sync;
};

constexpr SyncWord kSyncWords[] = {{"none", OutputSync::kNone},
                                   {"line", OutputSync::kLine},
                                   {"target", OutputSync::kTarget},
                                   {"recurse", OutputSync::kRecurse}};

// A seed that differs from run to run.
uint32_t random_seed() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  const uint64_t mixed =
      (static_cast<uint64_t>(now.tv_sec) << 20 ^ static_cast<uint64_t>(now.tv_nsec) ^
       static_cast<uint64_t>(getpid()) << 40) *
      0x9E3779B97F4A7C15ull;
  return static_cast<uint32_t>(mixed >> 32);
}

}  // namespace

Status settle_words(Invocation& invocation, Output& output) {
  Switches& switches = invocation.switches;
  uint32_t bits = invocation.debug_all ? static_cast<uint32_t>(kDebugAll) : 0;
  for (const std::string& words : invocation.debug_words) {
    size_t bad = 0;
    if (!add_debug_bits(words, bits, bad)) {
      return fatal(invocation, output, fmt::format(msg::kUnknownDebug, words.substr(bad)));
    }
  }
  if (switches.trace) bits |= kDebugPrint | kDebugWhy;
  if (switches.explain) bits |= kDebugWhy;
  switches.debug = bits;

  if (invocation.output_sync_word.empty()) return Status::kOk;
  for (const SyncWord& known : kSyncWords) {
    if (known.word != invocation.output_sync_word) continue;
    switches.output_sync = known.sync;
    return Status::kOk;
  }
  return fatal(invocation, output, fmt::format(msg::kUnknownSync, invocation.output_sync_word));
}

Status settle_shuffle(Invocation& invocation, Output& output) {
  Switches& switches = invocation.switches;
  std::string& word = invocation.shuffle_word;
  if (word.empty()) return Status::kOk;
  if (strcasecmp(word.c_str(), "none") == 0) {
    switches.shuffle = Shuffle::kNone;
    word.clear();
  } else if (strcasecmp(word.c_str(), "identity") == 0) {
    switches.shuffle = Shuffle::kIdentity;
    word = "identity";
  } else if (strcasecmp(word.c_str(), "reverse") == 0) {
    switches.shuffle = Shuffle::kReverse;
    word = "reverse";
  } else {
    if (strcasecmp(word.c_str(), "random") == 0) {
      switches.shuffle_seed = random_seed();
    } else {
      char* end = nullptr;
      errno = 0;
      const unsigned long seed = std::strtoul(word.c_str(), &end, 10);
      if (*end != 0 || end == word.c_str()) {
        return fatal(invocation, output, fmt::format(msg::kInvalidShuffle, word));
      }
      switches.shuffle_seed = static_cast<uint32_t>(seed);
    }
    switches.shuffle = Shuffle::kRandom;
    word = std::to_string(switches.shuffle_seed);
  }
  return Status::kOk;
}

Status settle_jobserver_style(Invocation& invocation, Output& output) {
  const std::string& word = invocation.jobserver_style_word;
  JobserverStyle& style = invocation.switches.jobserver_style;
  if (word.empty()) {
    style = JobserverStyle::kDefault;
  } else if (word == "fifo") {
    style = JobserverStyle::kFifo;
  } else if (word == "pipe") {
    style = JobserverStyle::kPipe;
  } else {
    return fatal(invocation, output, fmt::format(msg::kUnknownJobserverStyle, word));
  }
  return Status::kOk;
}

}  // namespace umake
