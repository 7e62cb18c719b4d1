#include "runtime/freshness/directory_state.h"

#include <algorithm>

namespace umake {

namespace {

// Finds `name` among slots whose names `name_of` gives.
template <typename NameOf>
PathId probe(const Slot* slots, uint32_t count, uint32_t hash, std::string_view name,
             NameOf name_of) {
  if (count == 0) return kNone;
  for (uint32_t at = hash & (count - 1);; at = (at + 1) & (count - 1)) {
    const Slot& slot = slots[at];
    if (slot.path_plus_one == 0) return kNone;
    if (slot.hash == hash && name_of(slot.path_plus_one - 1) == name) return slot.path_plus_one - 1;
  }
}

void insert_slot(std::vector<Slot>& slots, uint32_t hash, PathId id) {
  const uint32_t mask = static_cast<uint32_t>(slots.size()) - 1;
  uint32_t at = hash & mask;
  while (slots[at].path_plus_one != 0) at = (at + 1) & mask;
  slots[at] = {hash, id + 1};
}

}  // namespace

DirectoryState::DirectoryState(std::string directory)
    : directory_(std::move(directory)), seed_(digest_of(directory_).low) {}

uint32_t DirectoryState::slots_for(size_t paths) {
  uint32_t slots = 16;
  while (slots < paths * 3 / 2) slots *= 2;
  return slots;
}

// --- paths ---------------------------------------------------------------------------------------

std::string_view DirectoryState::name(PathId id) const {
  if (id >= base_paths_) return extra_names_[id - base_paths_];
  return {base_names_ + base_path_[id].name, base_path_[id].name_length};
}

PathId DirectoryState::find(std::string_view text) const {
  const uint32_t hash = name_hash(text);
  const auto name_of = [this](PathId id) { return name(id); };
  const PathId found = probe(base_slot_, base_slots_, hash, text, name_of);
  if (found != kNone || extra_slots_.empty()) return found;
  return probe(extra_slots_.data(), static_cast<uint32_t>(extra_slots_.size()), hash, text,
               name_of);
}

PathId DirectoryState::intern(std::string_view text) {
  if (const PathId found = find(text); found != kNone) return found;
  const PathId id = paths();
  extra_paths_.emplace_back();
  extra_names_.push_back(arena_.copy(text));
  const uint32_t slots = slots_for(extra_paths_.size());
  if (slots > extra_slots_.size()) {
    extra_slots_.assign(slots, Slot{});
    for (uint32_t i = 0; i < extra_names_.size(); ++i) {
      insert_slot(extra_slots_, name_hash(extra_names_[i]), base_paths_ + i);
    }
  } else {
    insert_slot(extra_slots_, name_hash(text), id);
  }
  return id;
}

namespace {
void dirty(PathEntry& entry, PathId id, std::vector<PathId>& list) {
  if ((entry.flags & PathEntry::kDirty) != 0) return;
  entry.flags |= PathEntry::kDirty;
  list.push_back(id);
}
}  // namespace

void DirectoryState::set_digest(PathId id, uint64_t fingerprint, const Digest& digest, bool racy) {
  PathEntry& entry = path(id);
  entry.fingerprint = fingerprint;
  entry.digest = digest;
  if (racy) {
    entry.flags |= PathEntry::kRacy;
  } else {
    entry.flags &= ~PathEntry::kRacy;
    dirty(entry, id, dirty_paths_);
  }
}

void DirectoryState::drop_racy_digest(PathId id) {
  PathEntry& entry = path(id);
  if ((entry.flags & PathEntry::kRacy) == 0) return;
  entry.flags &= ~PathEntry::kRacy;
  entry.fingerprint = 0;
  entry.digest = Digest::unknown();
}

void DirectoryState::set_made(PathId id, uint64_t made) {
  PathEntry& entry = path(id);
  entry.made = made;
  entry.flags |= PathEntry::kMadeHere;
  dirty(entry, id, dirty_paths_);
}

void DirectoryState::mark_in_progress(PathId id) {
  PathEntry& entry = path(id);
  entry.flags |= PathEntry::kInProgress;
  entry.flags &= ~(PathEntry::kEnded | PathEntry::kInherited);
  dirty(entry, id, dirty_paths_);
}

void DirectoryState::end_progress(PathId id) {
  PathEntry& entry = path(id);
  entry.flags &= ~(PathEntry::kInProgress | PathEntry::kInherited);
  entry.flags |= PathEntry::kEnded;
  dirty(entry, id, dirty_paths_);
}

// --- observations and records --------------------------------------------------------------------

ObservationId DirectoryState::observe(PathId id, const Digest& digest, uint64_t made,
                                      uint32_t flags) {
  if (latest_.size() <= id) latest_.resize(paths(), kNone);
  ObservationId& latest = latest_[id];
  if (latest != kNone) {
    const Observation& known = observation(latest);
    if (known.digest == digest && known.made == made && known.flags == flags) return latest;
  }
  latest = base_observations_ + static_cast<uint32_t>(extra_observations_.size());
  extra_observations_.push_back({digest, made, id, flags});
  return latest;
}

RecordId DirectoryState::find_record(const RecordKey& key) const {
  for (RecordId id = path(key.path).first_record; id != kNone; id = record(id).next) {
    const Record& candidate = record(id);
    if (candidate.key == key && (candidate.flags & Record::kDead) == 0) return id;
  }
  return kNone;
}

std::span<const ObservationId> DirectoryState::inputs(const Record& record) const {
  const ObservationId* first = record.first_input < base_inputs_
                                   ? base_input_ + record.first_input
                                   : extra_inputs_.data() + (record.first_input - base_inputs_);
  return {first, record.input_count};
}

bool DirectoryState::says_the_same(const Record& known, const Record& record,
                                   std::span<const ObservationId> inputs) const {
  if (known.own != record.own || known.recipe_text != record.recipe_text ||
      known.recipe_expanded != record.recipe_expanded || known.key != record.key ||
      known.system_inputs != record.system_inputs || known.input_count != inputs.size() ||
      ((known.flags ^ record.flags) & Record::kStored) != 0) {
    return false;
  }
  const std::span<const ObservationId> old = this->inputs(known);
  return std::equal(old.begin(), old.end(), inputs.begin(),
                    [this](ObservationId a, ObservationId b) {
                      return a == b || observation(a) == observation(b);
                    });
}

RecordId DirectoryState::put_record(Record record, std::span<const ObservationId> inputs) {
  const RecordId known = find_record(record.key);
  if (known != kNone && says_the_same(this->record(known), record, inputs)) return known;
  kill_record(record.key);
  const RecordId id = records();
  const size_t first = extra_inputs_.size();
  // By index: `inputs` may lie in the table that grows here.
  const bool own = !inputs.empty() && inputs.data() >= extra_inputs_.data() &&
                   inputs.data() < extra_inputs_.data() + extra_inputs_.size();
  const size_t offset = own ? static_cast<size_t>(inputs.data() - extra_inputs_.data()) : 0;
  extra_inputs_.resize(first + inputs.size());
  const ObservationId* from = own ? extra_inputs_.data() + offset : inputs.data();
  std::copy_n(from, inputs.size(), extra_inputs_.data() + first);
  record.first_input = base_inputs_ + static_cast<uint32_t>(first);
  record.input_count = static_cast<uint32_t>(inputs.size());
  record.flags = (record.flags & Record::kStored) | Record::kDirty;
  PathEntry& target = path(record.key.path);
  record.next = target.first_record;
  target.first_record = id;
  extra_records_.push_back(record);
  ++dirty_records_;
  dirty_inputs_ += inputs.size();
  return id;
}

bool DirectoryState::kill_record(const RecordKey& key) {
  const RecordId id = find_record(key);
  if (id == kNone) return false;
  Record& old = record(id);
  if ((old.flags & Record::kDirty) != 0) {
    --dirty_records_;
    dirty_inputs_ -= old.input_count;
  }
  old.flags = (old.flags & Record::kStored) | Record::kDead;
  return true;
}

void DirectoryState::drop_record(const RecordKey& key) {
  if (kill_record(key)) dropped_.push_back(key);
}

// --- to the disk ---------------------------------------------------------------------------------

bool DirectoryState::changed() const {
  return !dirty_paths_.empty() || !dropped_.empty() || dirty_records_ != 0;
}

size_t DirectoryState::change_bytes() const {
  return dirty_paths_.size() * 96 + dirty_records_ * 80 + dirty_inputs_ * sizeof(InputFields);
}

void DirectoryState::clear_changes() {
  for (const PathId id : dirty_paths_) {
    path(id).flags &=
        ~(PathEntry::kDirty | PathEntry::kMadeHere | PathEntry::kInherited | PathEntry::kEnded);
  }
  dirty_paths_.clear();
  dropped_.clear();
  for (Record& each : extra_records_) each.flags &= ~Record::kDirty;
  dirty_records_ = 0;
  dirty_inputs_ = 0;
}

std::string DirectoryState::changes(bool with_inherited) const {
  std::string out;
  out.reserve(change_bytes());
  StateStream stream(*this, out);
  for (const RecordKey& key : dropped_) stream.drop(key);
  for (const PathId id : dirty_paths_) stream.local(id);
  for (const Record& each : extra_records_) {
    if ((each.flags & Record::kDirty) != 0 && (each.flags & Record::kDead) == 0)
      stream.record(each);
  }
  for (const PathId id : dirty_paths_) {
    const uint32_t flags = path(id).flags;
    if ((flags & PathEntry::kInProgress) != 0) {
      if (with_inherited || (flags & PathEntry::kInherited) == 0) stream.mark(id);
    } else if ((flags & PathEntry::kEnded) != 0) {
      stream.end(id);
    }
  }
  return out;
}

std::string DirectoryState::everything() const {
  std::string out;
  StateStream stream(*this, out, true);
  for (RecordId id = 0; id < records(); ++id) {
    if ((record(id).flags & Record::kDead) == 0) stream.record(record(id));
  }
  for (PathId id = 0; id < paths(); ++id) {
    const PathEntry& entry = path(id);
    if (entry.made != 0) stream.local(id);
    if ((entry.flags & PathEntry::kInProgress) != 0) stream.mark(id);
  }
  return out;
}

namespace {

// Builds the tables of a base, with ids in the order of their use by the records: a build walks
// them in that order.
class BaseBuilder {
 public:
  explicit BaseBuilder(const DirectoryState& state)
      : state_(state), new_path_(state.paths(), kNone) {
    names_ = state.directory();
  }

