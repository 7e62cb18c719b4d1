#include "runtime/freshness/file_states.h"

#include <algorithm>

namespace umake {

namespace {
// So many files read one after the other look like a branch switch or a touch of everything: the
// others that are known are then read ahead, if there are threads for it.
constexpr unsigned kReadAheadAfter = 32;
constexpr size_t kGrain = 16;
}  // namespace

// --- stats ---------------------------------------------------------------------------------------

FileStates::File& FileStates::slot(Symbol name) {
  if (name.id >= files_by_symbol_.size()) {
    files_by_symbol_.resize(std::max<size_t>(symbols_.size(), name.id + 1));
  }
  return files_by_symbol_[name.id];
}

void FileStates::note(Symbol name, const FileStat& stat) {
  File& file = slot(name);
  const uint64_t fingerprint = fingerprint_of(stat);
  // The first look at a file contradicts nothing.
  const bool first = file.fingerprint == 0 && file.presence == Presence::kUnknown;
  if (!first && fingerprint != file.fingerprint) ++epoch_;
  if (fingerprint != file.fingerprint) file.plain = false;
  file.fingerprint = fingerprint;
  file.mtime = stat.mtime.ns;
  file.ctime = stat.ctime_ns;
  file.size = stat.size;
  file.mode = stat.mode;
  file.world = world_;
  file.kind = stat.kind;
  file.presence = Presence::kPresent;
}

void FileStates::note_absent(Symbol name) {
  File& file = slot(name);
  if (file.presence == Presence::kPresent) ++epoch_;
  file.presence = Presence::kAbsent;
  file.taken = Name::kUnknown;
  file.world = world_;
}

void FileStates::renew(Symbol name) {
  File& file = slot(name);
  if (file.presence == Presence::kUnknown || file.world == world_) return;
  const Presence presence = file.presence;
  const Name taken = file.taken;
  const uint64_t fingerprint = file.fingerprint;
  file.presence = Presence::kUnknown;
  look(name, file);
  const bool renamed = taken != Name::kUnknown && file.taken != taken;
  if (file.presence != presence || renamed ||
      (presence == Presence::kPresent && file.fingerprint != fingerprint)) {
    ++epoch_;
  }
}

void FileStates::look_again(Symbol name) {
  slot(name).world = world_ - 1;
  renew(name);
}

void FileStates::forget(Symbol name) {
  slot(name).presence = Presence::kUnknown;
  ++epoch_;
}

FileStates::File& FileStates::file(Symbol name) {
  File& file = slot(name);
  if (file.presence == Presence::kUnknown) look(name, file);
  return file;
}

// The link first: of what is absent, which is half of what a compiler asks for, one call then says
// all.
void FileStates::look(Symbol name, File& file) {
  if (is_archive_name(symbols_.text(name))) return look_at_member(name, file);
  FileStat stat;
  const char* path = symbols_.c_str(name);
  const bool taken = files_.lstat(path, stat) == 0;
  const bool plain = taken && stat.kind != FileKind::kSymlink;
  if (plain || (taken && files_.stat(path, stat) == 0)) {
    note(name, stat);
    file.plain = plain;
    return;
  }
  file.presence = Presence::kAbsent;
  file.taken = taken ? Name::kLinkToNothing : Name::kFree;
  file.world = world_;
}

// A member's state is its archive's: whatever changes the archive may have changed the member.
void FileStates::look_at_member(Symbol name, File& file) {
  FileStat stat;
  std::string_view archive, member;
  split_archive_name(symbols_.text(name), archive, member);
  if (files_.stat(std::string(archive).c_str(), stat) == 0) return note(name, stat);
  file.presence = Presence::kAbsent;
  file.taken = Name::kFree;
  file.world = world_;
}

bool FileStates::is_there(Symbol name) {
  FileStat stat;
  return files_.lstat(symbols_.c_str(name), stat) == 0;
}

bool FileStates::stands(Symbol name) {
  File& now = file(name);
  if (now.presence == Presence::kAbsent && now.taken == Name::kUnknown) {
    now.taken = is_there(name) ? Name::kLinkToNothing : Name::kFree;
  }
  return now.presence == Presence::kPresent || now.taken == Name::kLinkToNothing;
}

uint64_t FileStates::own_fingerprint(Symbol name) {
  const File& now = file(name);
  if (now.presence == Presence::kPresent && now.plain) return now.fingerprint;
  FileStat stat;
  return files_.lstat(symbols_.c_str(name), stat) == 0 ? fingerprint_of(stat) : 0;
}

// --- digests -------------------------------------------------------------------------------------

PathId FileStates::path(Symbol name) {
  File& file = slot(name);
  if (file.path == kNone) {
    file.path = state_->intern(symbols_.text(name));
    classify(name, file.path);
    if (symbol_by_path_.size() <= file.path) symbol_by_path_.resize(state_->paths());
    symbol_by_path_[file.path] = name;
  }
  return file.path;
}

Symbol FileStates::symbol(PathId path_id) {
  if (path_id < symbol_by_path_.size() && symbol_by_path_[path_id]) return symbol_by_path_[path_id];
  const Symbol name = symbols_.intern(state_->name(path_id));
  path(name);
  return name;
}

void FileStates::classify(Symbol name, PathId path) {
  uint32_t& flags = state_->path(path).flags;
  if ((flags & PathEntry::kClassified) != 0) return;
  flags |= PathEntry::kClassified;
  if (is_archive_name(symbols_.text(name))) flags |= PathEntry::kMember;
}

Digest FileStates::digest(Symbol name) {
  const PathId id = path(name);
  const File now = file(name);
  if (now.presence == Presence::kAbsent) return Digest::absent();
  if (const PathEntry& entry = state_->path(id); entry.fingerprint == now.fingerprint) {
    return entry.digest;
  }
  if (++read_one_by_one_ == kReadAheadAfter) {
    read_ahead();
    if (const PathEntry& entry = state_->path(id); entry.fingerprint == now.fingerprint) {
      return entry.digest;
    }
  }
  return read(name, slot(name));
}

Digest FileStates::read(Symbol name, File& file) {
  ++hashed_;
  const FileTime at = files_.now();
  FileStat stat;
  Digest digest;
  if (is_member(file.path)) {
    if (!read_member(name, stat, digest)) digest = Digest::absent();
  } else if (digest_path(files_, symbols_.c_str(name), stat, digest) != 0) {
    digest = Digest::absent();
  }
  if (digest == Digest::absent()) {
    note_absent(name);
    return digest;
  }
  const PathId path = file.path;
  note(name, stat);
  learn(path, stat, digest, racy(stat, at));
  return digest;
}

// A new state: touched or edited, or made anew by a recipe of another directory? With other content
// it does not matter now, but it must be known before the file is next touched.
void FileStates::learn(PathId id, const FileStat& stat, const Digest& digest, bool racy) {
  const PathEntry& before = state_->path(id);
  const bool ours = (before.flags & PathEntry::kMadeHere) != 0;
  if (!ours && before.fingerprint != fingerprint_of(stat) && !is_member(id)) {
    const uint64_t made = stamps_.made(stat, state_->name(id));
    if (made != 0 && made != before.made) {
      state_->set_made(id, made);
      ++epoch_;
    }
  }
  state_->set_digest(id, fingerprint_of(stat), digest, racy);
  if (racy) racy_.push_back(symbol(id));
}

const ArchiveMember* FileStates::find_archive_member(Symbol name, FileStat& stat) {
  std::string_view archive, member;
  split_archive_name(symbols_.text(name), archive, member);
  const std::string path(archive);
  if (files_.stat(path.c_str(), stat) != 0) return nullptr;
  const uint64_t fingerprint = fingerprint_of(stat);
  if (path != archive_ || fingerprint != archive_fingerprint_ || racy(stat, files_.now())) {
    members_.clear();
    archive_bytes_.clear();
    archive_ = path;
    archive_fingerprint_ = fingerprint;
    if (read_archive(files_, path, members_) != ArchiveError::kNone ||
        files_.read(path.c_str(), archive_bytes_) != 0) {
      archive_.clear();
      return nullptr;
    }
  }
  const ArchiveMember* found = find_member(members_, member);
  return found != nullptr && found->data <= archive_bytes_.size() ? found : nullptr;
}

bool FileStates::read_member(Symbol name, FileStat& stat, Digest& digest) {
  const ArchiveMember* found = find_archive_member(name, stat);
  if (found == nullptr) return false;
  digest = digest_of(std::string_view(archive_bytes_).substr(found->data, found->size));
  return true;
}

int64_t FileStates::member_date(Symbol name) {
  FileStat stat;
  const ArchiveMember* found = find_archive_member(name, stat);
  return found != nullptr ? found->date : 0;
}

// --- many at once --------------------------------------------------------------------------------

void FileStates::run(std::vector<Job>& jobs) {
  const auto work = [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      Job& job = jobs[i];
      const char* path = job.name ? symbols_.c_str(job.name) : state_->name(job.path).data();
      if (job.known != 0 &&
          (files_.stat(path, job.stat) != 0 || fingerprint_of(job.stat) == job.known)) {
        continue;
      }
      const FileTime at = files_.now();
      if (digest_path(files_, path, job.stat, job.digest) != 0) continue;
      job.read = job.digest != Digest::absent();
      job.racy = racy(job.stat, at);
    }
  };
  workers_.for_each(jobs.size(), kGrain, work);
  for (const Job& job : jobs) store(job);
}

