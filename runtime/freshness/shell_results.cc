#include "runtime/freshness/shell_results.h"

#include <algorithm>
#include <utility>

#include "base/archive.h"
#include "runtime/shell_programs.h"

namespace umake {

namespace {

// What is printed beyond this is not worth keeping.
constexpr size_t kMostPrinted = 1 << 20;
// Scripts are looked through up to this size; all files that may be some, up to that together.
constexpr uint64_t kLargestScript = 256 * 1024;
constexpr uint64_t kMostScripts = 4 << 20;
// Reading more than this to tell whether an answer still holds is no gain. Programs and their
// libraries are read for recipes as well, and seldom change.
constexpr uint64_t kLargestInput = 16 << 20;
constexpr uint64_t kLargestSystemInput = 256 << 20;
constexpr size_t kMostInputs = 5'000;
constexpr int64_t kMostListed = 1000;

constexpr uint16_t bit(Taint taint) { return static_cast<uint16_t>(taint); }
// With these it may have changed, or change yet, what nobody knows of.
constexpr uint16_t kBlind = bit(Taint::kUnseen) | bit(Taint::kUnreadable) | bit(Taint::kOutlived);

constexpr uint16_t kChanges = TraceEntry::kWritten | TraceEntry::kRemoved | TraceEntry::kDirectory;

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// A program that looks at the time zone is about to show a time: of now, or of a file.
bool is_time_zone(std::string_view path) {
  return path == "/etc/localtime" || path == "/etc/timezone" ||
         path.find("/zoneinfo/") != std::string_view::npos;
}

enum class FileForm : uint8_t { kBinary, kShellScript, kOtherScript };

// Of what was executed, by its first bytes. Without "#!" a shell tries its luck.
FileForm form_of(std::string_view content) {
  if (content.starts_with("\x7f"
                          "ELF"))
    return FileForm::kBinary;
  if (!content.starts_with("#!")) return FileForm::kShellScript;
  std::string_view line = content.substr(2, content.find('\n') - 2);
  std::string_view program;
  while (!line.empty()) {
    const size_t start = std::min(line.find_first_not_of(" \t\r"), line.size());
    line.remove_prefix(start);
    const size_t end = std::min(line.find_first_of(" \t\r"), line.size());
    program = base_name(line.substr(0, end));
    if (program != "env") break;
    line.remove_prefix(end);
  }
  return program_kind(program) == ProgramKind::kShell ? FileForm::kShellScript
                                                      : FileForm::kOtherScript;
}

}  // namespace

// --- finding -------------------------------------------------------------------------------------

// While makefiles are read, what they said up to now.
bool ShellResults::excluded() const {
  const Database& database = needs_.database;
  if (database.not_cached_all || database.unobserved_all) return true;
  for (const std::string_view name : {".UMAKE_NOCACHE", ".UMAKE_UNOBSERVED"}) {
    const Symbol symbol = database.symbols.find(name);
    const TargetId target = symbol ? database.targets.find(symbol) : TargetId();
    if (target && database.targets[target].is_target &&
        database.targets[target].prerequisites.empty()) {
      return true;
    }
  }
  return false;
}

bool ShellResults::usable() {
  return needs_.cache != nullptr && needs_.switches.cache && needs_.switches.observe &&
         !needs_.cache->off() && !excluded() && needs_.open();
}

bool ShellResults::is_same(const ActionInput& input) {
  const Symbol name = needs_.database.symbols.intern(input.path);
  if (input.kind == InputKind::kState || input.kind == InputKind::kIdentity) {
    return needs_.files.digest(name, input.kind) == input.digest;
  }
  needs_.files.look_again(name);
  if (input.kind == InputKind::kContent && !needs_.files.certain(name)) return false;
  return needs_.files.digest(name, input.kind) == input.digest;
}

KnownShell ShellResults::find(const Digest& weak_key, std::string& output) {
  CacheEntry entry;
  expected_.reset();
  const auto same = [this](const ActionInput& input) { return is_same(input); };
  if (needs_.cache->find(weak_key, same, entry, CacheUse::kShell) != CacheMiss::kNone) {
    return KnownShell::kNothing;
  }
  if (entry.result.verify_only) return KnownShell::kNeverKept;
  std::string printed;
  for (const PrintedPiece& piece : entry.result.printed) printed += piece.bytes;
  if (needs_.rerun != nullptr) {
    expected_ = std::move(printed);
    return KnownShell::kNothing;
  }
  output += printed;
  return KnownShell::kOutput;
}

// --- keeping -------------------------------------------------------------------------------------

Symbol ShellResults::name_of(const TraceEntry& entry) {
  return needs_.database.symbols.intern(needs_.places.name_of(entry.path));
}

// It may be of files that recipes use as well.
void ShellResults::forget_changes(const Trace& trace) {
  if ((trace.taints & kBlind) != 0) needs_.files.world_changed();
  for (const TraceEntry& entry : trace.entries) {
    if ((entry.flags & kChanges) == 0) continue;
    const Symbol name = needs_.database.symbols.find(needs_.places.name_of(entry.path));
    if (name && needs_.files.known(name)) needs_.files.forget(name);
  }
}

// Whatever the files are called.
bool ShellResults::scripts_may_repeat(const Trace& trace) {
  uint64_t looked_through = 0;
  return std::all_of(trace.entries.begin(), trace.entries.end(), [&](const TraceEntry& entry) {
    if (!entry.has(TraceEntry::kRead) || entry.has(TraceEntry::kExecuted) ||
        needs_.places.place_of(entry.path) == Places::Place::kSystem) {
      return true;
    }
    FileStat stat;
    std::string content;
    if (needs_.database.files.stat(entry.path.c_str(), stat) != 0) return true;
    if (stat.kind == FileKind::kDirectory) return true;
    looked_through += stat.size;
    return stat.kind == FileKind::kRegular && looked_through <= kMostScripts &&
           (needs_.database.files.read(entry.path.c_str(), content) != 0 || may_repeat(content));
  });
}

// A script of the project's own counts as what is in it; its binaries can do anything.
void ShellResults::judge_program(const TraceEntry& entry, Verdict& verdict) {
  const ProgramKind kind = program_kind(base_name(entry.path));
  const bool project = needs_.places.place_of(entry.path) == Places::Place::kProject;
  verdict.minds_times |= kind == ProgramKind::kMindsTimes;
  verdict.minds_order |= kind == ProgramKind::kWalks || kind == ProgramKind::kPerl;
  verdict.perl |= kind == ProgramKind::kPerl;
  verdict.perl_script |= kind == ProgramKind::kPerlScript && !project;
  if (kind == ProgramKind::kCompiler || (kind != ProgramKind::kUnknown && !project)) return;
  FileStat stat;
  std::string content;
  if (needs_.database.files.stat(entry.path.c_str(), stat) != 0 || stat.size > kLargestScript ||
      needs_.database.files.read(entry.path.c_str(), content) != 0) {
    verdict.keep = false;
    return;
  }
  verdict.keep &= form_of(content) == FileForm::kShellScript && may_repeat(content);
  verdict.runs_files |= may_run_files(content);
}

bool ShellResults::harmless(const TraceEntry& entry, Verdict& verdict) {
  if (is_time_zone(entry.path)) return false;
  if ((entry.flags & kChanges) != 0) {
    FileStat stat;
    verdict.makes_files = true;
    return entry.has(TraceEntry::kWasAbsent) &&
           needs_.database.files.lstat(entry.path.c_str(), stat) != 0;
  }
  const Places::Place place = needs_.places.place_of(entry.path);
  if (place == Places::Place::kOwn || is_archive_name(entry.path)) return false;
  if (entry.has(TraceEntry::kListed) && needs_.places.is_temporary_root(entry.path)) return false;
  if (entry.has(TraceEntry::kExecuted)) judge_program(entry, verdict);
  return verdict.keep;
}

bool ShellResults::may_keep(const ObservedShell& shell, Verdict& verdict) {
  const Trace& trace = shell.trace;
  if (!shell.keep || !shell.complete || !needs_.store.writable()) return false;
  const bool all = std::all_of(trace.entries.begin(), trace.entries.end(),
                               [&](const TraceEntry& entry) { return harmless(entry, verdict); });
  // A full disk can make an answer of the moment. But git goes on without its lock; and that it
  // brought its index up to date is no reason not to watch it another time.
  const bool good = all && !trace.tainted() && !trace.asks_kernel &&
                    shell.output.size() <= kMostPrinted &&
                    (!verdict.makes_files || verdict.minds_times) &&
                    // Perl seeds its hash tables; the scripts that are known sort what they print.
                    verdict.perl == verdict.perl_script && (!trace.reads_random || verdict.perl);
  verdict.never |= !good && !verdict.minds_times;
  return good && ((!shell.runs_files && !verdict.runs_files) || scripts_may_repeat(trace));
}

Footprint ShellResults::footprint(const Trace& trace) {
  std::unordered_set<uint32_t> looked_at;
  const auto file = [&](Symbol name) -> const FileStates::File& {
    if (looked_at.insert(name.id).second) needs_.files.look_again(name);
    return needs_.files.file(name);
  };
  const auto exists = [&](Symbol name) {
    return file(name).presence == FileStates::Presence::kPresent;
  };
  return footprint_of(
      trace, needs_.database.symbols, needs_.places,
      {[](Symbol) { return false; }, exists,
       [&](Symbol name) { return needs_.files.is_there(name); },
       [&](Symbol name) { return exists(name) && file(name).kind == FileKind::kDirectory; },
       false});
}

// Whether the command must have seen what is there now. A change in the same tick of the clock as
// its start may have come before or after.
bool ShellResults::is_steady(Symbol name, InputKind kind, int64_t started) {
  const FileStates::File file = needs_.files.file(name);
  if (file.presence != FileStates::Presence::kPresent) return true;
  if (kind == InputKind::kLink) {
    FileStat stat;
    return needs_.database.files.lstat(needs_.database.symbols.c_str(name), stat) == 0 &&
           stat.ctime_ns < started;
  }
  // That a directory is there, and who may enter it, seldom changes; what is in it often does.
  if (kind == InputKind::kState && file.kind == FileKind::kDirectory) return true;
  return file.ctime < started && (kind != InputKind::kContent || needs_.files.certain(name));
}

bool ShellResults::add_input(Symbol name, InputKind kind, int64_t started, CacheEntry& entry) {
  if (!is_steady(name, kind, started)) return false;
  const std::string_view path = needs_.database.symbols.text(name);
  const bool system = needs_.places.place_of(path) == Places::Place::kSystem;
  if (kind == InputKind::kContent &&
      needs_.files.file(name).size > (system ? kLargestSystemInput : kLargestInput)) {
    return false;
  }
  const Digest digest = needs_.files.digest(name, kind);
  entry.inputs.push_back({std::string(path), digest, kind});
  return digest.known() && digest != Digest::special();
}

bool ShellResults::take_inputs(const ObservedShell& shell, Verdict& verdict, CacheEntry& entry) {
  const InputKind names = verdict.minds_order ? InputKind::kEntries : InputKind::kKinds;
  const InputKind asked = verdict.minds_times ? InputKind::kIdentity : InputKind::kState;
  const auto add = [&](Symbol name, InputKind kind) {
    return add_input(name, kind, shell.started_ns, entry);
  };
  const Footprint seen = footprint(shell.trace);
  // To look at all that takes as long as to run it.
  const auto listed = std::count_if(
      seen.inputs.begin(), seen.inputs.end(),
      [](const Footprint::Input& input) { return input.kind == InputKind::kListing; });
  verdict.never |= seen.inputs.size() > kMostInputs || listed > kMostListed;
  if (verdict.never) return false;
  for (const Footprint::Input& input : seen.inputs) {
    const bool status = input.kind == InputKind::kStatus;
    const bool listing = input.kind == InputKind::kListing;
    const InputKind kind = status ? asked : listing ? names : input.kind;
    if (!add(input.name, kind)) return false;
  }
  // What else a program may have made of a file than its content.
  constexpr uint16_t kMore = TraceEntry::kExecuted | TraceEntry::kListed | TraceEntry::kRead;
  for (const TraceEntry& each : shell.trace.entries) {
    const bool more = each.has(TraceEntry::kExecuted) ||
                      ((each.flags & kMore) != 0 && each.has(TraceEntry::kAsked));
    if (more && !add(name_of(each), each.has(TraceEntry::kExecuted) ? InputKind::kState : asked)) {
      return false;
    }
  }
  return true;
}

// An entry that always holds, and says nothing.
void ShellResults::mark_never_kept(const Digest& weak_key) {
  CacheEntry entry;
  entry.result.verify_only = true;
  needs_.cache->store(weak_key, entry, CacheUse::kShell);
}

void ShellResults::observed(ObservedShell shell) {
  if (!shell.complete) return unseen();
  forget_changes(shell.trace);
  if (expected_.has_value() && *expected_ != shell.output) {
    needs_.rerun->commands.push_back(shell.command);
  }
  Verdict verdict;
  CacheEntry entry;
  if (!usable()) return;
  if (!may_keep(shell, verdict) || !take_inputs(shell, verdict, entry)) {
    if (verdict.never) mark_never_kept(shell.weak_key);
    return;
  }
  entry.result.printed.push_back({PrintedPiece::Kind::kOut, std::move(shell.output)});
  entry.result.wall_us = shell.wall_us;
  entry.result.cpu_us = shell.cpu_us;
  entry.result.peak_kb = shell.peak_kb;
  needs_.cache->store(shell.weak_key, entry, CacheUse::kShell);
}

}  // namespace umake