  std::string build() {
    for (RecordId id = 0; id < state_.records(); ++id) {
      if ((state_.record(id).flags & Record::kDead) == 0) add(state_.record(id));
    }
    // What no record names is forgotten, unless it still means something.
    for (PathId id = 0; id < state_.paths(); ++id) {
      const PathEntry& entry = state_.path(id);
      if (entry.made != 0 || (entry.flags & PathEntry::kInProgress) != 0) path(id);
    }
    index();
    return layout();
  }

 private:
  PathId path(PathId id) {
    PathId& mapped = new_path_[id];
    if (mapped != kNone) return mapped;
    mapped = static_cast<PathId>(paths_.size());
    const std::string_view name = state_.name(id);
    PathEntry entry = state_.path(id);
    if ((entry.flags & PathEntry::kRacy) != 0) {
      entry.fingerprint = 0;
      entry.digest = Digest::unknown();
    }
    entry.flags &= PathEntry::kStored;
    entry.first_record = kNone;
    entry.name = static_cast<uint32_t>(names_.size());
    entry.name_length = static_cast<uint32_t>(name.size());
    names_ += name;
    names_ += '\0';  // for system calls
    paths_.push_back(entry);
    latest_.push_back(kNone);
    return mapped;
  }

  ObservationId observation(const Observation& old) {
    const PathId at = path(old.path);
    const ObservationId latest = latest_[at];
    if (latest != kNone && observations_[latest].digest == old.digest &&
        observations_[latest].made == old.made && observations_[latest].flags == old.flags) {
      return latest;
    }
    observations_.push_back(old);
    observations_.back().path = at;
    return latest_[at] = static_cast<ObservationId>(observations_.size() - 1);
  }

