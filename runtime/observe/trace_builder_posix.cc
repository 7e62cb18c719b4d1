#include "runtime/observe/trace_builder_posix.h"

#include <dirent.h>
#include <sys/stat.h>

#include "runtime/observe/special_paths.h"

namespace umake {

namespace {

using Kind = PathNode::Kind;

constexpr uint16_t kChanges = TraceEntry::kWritten | TraceEntry::kRemoved;
constexpr uint16_t kOpens = TraceEntry::kRead | TraceEntry::kListed | TraceEntry::kWritten;
constexpr int kMaxInterpreters = 5;  // a script whose interpreter is a script ...: as the kernel
// GNU make's name for its jobserver, which is no input of a recipe.
constexpr std::string_view kJobserverName = "GMfifo";

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// What the flags mean for what is really there.
uint16_t fitting_flags(const PathNode& node, uint16_t flags, uint16_t manner) {
  if (node.kind == Kind::kLink && (manner & Event::kNoFollow) != 0 &&
      (flags & TraceEntry::kAsked) != 0)
    return flags | TraceEntry::kLinkRead;  // its size is that of its text
  if (node.kind != Kind::kLink && (flags & TraceEntry::kLinkRead) != 0)
    return static_cast<uint16_t>((flags & ~TraceEntry::kLinkRead) | TraceEntry::kAsked);
  if (node.kind == Kind::kDirectory && flags == TraceEntry::kRead) return TraceEntry::kListed;
  return flags;
}

// Joins the next use to an entry.
void merge(TraceEntry& entry, uint16_t flags, uint16_t manner) {
  const bool first_change = (flags & kChanges) != 0 && (entry.flags & kChanges) == 0;
  if (first_change) {
    if ((manner & Event::kAbsentBefore) != 0) entry.flags |= TraceEntry::kWasAbsent;
    constexpr uint16_t kSeen = TraceEntry::kRead | TraceEntry::kListed;
    if ((manner & Event::kReplaces) != 0 && (entry.flags & kSeen) == 0)
      entry.flags |= TraceEntry::kReplacedFirst;
    constexpr uint16_t kAskedAny = TraceEntry::kAsked | TraceEntry::kLinkRead | kSeen;
    if ((entry.flags & kAskedAny) != 0) entry.flags |= TraceEntry::kAskedFirst;
  }
  entry.flags |= flags;
}

}  // namespace

TraceBuilder::TraceBuilder(const EventLog& log, Interpreters& interpreters, PathResolver& resolver)
    : log_(log), interpreters_(interpreters), resolver_(resolver) {}

Trace TraceBuilder::build() {
  resolver_.start_trace(
      [this](ResolvedPath& link) { add_use(link, TraceEntry::kLinkRead, Event::kNoFollow); });
  trace_.taints |= log_.taints();
  trace_.asks_kernel |= log_.asks_kernel();
  trace_.reads_random |= log_.reads_random();
  trace_.entries.reserve(log_.events().size());
  entry_nodes_.reserve(log_.events().size());
  for (const Event& event : log_.events()) add_event(event);
  finish_entries();
  return std::move(trace_);
}

void TraceBuilder::add_event(const Event& event) {
  ResolvedPath* const path = resolver_.resolve(log_.directory(event.base), log_.path(event),
                                               (event.manner & Event::kNoFollow) == 0);
  if (path == nullptr) return;  // ELOOP for the recipe as well
  const bool moved = (event.manner & Event::kMovedDirectory) != 0;
  uint16_t flags = event.flags;
  if (moved && (flags & TraceEntry::kWritten) != 0) flags |= TraceEntry::kDirectory;
  // A directory that the recipe did not make itself has files in it that nobody saw.
  if (moved && (flags & TraceEntry::kRemoved) != 0) {
    const int32_t entry = path->second.entry;
    constexpr uint16_t kOwn = TraceEntry::kDirectory | TraceEntry::kReplacedFirst;
    if (entry < 0 || (trace_.entries[static_cast<size_t>(entry)].flags & kOwn) != kOwn)
      taint(Taint::kUnseen);
  }
  add_use(*path, flags, event.manner);
  if (!moved || (flags & TraceEntry::kWritten) == 0) return;
  // Nothing can have been there: a directory replaces an empty one only.
  const bool exchanged = (event.manner & Event::kReplaces) == 0;
  add_moved_directory(path->first,
                      Event::kNoFollow | Event::kReplaces | (exchanged ? 0 : Event::kAbsentBefore));
}

// True when the path is no entry.
bool TraceBuilder::is_special(const ResolvedPath& path, uint16_t flags) {
  const PathNode& node = path.second;
  const bool opened = (flags & kOpens) != 0;
  if (opened && node.kind == Kind::kDevice && !is_harmless_device(node.major, node.minor))
    taint(Taint::kDevice);
  // A pipe that the recipe did not make brings what somebody else writes.
  const bool own = node.entry >= 0 &&
                   trace_.entries[static_cast<size_t>(node.entry)].has(TraceEntry::kWasAbsent);
  if (node.kind == Kind::kFifo && !own && (flags & TraceEntry::kRead) != 0) {
    if (!base_name(path.first).starts_with(kJobserverName)) taint(Taint::kDevice);
    return true;
  }
  const SpecialPath special = special_path(path.first);
  if (special == SpecialPath::kVaries && opened) taint(Taint::kDevice);
  const bool sorted_out = special != SpecialPath::kNone || node.kind == Kind::kDevice;
  trace_.asks_kernel |= sorted_out && !is_steady(path.first);
  return sorted_out;
}

void TraceBuilder::add_use(ResolvedPath& path, uint16_t flags, uint16_t manner) {
  if (is_special(path, flags)) return;
  PathNode& node = path.second;
  if (node.entry < 0) {
    node.entry = static_cast<int32_t>(trace_.entries.size());
    trace_.entries.push_back({path.first, 0});
    entry_nodes_.push_back(&path);
  }
  TraceEntry& entry = trace_.entries[static_cast<size_t>(node.entry)];
  const bool starts = (flags & TraceEntry::kExecuted) != 0 && !entry.has(TraceEntry::kExecuted);
  merge(entry, fitting_flags(node, flags, manner), manner);
  if (starts && node.kind == Kind::kFile) add_interpreter(path);
}

void TraceBuilder::add_interpreter(ResolvedPath& program) {
  struct stat status;
  if (lstat(program.first.c_str(), &status) != 0) return;
  const std::string& interpreter = interpreters_.interpreter_of(program.first, status);
  if (interpreter.empty() || interpreter_depth_ == kMaxInterpreters) return;
  ++interpreter_depth_;
  // A relative one would start from a directory that is forgotten by now: nobody writes that.
  ResolvedPath* const path = resolver_.resolve("/", interpreter, true);
  if (path != nullptr) add_use(*path, TraceEntry::kRead | TraceEntry::kExecuted, 0);
  --interpreter_depth_;
}

// What a renamed directory brought with it is written by the recipe.
void TraceBuilder::add_moved_directory(const std::string& directory, uint16_t manner) {
  DIR* const listing = opendir(directory.c_str());
  if (listing == nullptr) return;
  while (const dirent* const found = readdir(listing)) {
    const std::string_view name = found->d_name;
    if (name == "." || name == "..") continue;
    ResolvedPath& path = resolver_.at(directory + '/' + std::string(name));
    const bool is_directory = path.second.kind == Kind::kDirectory;
    add_use(path, TraceEntry::kWritten | (is_directory ? TraceEntry::kDirectory : 0), manner);
    if (is_directory) add_moved_directory(path.first, manner);
  }
  closedir(listing);
}

void TraceBuilder::finish_entries() {
  for (TraceEntry& entry : trace_.entries) {
    const PathNode& node =
        entry_nodes_[static_cast<size_t>(&entry - trace_.entries.data())]->second;
    // A search along the PATH: asked in vain.
    if (node.kind == Kind::kAbsent && entry.has(TraceEntry::kExecuted) &&
        (entry.flags & kChanges) == 0)
      entry.flags = TraceEntry::kAsked;
    // That a directory exists follows from what was found in it.
    if (node.kind == Kind::kAbsent || (entry.flags & kChanges) != 0 || entry.path.size() == 1)
      continue;
    const int32_t implied = node.parent->second.entry;
    if (implied < 0) continue;
    TraceEntry& directory = trace_.entries[static_cast<size_t>(implied)];
    if (directory.flags == TraceEntry::kAsked) directory.flags = 0;
  }
  std::erase_if(trace_.entries, [](const TraceEntry& entry) { return entry.flags == 0; });
}

}  // namespace umake
