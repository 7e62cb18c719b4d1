#include "runtime/freshness/recorder.h"

#include <algorithm>

#include "base/archive.h"
#include "runtime/executor.h"

namespace umake {

namespace {

constexpr int64_t kSecond = 1'000'000'000;
constexpr int64_t kTick = 25'000'000;  // a little more than what makes an entry racy

}  // namespace

Recorder::Recorder(Database& database, PersistentState& store, FileStates& files,
                   StampRegistry& stamps, Places& places, ActionCache* cache,
                   const Switches& switches, std::vector<AuditFinding>* audit, RerunReport* rerun,
                   ExpandedRecipe expanded)
    : database_(database),
      store_(store),
      files_(files),
      stamps_(stamps),
      places_(places),
      targets_(database, files, places, std::move(expanded)),
      adoptions_(store, files, targets_),
      cache_(cache),
      switches_(switches),
      audit_(audit),
      rerun_(rerun) {}

// --- around a recipe -----------------------------------------------------------------------------

Recorder::Input Recorder::see(Symbol name) {
  Input input;
  input.name = name;
  input.path = files_.path(input.name);
  input.digest = files_.digest(input.name);
  const FileStates::File& file = files_.file(input.name);
  input.fingerprint = file.presence == FileStates::Presence::kPresent ? file.fingerprint : 0;
  input.made = state().path(input.path).made;
  return input;
}

Recorder::Running Recorder::begin(TargetId id) {
  Running running;
  const std::vector<TargetId> list = inputs(id);
  if (list.size() >= WorkerPool::kSerialBelow) {
    std::vector<Symbol> names;
    for (const TargetId at : list) names.push_back(file_of(at));
    files_.digest_all(names);
  }
  running.inputs.reserve(list.size());
  for (const TargetId at : list) {
    if (!database_.targets[at].phony) running.inputs.push_back(see(file_of(at)));
  }
  running.own = own_files(id);
  running.expanded = targets_.recipe_expanded(id);
  running.started = database_.files.now().ns;
  return running;
}

std::vector<Recorder::Own> Recorder::own_files(TargetId id) {
  std::vector<Own> all;
  const auto add = [&](TargetId at) {
    Own own;
    own.target = at;
    own.name = file_of(at);
    own.path = files_.path(own.name);
    const FileStates::File file = files_.file(own.name);
    own.present = file.presence == FileStates::Presence::kPresent;
    own.mtime = file.mtime;
    const PathEntry& entry = state().path(own.path);
    if (database_.targets[at].is_double_colon) {
      own.digest = files_.digest(own.name);
    } else if (own.present && entry.fingerprint == file.fingerprint) {
      own.digest = entry.digest;
    }
    all.push_back(own);
  };
  add(id);
  for (const TargetId peer : database_.targets[id].also_make) {
    if (!database_.targets[peer].phony) add(database_.targets.resolve(peer));
  }
  return all;
}

bool Recorder::in_progress(TargetId id) {
  const PathId path = files_.path(file_of(id));
  if ((state().path(path).flags & PathEntry::kInProgress) == 0) return false;
  // The mark may be that of another of its recipes, which has run just now.
  const auto started = double_colon_.find(path);
  return started == double_colon_.end() || started->second > 0;
}

void Recorder::note_double_colon(const Own& own) {
  const Target& target = database_.targets[own.target];
  if (!target.is_double_colon || double_colon_.contains(own.path)) return;
  size_t recipes = 0;
  if (in_progress(own.target)) {
    for (TargetId at = target.first_double_colon; at;
         at = database_.targets[at].next_double_colon) {
      if (!runs_nothing(at)) ++recipes;
    }
  }
  double_colon_.emplace(own.path, recipes);
}

void Recorder::recipe_starts(TargetId id) {
  Running running = begin(id);
  // It starts once more: what its files were before the first time still counts.
  if (const auto before = running_.find(id.id); before != running_.end()) {
    running.own = before->second.own;
  }
  settle_due();
  running.number = ++starts_;
  running.marked = true;
  for (const Own& own : running.own) {
    note_double_colon(own);
    files_.forget(own.name);
    state().drop_racy_digest(own.path);
    state().mark_in_progress(own.path);
    store_.journal().mark(own.path);
  }
  running_.insert_or_assign(id.id, std::move(running));
  store_.write_journal();
}

bool Recorder::target_exists(TargetId id) const {
  FileStat stat;
  return database_.files.stat(database_.symbols.c_str(file_of(id)), stat) == 0;
}

void Recorder::recipe_succeeded(TargetId id, RecipeRun run) {
  stamps_.look_again();
  if (store_.refresh()) files_.next_epoch();
  Running running;
  if (const auto found = running_.find(id.id); found != running_.end()) {
    running = std::move(found->second);
    running_.erase(found);
  } else {
    running = begin(id);
    for (const Own& own : running.own) {
      note_double_colon(own);
      files_.forget(own.name);
    }
    running.marked = run != RecipeRun::kTouched;
  }
  if (running.marked && run != RecipeRun::kNothing) see_again(id, running);
  // What the action cache keeps is made from the state before, so this comes after it.
  const std::vector<size_t> made_along = inputs_made_along(id, running);
  if (std::exchange(function_acts_, database_.function_acts) != database_.function_acts) {
    files_.world_changed();
  }
  for (const Own& own : running.own) {
    const auto left = double_colon_.find(own.path);
    if (left != double_colon_.end() && left->second > 0) --left->second;
  }
  if (run != RecipeRun::kNothing) take_in(id, running);
  for (const size_t at : made_along) running.inputs[at] = see(running.inputs[at].name);
  for (const Own& own : running.own) succeed(id, running, own);
  if (running.result != nullptr && running.result.use_count() == 1) {
    results_.push_back(std::move(running.result));
  }
  settle_due();
  store_.write_journal();
}

// Those that are made along may have no recipe of their own.
RecordKey Recorder::key_of(TargetId id, const Own& own) {
  RecordKey result = key(own.target);
  if (own.target != id) result.makefile = key(id).makefile;
  return result;
}

void Recorder::succeed(TargetId id, const Running& running, const Own& own) {
  const FileStates::File after = files_.file(own.name);
  const bool file =
      after.presence == FileStates::Presence::kPresent && after.kind != FileKind::kDirectory;
  if (file && (!running.marked || !own.present || after.mtime != own.mtime)) {
    state().set_made(own.path, after.fingerprint);
    files_.next_epoch();
    store_.journal().update(own.path);
  }
  // No file, or a directory: GNU make's rules hold for it. Left older and not watched (rule 10): it
  // runs again next time, as with GNU make.
  if (!file || (running.marked && !running.complete && left_older(running, own))) {
    forget_record(key_of(id, own));
    end_progress(own.path);
    return;
  }
  if (database_.targets[own.target].is_double_colon) {
    carry_double_colon(own.target, own, after.fingerprint);
  }
  file_record(id, running, own, after.fingerprint);
}

// Inputs that changed while the recipe ran. Touched: nothing happened. Edited: what the recipe read
// is not known, so no digest is, and the target is stale next time, even when the edit has been
// undone by then. An inner
// umake's recipe has made its own inputs, and a directory changes by what the recipe puts there
// (GNU make's rule decides); so do members of the archive that the recipe makes: for these the
// state after it counts (rule 7).
void Recorder::see_again(TargetId id, Running& running) {
  const Recipe* recipe = database_.targets[id].recipe;
  const bool recursive = recipe != nullptr && Executor::any_recursive(*recipe);
  const int64_t own_mtime = files_.file(running.own.front().name).mtime;
  // Where it is known what was read and written, the others need not be looked at: they had no part
  // in it.
  std::unordered_set<uint32_t> used;
  const bool all_known = !recursive && list_used(id, used);
  const auto may_have_changed = [&](const Input& input) {
    return !all_known || used.contains(input.name.id) ||
           files_.file(input.name).kind == FileKind::kDirectory ||
           is_archive_name(database_.symbols.text(input.name));
  };
  for (Input& input : running.inputs) {
    if (!may_have_changed(input)) continue;
    files_.forget(input.name);
    const FileStates::File now = files_.file(input.name);
    const uint64_t fingerprint =
        now.presence == FileStates::Presence::kPresent ? now.fingerprint : 0;
    if (fingerprint == input.fingerprint) continue;
    const Digest digest = files_.digest(input.name);
    const bool directory = now.kind == FileKind::kDirectory && now.mtime <= own_mtime;
    const bool own = recursive || is_own_member(running, input.name);
    if (digest == input.digest || directory || own) {
      input.digest = digest;
      if (own) input.made = state().path(input.path).made;
    } else if (input.digest != Digest::absent()) {
      input.digest = Digest::unknown();
    }
  }
}

// `lib.a: lib.a(a.o)`: the recipe of the archive puts its own prerequisites there.
bool Recorder::is_own_member(const Running& running, Symbol name) const {
  const std::string_view text = database_.symbols.text(name);
  if (!is_archive_name(text)) return false;
  std::string_view archive, member;
  split_archive_name(text, archive, member);
  return std::any_of(running.own.begin(), running.own.end(),
                     [&](const Own& own) { return database_.symbols.text(own.name) == archive; });
}

bool Recorder::left_older(const Running& running, const Own& own) {
  int64_t mtime = files_.file(own.name).mtime;
  if ((state().path(own.path).flags & PathEntry::kMember) != 0) {
    // Deterministic archives date all members 0. That says nothing, but whether the archive was
    // written does.
    const int64_t date = files_.member_date(own.name);
    if (date == 0) return own.present && mtime == own.mtime;
    mtime = date * kSecond + kSecond - 1;
  } else if (database_.targets[own.target].low_resolution_time) {
    mtime += kSecond - 1 - mtime % kSecond;
  }
  return std::any_of(running.inputs.begin(), running.inputs.end(), [&](const Input& input) {
    const FileStates::File& file = files_.file(input.name);
    return file.presence == FileStates::Presence::kPresent && file.mtime > mtime;
  });
}

void Recorder::file_record(TargetId id, const Running& running, const Own& own,
                           uint64_t fingerprint) {
  Pending pending;
  pending.record.key = key_of(id, own);
  pending.record.recipe_text = targets_.recipe_text(id);
  pending.record.recipe_expanded = running.expanded;
  pending.inputs.reserve(running.inputs.size());
  for (const Input& input : running.inputs) {
    pending.inputs.push_back(state().observe(input.path, input.digest, input.made));
  }
  pending.listings = running.listings;
  for (Listing& listing : pending.listings) listing.at += pending.inputs.size();
  pending.before_number = starts_;
  pending.inputs.insert(pending.inputs.end(), running.observed.begin(), running.observed.end());
  pending.record.system_inputs = running.system_inputs;
  if (running.complete) pending.record.flags |= Record::kObserved;
  pending.record.flags |= peak_flags(running.peak_kb);
  pending.result = running.result;
  pending.own = own.name;
  pending.fingerprint = fingerprint;
  pending.changed = state().path(own.path).made == fingerprint;
  pending.before = own.digest;
  wait_for_digest(std::move(pending));
}

void Recorder::wait_for_digest(Pending pending) {
  pending.due = database_.files.now().ns + kTick;
  if ((state().path(pending.record.key.path).flags & PathEntry::kMember) != 0) {
    // The next member's recipe changes the archive, and with it what this one's state is known by.
    settle(pending);
    return;
  }
  pending_.push_back(std::move(pending));
}

// The file as this double-colon rule left it is the one that the target's other rules stand for as
// well, if it was before.
void Recorder::carry_double_colon(TargetId id, const Own& own, uint64_t fingerprint) {
  for (TargetId at = database_.targets[id].first_double_colon; at;
       at = database_.targets[at].next_double_colon) {
    if (at == id) continue;
    const RecordKey other = key(at);
    bool waiting = false;
    for (Pending& pending : pending_) {
      if (pending.record.key != other) continue;
      pending.fingerprint = fingerprint;
      waiting = true;
    }
    const RecordId known = state().find_record(other);
    if (waiting || known == kNone || state().record(known).own != own.digest) continue;
    // At once: that rule is looked at next.
    Record record = state().record(known);
    record.own = files_.digest(own.name);
    const RecordId carried = state().put_record(record, state().inputs(record));
    write(carried);
  }
}

// What the disk knows already need not be told again.
void Recorder::write(RecordId id) {
  const Record& record = state().record(id);
  if ((record.flags & Record::kDirty) != 0) store_.journal().record(record);
}

void Recorder::phony_recipe_ended() {
  stamps_.look_again();
  files_.world_changed();
  if (store_.refresh()) files_.next_epoch();
}

void Recorder::recipe_failed(TargetId id, RecipeEnd end) {
  const auto found = running_.find(id.id);
  if (found == running_.end()) return;
  const Running running = std::move(found->second);
  running_.erase(found);
  traces_.erase(id.id);
  files_.world_changed();
  if (store_.refresh()) files_.next_epoch();
  for (const Own& own : running.own) {
    files_.forget(own.name);
    const FileStates::File after = files_.file(own.name);
    const bool present = after.presence == FileStates::Presence::kPresent;
    const bool changed = present != own.present || (present && after.mtime != own.mtime);
    if (changed) forget_record(key_of(id, own));
    if (changed && present) {
      state().set_made(own.path, after.fingerprint);
      files_.next_epoch();
      store_.journal().update(own.path);
    }
    // What it left half-made stays in progress; a file that it left alone is what it was, and one
    // that is gone needs no mark.
    if (!present || (!changed && end == RecipeEnd::kFailed)) end_progress(own.path);
  }
  store_.write_journal();
}

void Recorder::forget_record(const RecordKey& key) {
  if (state().find_record(key) == kNone) return;
  state().drop_record(key);
  store_.journal().drop(key);
}

void Recorder::end_progress(PathId path) {
  if ((state().path(path).flags & PathEntry::kInProgress) == 0) return;
  const auto recipes = double_colon_.find(path);
  if (recipes != double_colon_.end() && recipes->second > 0) return;
  state().end_progress(path);
  store_.journal().end(path);
}

// --- records that wait for a digest --------------------------------------------------------------

// Those whose time has come, and those whose digest somebody needed before. Both callers write the
// journal then.
void Recorder::settle_due() {
  if (pending_.empty()) return;
  const int64_t now = database_.files.now().ns;
  const auto waits = [&](Pending& pending) {
    const bool read = state().path(pending.record.key.path).fingerprint == pending.fingerprint;
    if ((!read && pending.due > now) || awaits_others(pending)) return true;
    settle(pending);
    return false;
  };
  std::deque<Pending> left;
  for (Pending& pending : pending_) {
    if (waits(pending)) left.push_back(std::move(pending));
  }
  pending_ = std::move(left);
}

bool Recorder::awaits_others(const Pending& pending) const {
  return !pending.listings.empty() &&
         std::any_of(running_.begin(), running_.end(), [&](const auto& running) {
           return running.second.number <= pending.before_number;
         });
}

void Recorder::settle_listings(Pending& pending) {
  for (const Listing& listing : pending.listings) {
    const Observation seen = state().observation(pending.inputs[listing.at]);
    const Digest digest =
        files_.listing_without(listing.name, listing.listed,
                               [&](const std::string& path) { return passing_.contains(path); });
    pending.inputs[listing.at] = state().observe(seen.path, digest, seen.made, seen.flags);
  }
}

void Recorder::settle(Pending& pending) {
  settle_listings(pending);
  const RecordKey& key = pending.record.key;
  pending.record.own = files_.digest(pending.own);
  const FileStates::File& file = files_.file(pending.own);
  const bool same =
      file.presence == FileStates::Presence::kPresent && file.fingerprint == pending.fingerprint;
  if (same) {
    const RecordId id = state().put_record(pending.record, pending.inputs);
    write(id);
    register_stamp(pending);
    ++recorded_;
    if (pending.result != nullptr && pending.result.use_count() == 1) store(*pending.result);
  } else {
    // Something else changed the file since: whose it is now is not known.
    state().drop_record(key);
    store_.journal().drop(key);
  }
  const bool runs_again = std::any_of(running_.begin(), running_.end(), [&](const auto& running) {
    return std::any_of(running.second.own.begin(), running.second.own.end(),
                       [&](const Own& own) { return own.path == key.path; });
  });
  if (!runs_again) end_progress(key.path);
}

// A file that its recipe made anew without a change to be seen in it: umakes of other build
// directories must hear of it. Once they have, they must hear of every later run as well.
void Recorder::register_stamp(const Pending& pending) {
  if (!pending.changed || !store_.writable()) return;
  const bool empty = pending.record.own == digest_of({});
  const bool same = pending.before.known() && pending.before == pending.record.own;
  if (!empty && !same && stamps_.empty()) return;
  FileStat stat;
  const std::string_view name = database_.symbols.text(pending.own);
  if (database_.files.stat(database_.symbols.c_str(pending.own), stat) != 0) return;
  if (fingerprint_of(stat) != pending.fingerprint) return;
  if (!empty && !same && stamps_.made(stat, name) == 0) return;
  stamps_.add(stat, name, pending.fingerprint);
}

void Recorder::finish_all() {
  for (Pending& pending : pending_) settle(pending);
  pending_.clear();
  for (const auto& result : results_) store(*result);
  results_.clear();
  adoptions_.finish();
}

}  // namespace umake