  void add(const Record& old) {
    Record record = old;
    record.flags &= Record::kStored;
    record.key.path = path(old.key.path);
    record.first_input = static_cast<uint32_t>(inputs_.size());
    for (const ObservationId id : state_.inputs(old)) {
      inputs_.push_back(observation(state_.observation(id)));
    }
    PathEntry& target = paths_[record.key.path];
    record.next = target.first_record;
    target.first_record = static_cast<RecordId>(records_.size());
    records_.push_back(record);
  }

  void index() {
    uint32_t count = 16;
    while (count < paths_.size() * 3 / 2) count *= 2;
    slots_.assign(count, Slot{});
    for (PathId id = 0; id < paths_.size(); ++id) {
      const std::string_view name(names_.data() + paths_[id].name, paths_[id].name_length);
      insert_slot(slots_, name_hash(name), id);
    }
  }

  template <typename T>
  static void append(std::string& out, const std::vector<T>& table) {
    out.append(reinterpret_cast<const char*>(table.data()), table.size() * sizeof(T));
  }

  std::string layout() {
    if (inputs_.size() % 2 != 0) inputs_.push_back(0);  // keep what follows aligned
    BaseHeader header = {};
    header.paths = static_cast<uint32_t>(paths_.size());
    header.observations = static_cast<uint32_t>(observations_.size());
    header.records = static_cast<uint32_t>(records_.size());
    header.inputs = static_cast<uint32_t>(inputs_.size());
    header.slots = static_cast<uint32_t>(slots_.size());
    header.directory_length = static_cast<uint32_t>(state_.directory().size());
    header.names = names_.size();
    std::string payload;
    payload.reserve(sizeof header + paths_.size() * sizeof(PathEntry) +
                    observations_.size() * sizeof(Observation) + records_.size() * sizeof(Record) +
                    inputs_.size() * sizeof(ObservationId) + slots_.size() * sizeof(Slot) +
                    names_.size() + 8);
    payload.append(reinterpret_cast<const char*>(&header), sizeof header);
    append(payload, paths_);
    append(payload, observations_);
    append(payload, records_);
    append(payload, inputs_);
    append(payload, slots_);
    payload += names_;
    std::string out;
    out.reserve(payload.size() + sizeof(SegmentHeader) + 8);
    append_segment(out, SegmentKind::kBase, payload, state_.seed());
    return out;
  }

