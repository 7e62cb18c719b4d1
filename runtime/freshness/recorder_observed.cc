// The part of Recorder that takes in what a recipe was seen to do, or what was put back in place of
// running it.
#include <algorithm>

#include "runtime/freshness/recorder.h"

namespace umake {

namespace {

// More than this is no longer something to replay.
constexpr size_t kMostPrinted = 1 << 20;

constexpr uint16_t bit(Taint taint) { return static_cast<uint16_t>(taint); }
// With these the trace may lack reads.
constexpr uint16_t kBlind = bit(Taint::kUnseen) | bit(Taint::kUnreadable) | bit(Taint::kOutlived);

}  // namespace

void Recorder::observed(TargetId id, ObservedRecipe recipe, bool phony) {
  traces_.insert_or_assign(id.id, std::move(recipe));
  if (!phony) return;
  // Nobody will say that it succeeded: phony targets have no records, but in ultra mode results.
  Running running = begin(id);
  running.started = traces_[id.id].started_ns;
  take_in(id, running);
  if (running.result != nullptr) results_.push_back(std::move(running.result));
}

void Recorder::restored(TargetId id, CacheEntry entry) {
  restored_.insert_or_assign(id.id, std::move(entry));
}

void Recorder::take_in(TargetId id, Running& running) {
  if (const auto entry = restored_.find(id.id); entry != restored_.end()) {
    take_in_entry(running, entry->second);
    restored_.erase(entry);
    return;
  }
  const auto trace = traces_.find(id.id);
  if (trace == traces_.end() || !trace->second.complete) {
    // Whatever it did, nobody saw it.
    files_.world_changed();
  } else {
    take_in_trace(running, trace->second);
  }
  if (trace != traces_.end()) traces_.erase(trace);
}

void Recorder::take_in_trace(Running& running, ObservedRecipe& recipe) {
  if ((recipe.trace.taints & kBlind) != 0) files_.world_changed();
  const auto own = [&](Symbol name) {
    return std::any_of(running.own.begin(), running.own.end(),
                       [&](const Own& each) { return each.name == name; });
  };
  const auto kind_is = [&](Symbol name, auto test) {
    files_.renew(name);
    return test(files_.file(name));
  };
  // What it changed is looked at anew.
  for (const TraceEntry& entry : recipe.trace.entries) {
    if (!entry.has(TraceEntry::kWritten) && !entry.has(TraceEntry::kRemoved) &&
        !entry.has(TraceEntry::kDirectory)) {
      continue;
    }
    const Symbol name = database_.symbols.find(places_.name_of(entry.path));
    if (name && files_.known(name)) files_.forget(name);
  }
  const Footprint footprint =
      footprint_of(recipe.trace, database_.symbols, places_,
                   {own,
                    [&](Symbol name) {
                      return kind_is(name, [](const FileStates::File& file) {
                        return file.presence == FileStates::Presence::kPresent;
                      });
                    },
                    [&](Symbol name) {
                      return kind_is(name, [](const FileStates::File& file) {
                        return file.presence == FileStates::Presence::kPresent &&
                               file.kind == FileKind::kDirectory;
                      });
                    }});
  forget_changed(footprint, running);
  CacheEntry entry;
  bool steady = true;
  // Those of the system come last: fast mode leaves them out of its checks.
  for (const bool system : {false, true}) {
    for (const Footprint::Input& seen : footprint.inputs) {
      if (seen.system == system) steady &= add_observed(seen, running, entry);
    }
  }
  running.complete = (recipe.trace.taints & kBlind) == 0;
  if (steady && running.complete) keep(recipe, footprint, running, std::move(entry));
}

// Files of its making are told from those that lie in the directory anyway.
void Recorder::forget_changed(const Footprint& footprint, const Running& running) {
  for (const Symbol name : footprint.outputs) {
    const bool own = std::any_of(running.own.begin(), running.own.end(),
                                 [&](const Own& each) { return each.name == name; });
    const FileStates::File file = files_.file(name);
    if (own || file.kind == FileKind::kDirectory) continue;
    const PathId path = files_.path(name);
    if (state().path(path).made == file.fingerprint) continue;
    state().set_made(path, file.fingerprint);
    store_.journal().update(path);
  }
  files_.next_epoch();
}

// False: it was changed while the recipe ran, so that nobody knows which content was read. The
// record then holds no digest of it, and the next build runs the recipe again.
bool Recorder::add_observed(const Footprint::Input& seen, Running& running, CacheEntry& entry) {
  const PathId path = files_.path(seen.name);
  const FileStates::File file = files_.file(seen.name);
  const bool content = seen.kind == InputKind::kContent;
  const bool changed = file.presence == FileStates::Presence::kPresent && !seen.rewritten &&
                       file.kind != FileKind::kDirectory && seen.kind != InputKind::kLink &&
                       file.ctime > running.started;
  Digest digest = Digest::unknown();
  if (!changed) {
    digest = seen.kind == InputKind::kListing ? files_.listing_before(seen.name, running.started)
                                              : files_.digest(seen.name, seen.kind);
  }
  entry.inputs.push_back({std::string(database_.symbols.text(seen.name)), digest, seen.kind});
  const bool declared =
      content && std::any_of(running.inputs.begin(), running.inputs.end(),
                             [&](const Input& input) { return input.path == path; });
  if (!declared) {
    uint32_t flags = static_cast<uint32_t>(seen.kind);
    if (seen.system) flags |= Observation::kSystem;
    const uint64_t made = content ? state().path(path).made : 0;
    running.observed.push_back(state().observe(path, digest, made, flags));
    if (seen.system) ++running.system_inputs;
  }
  return !changed;
}

void Recorder::keep(const ObservedRecipe& recipe, const Footprint& footprint, Running& running,
                    CacheEntry entry) {
  size_t printed = 0;
  for (const PrintedPiece& piece : recipe.printed) printed += piece.bytes.size();
  if (!recipe.cacheable || cache_ == nullptr || recipe.trace.tainted() || printed > kMostPrinted)
    return;
  const bool rewrites = std::any_of(footprint.inputs.begin(), footprint.inputs.end(),
                                    [](const Footprint::Input& input) { return input.rewritten; });
  if (rewrites || footprint.reads_itself || footprint.outside) return;
  for (const Input& input : running.inputs) {
    if (!input.digest.known()) return;
    entry.inputs.push_back(
        {std::string(database_.symbols.text(input.name)), input.digest, InputKind::kContent});
  }
  for (const Symbol name : footprint.absent_before) {
    entry.inputs.push_back(
        {std::string(database_.symbols.text(name)), Digest::absent(), InputKind::kStatus});
  }
  auto result = std::make_shared<Result>();
  result->weak_key = recipe.weak_key;
  result->outputs = footprint.outputs;
  entry.result.printed = recipe.printed;
  entry.result.wall_us = recipe.wall_us;
  entry.result.cpu_us = recipe.cpu_us;
  entry.result.peak_kb = recipe.peak_kb;
  for (const Symbol name : footprint.removed) {
    entry.result.removed.emplace_back(database_.symbols.text(name));
  }
  result->entry = std::move(entry);
  running.result = std::move(result);
}

bool Recorder::describe_output(Symbol name, ActionOutput& output) {
  FileStat stat;
  const char* path = database_.symbols.c_str(name);
  if (database_.files.lstat(path, stat) != 0) return false;
  output.path = database_.symbols.text(name);
  output.mode = stat.mode;
  switch (stat.kind) {
    case FileKind::kRegular:
      output.kind = ActionOutput::Kind::kFile;
      output.size = stat.size;
      output.digest = files_.digest(name);
      return output.digest.known() && output.digest != Digest::absent();
    case FileKind::kDirectory:
      output.kind = ActionOutput::Kind::kDirectory;
      return true;
    case FileKind::kSymlink:
      output.kind = ActionOutput::Kind::kLink;
      return database_.files.read_link(path, output.target) == 0;
    case FileKind::kOther:
      break;
  }
  return false;
}

void Recorder::store(Result& result) {
  for (const Symbol name : result.outputs) {
    ActionOutput output;
    if (!describe_output(name, output)) return;
    result.entry.result.outputs.push_back(std::move(output));
  }
  std::sort(result.entry.result.outputs.begin(), result.entry.result.outputs.end(),
            [](const ActionOutput& left, const ActionOutput& right) {
              const auto order = [](const ActionOutput& output) {
                return output.kind == ActionOutput::Kind::kDirectory ? 0 : 1;
              };
              return order(left) != order(right) ? order(left) < order(right)
                                                 : left.path < right.path;
            });
  cache_->store(result.weak_key, result.entry);
}

// What was put back is made from what the entry names, and that was found to be so.
void Recorder::take_in_entry(Running& running, const CacheEntry& entry) {
  for (const ActionOutput& output : entry.result.outputs) {
    const Symbol name = database_.symbols.intern(output.path);
    if (files_.known(name)) files_.forget(name);
  }
  for (const bool want : {false, true}) {
    for (const ActionInput& input : entry.inputs) {
      const Symbol name = database_.symbols.intern(input.path);
      const auto place = places_.place_of(input.path);
      const bool system = place == Places::Place::kSystem || place == Places::Place::kTemporary;
      if (system != want) continue;
      // What it made itself since.
      if (files_.digest(name, input.kind) != input.digest) continue;
      const PathId path = files_.path(name);
      const bool content = input.kind == InputKind::kContent;
      if (content && std::any_of(running.inputs.begin(), running.inputs.end(),
                                 [&](const Input& each) { return each.path == path; })) {
        continue;
      }
      uint32_t flags = static_cast<uint32_t>(input.kind);
      if (system) flags |= Observation::kSystem;
      running.observed.push_back(
          state().observe(path, input.digest, content ? state().path(path).made : 0, flags));
      if (system) ++running.system_inputs;
    }
  }
  running.complete = true;
}

}  // namespace umake
