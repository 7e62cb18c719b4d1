// The part of Recorder that takes in what a recipe was seen to do, or what was put back in place of
// running it.
#include <algorithm>
#include <unordered_set>

#include "base/archive.h"
#include "runtime/freshness/recorder.h"

namespace umake {

namespace {

// Where what a package holds lies: changed by hand or by a package manager only. (Of merged-usr
// systems /lib and the like are links.)
bool is_packaged(std::string_view path) {
  return path.starts_with("/usr/") || path.starts_with("/lib") || path.starts_with("/bin") ||
         path.starts_with("/sbin");
}

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

void Recorder::restored(TargetId id, CacheEntry entry, bool phony) {
  if (!phony) {
    restored_.insert_or_assign(id.id, std::move(entry));
    return;
  }
  for (const ActionOutput& output : entry.result.outputs) {
    files_.forget(database_.symbols.intern(output.path));
  }
  files_.next_epoch();
}

void Recorder::expect(TargetId id, ActionResult result) {
  if (!result.verify_only) expected_.insert_or_assign(id.id, std::move(result));
}

bool Recorder::makes(TargetId id, const ActionResult& result) const {
  const std::string_view own = database_.symbols.text(file_of(id));
  return std::any_of(result.outputs.begin(), result.outputs.end(),
                     [&](const ActionOutput& output) { return output.path == own; });
}

// Of the declared inputs, those that the recipe itself wrote: their state after it counts (rule 7).
// With nobody watching, one that was not there counts as its work when the target is not older; GNU
// make goes by that next time (`%.o: %.c %.d`, with an empty rule for the depfiles).
std::vector<size_t> Recorder::inputs_made_along(TargetId id, const Running& running) {
  std::vector<size_t> found;
  std::unordered_set<uint32_t> written;
  bool listed = false, watched = false;
  const int64_t own_mtime = files_.file(running.own.front().name).mtime;
  for (size_t at = 0; at < running.inputs.size(); ++at) {
    const Input& input = running.inputs[at];
    const FileStates::File file = files_.file(input.name);
    if (file.presence != FileStates::Presence::kPresent || file.fingerprint == input.fingerprint) {
      continue;
    }
    if (!listed) watched = list_written(id, written);
    listed = true;
    const bool guessed = !watched && input.digest == Digest::absent() && file.mtime <= own_mtime;
    if (guessed || written.contains(input.name.id)) found.push_back(at);
  }
  return found;
}

// False: it is not known whether these are all.
bool Recorder::list_written(TargetId id, std::unordered_set<uint32_t>& names) const {
  if (const auto entry = restored_.find(id.id); entry != restored_.end()) {
    for (const ActionOutput& output : entry->second.result.outputs) {
      names.insert(database_.symbols.find(output.path).id);
    }
    return true;
  }
  const auto trace = traces_.find(id.id);
  if (trace == traces_.end()) return false;
  for (const TraceEntry& entry : trace->second.trace.entries) {
    if (entry.has(TraceEntry::kWritten)) {
      names.insert(database_.symbols.find(places_.name_of(entry.path)).id);
    }
  }
  return trace->second.complete && (trace->second.trace.taints & kBlind) == 0;
}

// What it read as well.
bool Recorder::list_used(TargetId id, std::unordered_set<uint32_t>& names) const {
  if (!list_written(id, names)) return false;
  const auto trace = traces_.find(id.id);
  if (trace == traces_.end()) return true;
  for (const TraceEntry& entry : trace->second.trace.entries) {
    if (entry.has(TraceEntry::kRead) || entry.has(TraceEntry::kExecuted)) {
      names.insert(database_.symbols.find(places_.name_of(entry.path)).id);
    }
  }
  return true;
}

void Recorder::take_in(TargetId id, Running& running) {
  if (const auto entry = restored_.find(id.id); entry != restored_.end()) {
    take_in_entry(running, entry->second);
    audit_inputs(id, running.observed);
    std::vector<Symbol> outputs;
    for (const ActionOutput& output : entry->second.result.outputs) {
      outputs.push_back(database_.symbols.intern(output.path));
    }
    audit_outputs(id, running, outputs);
    restored_.erase(entry);
    return;
  }
  const auto trace = traces_.find(id.id);
  if (trace == traces_.end() || !trace->second.complete) {
    // Whatever it did, nobody saw it.
    files_.world_changed();
  } else {
    const Footprint footprint = take_in_trace(running, trace->second);
    auto expected = expected_.extract(id.id);
    if (running.result != nullptr && !expected.empty()) {
      running.result->target = database_.targets[id].name;
      running.result->expected = std::move(expected.mapped());
    }
    audit_inputs(id, running.observed);
    audit_outputs(id, running, footprint.outputs);
  }
  if (trace != traces_.end()) traces_.erase(trace);
}

Footprint Recorder::take_in_trace(Running& running, ObservedRecipe& recipe) {
  if ((recipe.trace.taints & kBlind) != 0) files_.world_changed();
  const auto own = [&](Symbol name) { return is_own(running, name); };
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
    if (is_packaged(entry.path)) files_.drop_kept();
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
                      files_.renew(name);
                      return files_.stands(name);
                    },
                    [&](Symbol name) {
                      return kind_is(name, [](const FileStates::File& file) {
                        return file.presence == FileStates::Presence::kPresent &&
                               file.kind == FileKind::kDirectory;
                      });
                    }});
  mark_made(footprint, running);
  note_passing(recipe);
  CacheEntry entry;
  DeclaredPaths declared = declared_paths(running);
  bool steady = true;
  // Those of the system come last: fast mode leaves them out of its checks.
  for (const bool system : {false, true}) {
    for (const Footprint::Input& seen : footprint.inputs) {
      if (seen.system != system) continue;
      std::string names;
      const Digest digest = digest_seen(seen, running.started, &names);
      steady &= digest.known();
      const bool listed = seen.kind == InputKind::kListing;
      entry.inputs.push_back({std::string(database_.symbols.text(seen.name)),
                              listed ? names_in(seen.name, running.own, footprint.removed) : digest,
                              listed ? InputKind::kNames : seen.kind});
      add_observed(seen.name, seen.kind, digest, system, declared, running);
      if (listed && !system && !names.empty()) {
        running.listings.push_back({running.observed.size() - 1, seen.name, std::move(names)});
      }
    }
    for (size_t at = 0; !system && at < footprint.beside.size(); ++at) {
      add_beside(footprint.beside[at], files_.digest(footprint.beside[at]), running);
    }
  }
  running.complete = (recipe.trace.taints & kBlind) == 0;
  running.peak_kb = recipe.peak_kb;
  if (steady && running.complete) keep(recipe, footprint, running, std::move(entry));
  return footprint;
}

