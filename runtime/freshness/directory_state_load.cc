// Reading state back: the half of DirectoryState that must cope with bytes of any kind.
#include "runtime/freshness/directory_state.h"

namespace umake {

// Applies one stream of entries.
class EntryApplier {
 public:
  enum class Source : uint8_t { kDisk, kKilled, kRunning };

  EntryApplier(DirectoryState& state, Source source) : state_(state), source_(source) {}

  DirectoryState::Health run(std::string_view bytes) {
    ByteReader reader(bytes);
    for (;;) {
      char type = 0;
      std::string_view payload;
      switch (next_entry(reader, state_.seed(), type, payload)) {
        case NextEntry::kEnd:
          return DirectoryState::Health::kGood;
        case NextEntry::kCut:
          return DirectoryState::Health::kCut;
        case NextEntry::kDamaged:
          return DirectoryState::Health::kDamaged;
        case NextEntry::kEntry:
          if (!apply(type, ByteReader(payload))) return DirectoryState::Health::kDamaged;
      }
    }
  }

 private:
  bool apply(char type, ByteReader reader) {
    switch (type) {
      case 'P':
        return name_path(reader);
      case 'U': {
        PathId id;
        PathFields fields;
        if (!take_local(reader, id) || !reader.take(fields)) return false;
        learn(id, fields);
        return true;
      }
      case 'R':
        return record(reader);
      case 'D': {
        KeyFields fields;
        RecordKey key;
        if (!reader.take(fields) || !to_key(fields, key)) return false;
        // A drop that the disk knows of is no change of ours.
        if (source_ == Source::kKilled) {
          state_.drop_record(key);
        } else {
          state_.kill_record(key);
        }
        return true;
      }
      case 'M':
      case 'E':
        return progress(type == 'M', reader);
      default:
        return false;
    }
  }

  bool name_path(ByteReader reader) {
    PathFields fields;
    if (!reader.take(fields) || reader.empty()) return false;
    const PathId id = state_.intern(reader.rest());
    locals_.push_back(id);
    learn(id, fields);
    return true;
  }

  void learn(PathId id, const PathFields& fields) {
    PathEntry& entry = state_.path(id);
    if (fields.fingerprint != 0) {
      entry.fingerprint = fields.fingerprint;
      entry.digest = fields.digest;
      entry.flags &= ~PathEntry::kRacy;
    }
    if (fields.made != 0) {
      if (source_ == Source::kKilled) {
        state_.set_made(id, fields.made);
      } else {
        entry.made = fields.made;
      }
    }
  }

  bool record(ByteReader reader) {
    RecordFields fields;
    Record record;
    if (!reader.take(fields) || !to_key(fields.key, record.key)) return false;
    if (reader.rest().size() % sizeof(InputFields) != 0) return false;
    record.own = fields.own;
    record.recipe_text = fields.recipe_text;
    record.recipe_expanded = fields.recipe_expanded;
    record.flags = fields.flags;
    record.system_inputs = 0;
    inputs_.clear();
    while (!reader.empty()) {
      InputFields input;
      if (!reader.take(input) || input.local >= locals_.size()) return false;
      inputs_.push_back(
          state_.observe(locals_[input.local], input.digest, input.made, input.flags));
      if ((input.flags & Observation::kSystem) != 0) ++record.system_inputs;
    }
    Record& put = state_.record(state_.put_record(record, inputs_));
    if (source_ != Source::kKilled && (put.flags & Record::kDirty) != 0) {
      put.flags &= ~Record::kDirty;
      --state_.dirty_records_;
      state_.dirty_inputs_ -= inputs_.size();
    }
    return true;
  }

  bool progress(bool started, ByteReader reader) {
    PathId id;
    if (!take_local(reader, id)) return false;
    if (source_ == Source::kRunning) return true;
    if (source_ == Source::kKilled) {
      if (started) {
        state_.mark_in_progress(id);
        state_.path(id).flags |= PathEntry::kInherited;
      } else {
        state_.end_progress(id);
      }
      return true;
    }
    uint32_t& flags = state_.path(id).flags;
    flags = started ? flags | PathEntry::kInProgress : flags & ~PathEntry::kInProgress;
    return true;
  }

  bool take_local(ByteReader& reader, PathId& id) {
    uint32_t local;
    if (!reader.take(local) || local >= locals_.size()) return false;
    id = locals_[local];
    return true;
  }

