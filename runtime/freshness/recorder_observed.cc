// The part of Recorder that takes in what a recipe was seen to do, or what was put back in place of
// running it.
#include <algorithm>
#include <map>
#include <unordered_set>

#include "base/archive.h"
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
  }
  const Footprint footprint =
      footprint_of(recipe.trace, database_.symbols, places_,
                   {own,
                    [&](Symbol name) {
                      return kind_is(name, [](const FileStates::File& file) {
                        return file.presence == FileStates::Presence::kPresent;
                      });
                    },
                    [&](Symbol name) { return files_.is_there(name); },
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
  return files_.names(directory, is_own, nullptr, removed);
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
  if (seen.kind == InputKind::kListing) {
    return files_.listing(seen.name, started, listed);
  }
  return files_.digest(seen.name, seen.kind);
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

bool Recorder::worth_keeping(const ObservedRecipe& recipe, const Footprint& footprint,
                             const Running& running) const {
  if (!recipe.cacheable || cache_ == nullptr || recipe.trace.tainted()) return false;
  size_t printed = 0;
  for (const PrintedPiece& piece : recipe.printed) printed += piece.bytes.size();
  if (printed > kMostPrinted) return false;
  // A recipe that makes no file is run each time, but in ultra mode.
  const Symbol own = running.own.front().name;
  return switches_.mode == Mode::kUltra ||
         std::find(footprint.outputs.begin(), footprint.outputs.end(), own) !=
             footprint.outputs.end();
}

// False: something of it can't be told again.
bool Recorder::add_state_after(const Footprint& footprint, CacheEntry& entry) {
  const auto add = [&](Symbol name, InputKind kind, const Digest& digest) {
    entry.inputs.push_back({std::string(database_.symbols.text(name)), digest, kind});
    return digest.known();
  };
  for (const Symbol name : footprint.outputs) {
    const bool directory = files_.file(name).kind == FileKind::kDirectory;
    if (!directory && !add(name, InputKind::kContent, files_.digest(name))) return false;
    // Its permissions, and where it leads if it is a link.
    add(name, InputKind::kState, files_.digest(name, InputKind::kState));
    add(name, InputKind::kLink, files_.digest(name, InputKind::kLink));
  }
  for (const Symbol name : footprint.removed) add(name, InputKind::kStatus, Digest::absent());
  // `cmp -s $@.tmp $@ || mv $@.tmp $@`: what stood there was right.
  for (const Symbol name : footprint.left_alone) {
    if (!add(name, InputKind::kContent, files_.digest(name))) return false;
  }
  return true;
}

// Of declared prerequisites in any case: a program may ask by way of a descriptor (gzip), which
// nobody sees. What the recipe made itself (a dependency file that is a prerequisite) has those
// that it gave it.
void Recorder::add_permissions(const Footprint& footprint, const Running& running,
                               CacheEntry& entry) {
  std::unordered_set<uint32_t> left_out;
  for (const Symbol name : footprint.outputs) left_out.insert(name.id);
  const auto add = [&](Symbol name) {
    if (!left_out.insert(name.id).second) return;
    const Digest digest = files_.digest(name, InputKind::kState);
    if (digest == Digest::absent()) return;
    entry.inputs.push_back({std::string(database_.symbols.text(name)), digest, InputKind::kState});
  };
  for (const Symbol name : footprint.permissions) add(name);
  for (const Input& input : running.inputs) add(input.name);
}

void Recorder::keep(const ObservedRecipe& recipe, const Footprint& footprint, Running& running,
                    CacheEntry entry) {
  if (!worth_keeping(recipe, footprint, running)) return;
  // What it rewrites, or leaves outside of the project, can't be put back; but as long as all that
  // is as it left it, it need not run again.
  const bool rewrites = std::any_of(footprint.inputs.begin(), footprint.inputs.end(),
                                    [](const Footprint::Input& input) { return input.rewritten; });
  entry.result.verify_only =
      rewrites || footprint.reads_itself || footprint.adds || footprint.outside;
  if (entry.result.verify_only &&
      (switches_.mode != Mode::kUltra || !add_state_after(footprint, entry)))
    return;
  for (const Input& input : running.inputs) {
    if (!input.digest.known()) return;
    // What was read of a directory's names was seen.
    const bool directory =
        input.digest != Digest::absent() && files_.file(input.name).kind == FileKind::kDirectory;
    const InputKind kind = directory ? InputKind::kStatus : InputKind::kContent;
    const Digest& digest = directory ? FileStates::directory_status() : input.digest;
    entry.inputs.push_back({std::string(database_.symbols.text(input.name)), digest, kind});
  }
  add_permissions(footprint, running, entry);
  for (const Symbol name : footprint.absent_before) {
    if (entry.result.verify_only) break;
    entry.inputs.push_back(
        {std::string(database_.symbols.text(name)), Digest::absent(), InputKind::kStatus});
  }
  for (const Symbol name : footprint.there_before) {
    if (entry.result.verify_only) break;
    entry.inputs.push_back(
        {std::string(database_.symbols.text(name)), FileStates::there(), InputKind::kThere});
  }
  if (recipe.had_no_input) {
    entry.inputs.push_back({{}, Digest::absent(), InputKind::kNoInput});
  }
  auto result = std::make_shared<Result>();
  result->weak_key = recipe.weak_key;
  if (!entry.result.verify_only) {
    if (!note_outputs(footprint, *result)) return;
    for (const Symbol name : footprint.removed) {
      entry.result.removed.emplace_back(database_.symbols.text(name));
    }
  }
  entry.result.printed = recipe.printed;
  entry.result.wall_us = recipe.wall_us;
  entry.result.cpu_us = recipe.cpu_us;
  entry.result.peak_kb = recipe.peak_kb;
  result->entry = std::move(entry);
  running.result = std::move(result);
}

// They are read later, when their times can be trusted: another recipe may have changed them by
// then.
bool Recorder::note_outputs(const Footprint& footprint, Result& result) {
  for (const Symbol name : footprint.outputs) {
    FileStat stat;
    if (database_.files.lstat(database_.symbols.c_str(name), stat) != 0) return false;
    result.outputs.push_back({name, fingerprint_of(stat)});
  }
  return true;
}

bool Recorder::describe_output(const Result::Output& noted, ActionOutput& output) {
  const Symbol name = noted.name;
  FileStat stat;
  const char* path = database_.symbols.c_str(name);
  if (database_.files.lstat(path, stat) != 0) return false;
  if (stat.kind != FileKind::kDirectory && fingerprint_of(stat) != noted.fingerprint) return false;
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
  for (const Result::Output& noted : result.outputs) {
    ActionOutput output;
    if (!describe_output(noted, output)) return;
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
  if (result.expected.has_value()) compare(result);
  cache_->store(result.weak_key, result.entry);
}

// The recipe ran on the same inputs as when the cache took its result in.
void Recorder::compare(const Result& result) {
  ++rerun_->compared;
  const auto differs = [&](const std::string& path) {
    rerun_->differences.push_back({std::string(database_.symbols.text(result.target)), path});
  };
  std::map<std::string_view, const ActionOutput*> before;
  for (const ActionOutput& output : result.expected->outputs) before[output.path] = &output;
  for (const ActionOutput& now : result.entry.result.outputs) {
    const auto known = before.extract(now.path);
    const ActionOutput* const old = known.empty() ? nullptr : known.mapped();
    const bool same = old != nullptr && old->kind == now.kind && old->mode == now.mode &&
                      old->digest == now.digest && old->target == now.target;
    if (!same) differs(now.path);
  }
  for (const auto& [path, output] : before) differs(output->path);
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