void Recorder::note_passing(const ObservedRecipe& recipe) {
  for (const TraceEntry& entry : recipe.trace.entries) {
    if (!entry.has(TraceEntry::kWritten) && !entry.has(TraceEntry::kDirectory)) continue;
    if (places_.place_of(entry.path) != Places::Place::kProject) continue;
    const std::string_view path = places_.name_of(entry.path);
    const FileStates::File file = files_.file(database_.symbols.intern(path));
    if (file.presence == FileStates::Presence::kAbsent) passing_.emplace(path);
  }
}

// The recipe of an archive's member makes the archive.
bool Recorder::is_own(const Running& running, Symbol name) const {
  return std::any_of(running.own.begin(), running.own.end(), [&](const Own& each) {
    if (each.name == name) return true;
    const std::string_view text = database_.symbols.text(each.name);
    if (!is_archive_name(text)) return false;
    std::string_view archive, member;
    split_archive_name(text, archive, member);
    return archive == database_.symbols.text(name);
  });
}

// Files of its making are told from those that lie in the directory anyway.
void Recorder::mark_made(const Footprint& footprint, const Running& running) {
  for (const Symbol name : footprint.outputs) {
    if (!is_own(running, name)) mark_made(name);
  }
  files_.next_epoch();
}

void Recorder::mark_made(Symbol name) {
  const FileStates::File file = files_.file(name);
  const bool there = file.presence == FileStates::Presence::kPresent;
  if (!there && !files_.is_there(name)) return;
  const PathId path = files_.path(name);
  // A directory changes with what is put into it: that it was made is all there is to say. So it is
  // of a link that leads nowhere.
  const uint64_t made = !there || file.kind == FileKind::kDirectory ? 1 : file.fingerprint;
  if (state().path(path).made == made) return;
  state().set_made(path, made);
  store_.journal().update(path);
}

Recorder::DeclaredPaths Recorder::declared_paths(const Running& running) {
  DeclaredPaths declared;
  for (const Input& input : running.inputs) declared.insert(input.path);
  return declared;
}