void FileStates::store(const Job& job) {
  if (!job.read) return;
  ++hashed_;
  learn(job.path, job.stat, job.digest, job.racy);
}

void FileStates::digest_all(const std::vector<Symbol>& names) {
  std::vector<Job> jobs;
  for (const Symbol name : names) {
    const PathId id = path(name);
    const File& now = file(name);
    const PathEntry& entry = state_->path(id);
    if (now.presence == Presence::kAbsent || is_member(id)) continue;
    if (entry.fingerprint == now.fingerprint) continue;
    Job job;
    job.name = name;
    job.path = id;
    jobs.push_back(job);
  }
  run(jobs);
}

// Fills the cache only: what is found holds for the state that was read, whenever that is asked
// for.
void FileStates::read_ahead() {
  if (read_ahead_done_) return;
  read_ahead_done_ = true;
  std::vector<Job> jobs;
  for (PathId id = 0; id < state_->paths(); ++id) {
    const PathEntry& entry = state_->path(id);
    if (entry.fingerprint == 0 || (entry.flags & PathEntry::kMember) != 0) continue;
    if (state_->name(id).ends_with(')')) continue;  // perhaps a member
    Job job;
    job.path = id;
    job.known = entry.fingerprint;
    if (id < symbol_by_path_.size()) job.name = symbol_by_path_[id];
    jobs.push_back(job);
  }
  if (jobs.size() >= WorkerPool::kSerialBelow && workers_.threads() > 1) run(jobs);
}

void FileStates::settle_racy(uint64_t largest) {
  std::vector<Symbol> names;
  names.swap(racy_);
  std::vector<Job> jobs;
  for (const Symbol name : names) {
    const PathId id = path(name);
    const PathEntry& entry = state_->path(id);
    if ((entry.flags & PathEntry::kRacy) == 0 || is_member(id)) continue;
    FileStat stat;
    if (files_.stat(symbols_.c_str(name), stat) != 0 || stat.size > largest ||
        stat.kind != FileKind::kRegular || racy(stat, files_.now())) {
      continue;
    }
    Job job;
    job.name = name;
    job.path = id;
    jobs.push_back(job);
  }
  run(jobs);
}

}  // namespace umake