  bool to_key(const KeyFields& fields, RecordKey& key) {
    if (fields.local >= locals_.size()) return false;
    key = {locals_[fields.local], fields.makefile, fields.variant};
    return true;
  }

  DirectoryState& state_;
  Source source_;
  std::vector<PathId> locals_;
  std::vector<ObservationId> inputs_;
};

DirectoryState::Health DirectoryState::load(StateBytes bytes, size_t size) {
  bytes_ = std::move(bytes);
  std::string_view all(bytes_.get(), size);
  SegmentHeader header;
  ByteReader reader(all);
  if (reader.take(header) && std::memcmp(header.magic, kSegmentMagic, sizeof header.magic) == 0 &&
      header.kind == SegmentKind::kBase) {
    std::string_view payload;
    if (!reader.take_bytes(header.size, payload)) return Health::kCut;
    if (checksum_of(payload, seed_ + static_cast<uint64_t>(SegmentKind::kBase)) !=
            header.checksum ||
        !adopt_base(payload)) {
      return Health::kDamaged;
    }
    all = reader.rest();
  }
  return apply_segments(all);
}

bool DirectoryState::adopt_base(std::string_view payload) {
  ByteReader reader(payload);
  BaseHeader header;
  std::string_view paths, observations, records, inputs, slots, names;
  if (!reader.take(header) || !reader.take_bytes(size_t{header.paths} * sizeof(PathEntry), paths) ||
      !reader.take_bytes(size_t{header.observations} * sizeof(Observation), observations) ||
      !reader.take_bytes(size_t{header.records} * sizeof(Record), records) ||
      !reader.take_bytes(size_t{header.inputs} * sizeof(ObservationId), inputs) ||
      !reader.take_bytes(size_t{header.slots} * sizeof(Slot), slots) ||
      !reader.take_bytes(header.names, names) || header.directory_length > names.size() ||
      names.substr(0, header.directory_length) != directory_) {
    return false;
  }
  // The bytes are ours and private (bytes_), so flags can be set in place. Their ids need no
  // checks: the checksum was right.
  base_path_ = reinterpret_cast<PathEntry*>(const_cast<char*>(paths.data()));
  base_observation_ = reinterpret_cast<Observation*>(const_cast<char*>(observations.data()));
  base_record_ = reinterpret_cast<Record*>(const_cast<char*>(records.data()));
  base_input_ = reinterpret_cast<const ObservationId*>(inputs.data());
  base_slot_ = reinterpret_cast<const Slot*>(slots.data());
  base_names_ = names.data();
  base_paths_ = header.paths;
  base_observations_ = header.observations;
  base_records_ = header.records;
  base_inputs_ = header.inputs;
  base_slots_ = header.slots;
  return true;
}

DirectoryState::Health DirectoryState::apply_segments(std::string_view bytes) {
  ByteReader reader(bytes);
  while (!reader.empty()) {
    SegmentHeader header;
    std::string_view payload;
    if (!reader.take(header)) return Health::kCut;
    if (std::memcmp(header.magic, kSegmentMagic, sizeof header.magic) != 0 ||
        header.kind != SegmentKind::kDelta) {
      return Health::kDamaged;
    }
    if (!reader.take_bytes(header.size, payload)) return Health::kCut;
    if (checksum_of(payload, seed_ + static_cast<uint64_t>(SegmentKind::kDelta)) !=
        header.checksum) {
      return Health::kDamaged;
    }
    if (apply_delta(payload) != Health::kGood) return Health::kDamaged;
  }
  return Health::kGood;
}

DirectoryState::Health DirectoryState::apply_delta(std::string_view payload) {
  return EntryApplier(*this, EntryApplier::Source::kDisk).run(payload);
}

DirectoryState::Health DirectoryState::apply_journal(std::string_view bytes, Journal of) {
  ByteReader reader(bytes);
  JournalHeader header;
  if (bytes.empty()) return Health::kGood;
  if (!reader.take(header)) return Health::kCut;
  if (std::memcmp(header.magic, kJournalMagic, sizeof header.magic) != 0 || header.seed != seed_) {
    return Health::kDamaged;
  }
  const auto source =
      of == Journal::kOfKilled ? EntryApplier::Source::kKilled : EntryApplier::Source::kRunning;
  return EntryApplier(*this, source).run(reader.rest());
}

}  // namespace umake