// For the action cache files that recipes made count as well: a list of them is made from them.
// Only what the action itself makes may be there or not. What it has removed was there.
Digest Recorder::names_in(Symbol directory, const std::vector<Own>& own,
                          const std::vector<Symbol>& removed) {
  const auto is_own = [&](std::string_view path) {
    return std::any_of(own.begin(), own.end(),
                       [&](const Own& each) { return database_.symbols.text(each.name) == path; });
  };
  const auto in_system = [&](Symbol name) { return is_packaged(database_.symbols.text(name)); };
  const bool keeps =
      in_system(directory) && std::none_of(removed.begin(), removed.end(), in_system) &&
      std::none_of(own.begin(), own.end(), [&](const Own& each) { return in_system(each.name); });
  if (keeps) {
    if (const Digest* const known = files_.kept(directory, InputKind::kNames)) return *known;
  }
  const Digest digest = files_.names(directory, is_own, nullptr, removed);
  return keeps ? files_.keep(directory, InputKind::kNames, digest) : digest;
}

Digest Recorder::names_in(Symbol directory, TargetId id) {
  return names_in(directory, own_files(id));
}

// Unknown: it was changed while the recipe ran, so that nobody knows which content was read. The
// record then holds no digest of it, and the next build runs the recipe again.
Digest Recorder::digest_seen(const Footprint::Input& seen, int64_t started, std::string* listed) {
  // What was known of it may be from before the change.
  if (!seen.system) files_.look_again(seen.name);
  const FileStates::File file = files_.file(seen.name);
  const bool changed = file.presence == FileStates::Presence::kPresent && !seen.rewritten &&
                       file.kind != FileKind::kDirectory && seen.kind != InputKind::kLink &&
                       file.ctime > started;
  if (changed) return Digest::unknown();
  const bool listing = seen.kind == InputKind::kListing;
  const bool keeps = seen.system && (listing || seen.kind == InputKind::kLink) &&
                     is_packaged(database_.symbols.text(seen.name));
  if (keeps) {
    if (const Digest* const known = files_.kept(seen.name, seen.kind)) return *known;
  }
  const Digest digest =
      listing ? files_.listing(seen.name, started, listed) : files_.digest(seen.name, seen.kind);
  return keeps ? files_.keep(seen.name, seen.kind, digest) : digest;
}

// What is declared stands in the record already.
void Recorder::add_observed(Symbol name, InputKind kind, const Digest& digest, bool system,
                            const DeclaredPaths& declared, Running& running) {
  const PathId path = files_.path(name);
  const bool content = kind == InputKind::kContent;
  if (content && declared.contains(path)) return;
  uint32_t flags = static_cast<uint32_t>(kind);
  if (system) flags |= Observation::kSystem;
  const uint64_t made = content ? state().path(path).made : 0;
  running.observed.push_back(state().observe(path, digest, made, flags));
  if (system) ++running.system_inputs;
}

void Recorder::add_beside(Symbol name, const Digest& digest, Running& running) {
  const PathId path = files_.path(name);
  constexpr uint32_t kFlags = static_cast<uint32_t>(InputKind::kContent) | Observation::kBeside;
  running.observed.push_back(state().observe(path, digest, state().path(path).made, kFlags));
}

// What was put back is made from what the entry names, and that was found to be so.
void Recorder::take_in_entry(Running& running, const CacheEntry& entry) {
  std::unordered_set<std::string_view> outputs;
  for (const ActionOutput& output : entry.result.outputs) {
    outputs.insert(output.path);
    const Symbol name = database_.symbols.intern(output.path);
    if (files_.known(name)) files_.forget(name);
    // Before directories are listed below.
    mark_made(name);
  }
  files_.next_epoch();
  running.peak_kb = entry.result.peak_kb;
  const DeclaredPaths declared = declared_paths(running);
  for (const bool system : {false, true}) {
    for (const ActionInput& input : entry.inputs) {
      const auto place = places_.place_of(input.path);
      const bool passing = place == Places::Place::kTemporary;
      if ((place == Places::Place::kSystem || passing) != system) continue;
      // That an output was not there yet is no longer so, nor that something was that is removed.
      // Permissions count for what is put back only, as GNU make does not look at them; so does
      // standard input.
      if (outputs.contains(input.path) || input.kind == InputKind::kThere ||
          input.kind == InputKind::kState || input.kind == InputKind::kNoInput) {
        continue;
      }
      const Symbol name = database_.symbols.intern(input.path);
      const bool names = input.kind == InputKind::kNames;
      add_observed(name, names ? InputKind::kListing : input.kind,
                   names ? files_.listing(name, INT64_MAX) : input.digest, system, declared,
                   running);
    }
    for (const ActionOutput& output : entry.result.outputs) {
      const Symbol name = database_.symbols.intern(output.path);
      if (system || output.kind != ActionOutput::Kind::kFile || is_own(running, name)) continue;
      add_beside(name, output.digest, running);
    }
  }
  running.complete = true;
}

}  // namespace umake