  const DirectoryState& state_;
  std::vector<PathId> new_path_;
  std::vector<PathEntry> paths_;
  std::vector<ObservationId> latest_;
  std::vector<Observation> observations_;
  std::vector<Record> records_;
  std::vector<ObservationId> inputs_;
  std::vector<Slot> slots_;
  std::string names_;
};

}  // namespace

std::string DirectoryState::serialize() const { return BaseBuilder(*this).build(); }

// --- streams -------------------------------------------------------------------------------------

PathFields StateStream::fields(PathId id) const {
  const PathEntry& entry = state_.path(id);
  PathFields fields = {};
  if ((entry.flags & PathEntry::kRacy) == 0) {
    fields.digest = entry.digest;
    fields.fingerprint = entry.fingerprint;
  }
  if (all_ || (entry.flags & PathEntry::kMadeHere) != 0) fields.made = entry.made;
  return fields;
}

uint32_t StateStream::local(PathId id) {
  if (locals_.size() <= id) locals_.resize(std::max<size_t>(id + 1, state_.paths()), 0);
  if (locals_[id] == 0) {
    locals_[id] = ++next_;
    writer_.begin('P');
    writer_.put(fields(id));
    writer_.put_bytes(state_.name(id));
    writer_.end();
  }
  return locals_[id] - 1;
}

void StateStream::update(PathId id) {
  if (locals_.size() <= id || locals_[id] == 0) {
    local(id);
    return;
  }
  writer_.begin('U');
  writer_.put(locals_[id] - 1);
  writer_.put(fields(id));
  writer_.end();
}

void StateStream::record(const Record& record) {
  const KeyFields key = {local(record.key.path), record.key.makefile, record.key.variant};
  for (const ObservationId id : state_.inputs(record)) local(state_.observation(id).path);
  writer_.begin('R');
  writer_.put(RecordFields{record.own, record.recipe_text, record.recipe_expanded, key,
                           record.flags & Record::kStored});
  for (const ObservationId id : state_.inputs(record)) {
    const Observation& seen = state_.observation(id);
    writer_.put(InputFields{seen.digest, seen.made, local(seen.path), seen.flags});
  }
  writer_.end();
}

void StateStream::drop(const RecordKey& key) {
  const KeyFields fields = {local(key.path), key.makefile, key.variant};
  writer_.begin('D');
  writer_.put(fields);
  writer_.end();
}

void StateStream::note(char type, PathId id) {
  const uint32_t number = local(id);
  writer_.begin(type);
  writer_.put(number);
  writer_.end();
}

}  // namespace umake
