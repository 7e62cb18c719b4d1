#include "runtime/freshness/persistent_state.h"

#include <algorithm>
#include <cstring>

#include "base/messages.h"

namespace umake {

namespace {

// Deltas are taken apart at every start: beyond this many bytes, or this part of the base, all is
// written anew as a base.
constexpr size_t kMostDeltaBytes = 128 * 1024;
constexpr size_t kDeltaPart = 8;

constexpr CacheFaultTexts kFaultTexts = {msg::kStateForeign, msg::kStateLoose, msg::kStateLocked,
                                         msg::kStateUnusable};

using Health = DirectoryState::Health;

std::string journal_header(uint64_t seed) {
  JournalHeader header;
  std::memcpy(header.magic, kJournalMagic, sizeof header.magic);
  header.seed = seed;
  return std::string(reinterpret_cast<const char*>(&header), sizeof header);
}

}  // namespace

PersistentState::PersistentState(const std::string& cache_directory, std::string build_directory,
                                 Diagnostics& diagnostics, bool writable)
    : build_directory_(std::move(build_directory)),
      diagnostics_(diagnostics),
      files_(cache_directory, digest_of(build_directory_).hex()),
      writable_(writable),
      off_(cache_directory.empty()) {}

DirectoryState* PersistentState::open() {
  if (!opened_) {
    opened_ = true;
    if (!off_) load();
  }
  return off_ ? nullptr : state_.get();
}

void PersistentState::load() {
  StateFiles::Contents contents;
  if (StateFault fault = files_.read(contents)) return give_up(fault);
  if (take(contents)) return restart_stream();
  // Perhaps somebody was just writing: look again when nobody does.
  if (writable_ && !files_.lock()) {
    contents = {};
    const StateFault fault = files_.read(contents);
    files_.unlock();
    if (!fault && take(contents)) return restart_stream();
  }
  damaged_ = true;
  warn(fmt::format(msg::kStateDamaged, files_.records_path()));
  restart_stream();
}

// False when something in it is damaged; what is sound has been taken.
bool PersistentState::take(StateFiles::Contents& contents) {
  state_ = std::make_unique<DirectoryState>(build_directory_);
  killed_.clear();
  file_bytes_ = contents.size;
  base_bytes_ = base_segment_size({contents.records.get(), contents.size});
  bool sound = true;
  if (contents.records != nullptr) {
    sound = state_->load(std::move(contents.records), contents.size) == Health::kGood;
  }
  for (const StateFiles::Journal& journal : contents.journals) {
    const auto of =
        journal.running ? DirectoryState::Journal::kOfRunning : DirectoryState::Journal::kOfKilled;
    // Cut short is how a journal ends whose owner was killed, or still writes.
    sound &= state_->apply_journal(journal.bytes, of) != Health::kDamaged;
    if (!journal.running) killed_.push_back(journal.name);
  }
  return sound;
}

void PersistentState::restart_stream() {
  entries_.clear();
  stream_.emplace(*state_, entries_);
}

// A recursive build would say it once in each directory: the outermost umake's word is enough.
void PersistentState::warn(std::string_view text) {
  const bool inner = diagnostics_.program().ends_with(']');
  if (!warned_ && !inner) diagnostics_.output().err(text);
  warned_ = true;
}

void PersistentState::give_up(const StateFault& fault) {
  warn(fault_text(fault, kFaultTexts));
  writable_ = false;
  // What was read still decides; what happens is only remembered in this process.
  off_ = state_ == nullptr;
}

void PersistentState::write_journal() {
  if (!writable_) entries_.clear();
  if (entries_.empty()) return;
  const std::string header = files_.has_journal() ? std::string() : journal_header(state_->seed());
  const StateFault fault = files_.append_journal(header, entries_);
  entries_.clear();
  if (fault) give_up(fault);
}

bool PersistentState::refresh() {
  if (off_ || state_ == nullptr) return false;
  std::string tail;
  switch (files_.growth(tail)) {
    case StateFiles::Growth::kNone:
      return false;
    case StateFiles::Growth::kAppended:
      file_bytes_ += tail.size();
      damaged_ |= state_->apply_segments(tail) != Health::kGood;
      return true;
    case StateFiles::Growth::kReplaced:
      break;
  }
  StateFiles::Contents contents;
  if (files_.read(contents) || contents.records == nullptr) return false;
  file_bytes_ = contents.size;
  base_bytes_ = base_segment_size({contents.records.get(), contents.size});
  DirectoryState others(build_directory_);
  damaged_ |= others.load(std::move(contents.records), contents.size) != Health::kGood;
  state_->apply_delta(others.everything());
  return true;
}

void PersistentState::flush() {
  if (off_ || !writable_ || state_ == nullptr) return;
  if (!state_->changed() && killed_.empty() && !files_.has_journal() && !damaged_) return;
  StateFault fault = files_.lock();
  if (!fault) fault = write_changes();
  if (!fault) {
    for (const std::string& name : killed_) files_.remove_journal_of_killed(name);
    files_.remove_journal();
    killed_.clear();
    state_->clear_changes();
    restart_stream();
  }
  files_.unlock();
  if (fault) give_up(fault);
}

StateFault PersistentState::write_changes() {
  std::string tail;
  const StateFiles::Growth growth = files_.growth(tail);
  // A segment that an earlier writer did not finish would hide ours.
  if (growth == StateFiles::Growth::kAppended) {
    DirectoryState scratch(build_directory_);
    damaged_ |= scratch.apply_segments(tail) != Health::kGood;
    file_bytes_ += tail.size();
  }
  const size_t deltas = file_bytes_ - std::min(base_bytes_, file_bytes_) + state_->change_bytes();
  if (damaged_ || deltas > std::max(kMostDeltaBytes, base_bytes_ / kDeltaPart)) {
    return rewrite(growth != StateFiles::Growth::kNone);
  }
  const bool inherited = std::any_of(killed_.begin(), killed_.end(), [&](const std::string& name) {
    return files_.journal_exists(name);
  });
  const std::string changes = state_->changes(inherited);
  if (changes.empty()) return {};
  std::string segment;
  append_segment(segment, SegmentKind::kDelta, changes, state_->seed());
  StateFault fault = files_.append(segment);
  if (!fault) file_bytes_ += segment.size();
  return fault;
}

StateFault PersistentState::rewrite(bool others_wrote) {
  std::string base;
  if (others_wrote) {
    StateFiles::Contents contents;
    if (StateFault fault = files_.read(contents)) return fault;
    DirectoryState merged(build_directory_);
    if (contents.records != nullptr) merged.load(std::move(contents.records), contents.size);
    merged.apply_delta(state_->changes(true));
    base = merged.serialize();
  } else {
    base = state_->serialize();
  }
  const StateFault fault = files_.replace(base);
  if (!fault) {
    damaged_ = false;
    file_bytes_ = base_bytes_ = base.size();
  }
  return fault;
}

}  // namespace umake
