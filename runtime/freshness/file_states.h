// What files are like now, as far as this build has looked: stats by name, told by the walker or
// made here, and from them digests, through the stat-to-digest cache that DirectoryState keeps. A
// file is read only when its fingerprint (device, inode, size, mtime, ctime) is not the cached one
// or the entry is racy.
//
// Coordinator thread only; digests of many files are taken by the worker pool.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/archive.h"
#include "base/digest.h"
#include "base/file_system.h"
#include "base/symbol.h"
#include "runtime/cache/action.h"
#include "runtime/freshness/directory_state.h"
#include "runtime/freshness/stamp_registry_posix.h"
#include "runtime/worker_pool.h"

namespace umake {

class FileStates {
 public:
  FileStates(SymbolTable& symbols, FileSystem& files, WorkerPool& workers, StampRegistry& stamps)
      : symbols_(symbols), files_(files), workers_(workers), stamps_(stamps) {}

  // Where digests are cached and paths numbered. Must be set before anything below `--- digests`.
  void use(DirectoryState* state) { state_ = state; }

  // --- stats ---
  enum class Presence : uint8_t { kUnknown, kAbsent, kPresent };
  // Of an absent file: what stands under its name.
  enum class Name : uint8_t { kUnknown, kFree, kLinkToNothing };
  struct File {
    uint64_t fingerprint = 0;
    int64_t mtime = 0;
    int64_t ctime = 0;
    uint64_t size = 0;
    PathId path = kNone;
    uint32_t world = 0;  // see world_changed()
    uint32_t mode = 0;   // permission bits
    Presence presence = Presence::kUnknown;
    Name taken = Name::kUnknown;
    FileKind kind = FileKind::kRegular;
    bool plain = false;  // it is known to be no symbolic link
  };
  void note(Symbol name, const FileStat& stat);
  void note_absent(Symbol name);
  // What was known of it no longer holds.
  void forget(Symbol name);
  // With its stat, made now unless known.
  File& file(Symbol name);
  // Something ran that nobody watched: files that no makefile names may have changed, and are
  // looked at again by renew().
  void world_changed() { ++world_; }
  void renew(Symbol name);
  // Looks at it again whatever is known.
  void look_again(Symbol name);
  // Counts up whenever something known turns out otherwise: what was concluded from it before holds
  // no longer.
  uint32_t epoch() const { return epoch_; }
  void next_epoch() { ++epoch_; }
  // Whether a stat is known; does not make one.
  bool known(Symbol name) const {
    return name.id < files_by_symbol_.size() &&
           files_by_symbol_[name.id].presence != Presence::kUnknown;
  }

  // --- digests ---
  PathId path(Symbol name);
  Symbol symbol(PathId path);
  // Of the content now; absent() for a missing file.
  Digest digest(Symbol name);
  // The same of what `kind` says; of a file's content, what digest(name) gives.
  Digest digest(Symbol name, InputKind kind);
  // Whether digest(name) can only be of what the file holds now: it was not changed so short a time
  // ago that another change would show in none of its times.
  bool certain(Symbol name);
  // What digest(name, InputKind::kStatus) gives for each directory that is there.
  static Digest directory_status();
  // Whether anything has this name, a link that leads nowhere too. Looks again each time.
  bool is_there(Symbol name);
  // The same by what is known of it.
  bool stands(Symbol name);
  // The link's own state, as fingerprint_of() has it, if it is one; 0: there is nothing.
  uint64_t own_fingerprint(Symbol name);
  // What digest() gave for a link or a directory of the system's, which are trusted like the
  // content of the system's files until something ran that nobody watched; null: not known.
  const Digest* kept(Symbol name, InputKind kind) const;
  Digest keep(Symbol name, InputKind kind, const Digest& digest);
  // Something of the system's was changed.
  void drop_kept() { kept_.clear(); }
  // What digest(name, InputKind::kThere) gives for anything that is there.
  static Digest there();
  // Of the names in a directory that no recipe made. Names whose ctime is after `since` are left
  // out as well: they may be another recipe's passing work; if they are not, the next build sees
  // another digest. `listed` gets the names, each with a NUL behind it.
  Digest listing(Symbol name, int64_t since, std::string* listed = nullptr);
  // The digest again, of names that were listed before, without what was found to be made since and
  // what `left_out` says (of paths).
  Digest listing_without(Symbol name, std::string_view listed,
                         const std::function<bool(const std::string& path)>& left_out) const;
  // Of all names in a directory, but for those that `left_out` says (of their paths). `gone`: paths
  // that are not there any more, of which those in the directory count as well.
  Digest names(Symbol name, const std::function<bool(std::string_view)>& left_out,
               std::string* listed = nullptr, const std::vector<Symbol>& gone = {});
  // The same for many at once, so that the workers can share the reading.
  void digest_all(const std::vector<Symbol>& names);
  // Reads again, now that they are old enough, the files whose digest holds in this process only.
  // Those above `largest` bytes are left for the build that needs them.
  void settle_racy(uint64_t largest);
  // The time in an archive member's header, in seconds; 0 when there is none.
  int64_t member_date(Symbol name);
  unsigned hashed() const { return hashed_; }

 private:
  struct Job {
    Symbol name;
    PathId path = kNone;
    uint64_t known = 0;  // this fingerprint needs no reading
    FileStat stat;
    Digest digest;
    bool racy = false;
    bool read = false;
  };
  File& slot(Symbol name);
  bool is_made(std::string_view path) const;
  std::string prefix_of(Symbol directory) const;
  void look(Symbol name, File& file);
  void classify(Symbol name, PathId path);
  bool is_member(PathId path) const { return (state_->path(path).flags & PathEntry::kMember) != 0; }
  Digest read(Symbol name, File& file);
  // The archive's stat, and the member if it is there.
  static Digest status_digest(const File& file);
  Digest status(Symbol name);
  void look_at_member(Symbol name, File& file);
  Digest state_digest(Symbol name, InputKind kind);
  Digest entries(Symbol name, InputKind kind);
  Digest link_digest(Symbol name);
  const ArchiveMember* find_archive_member(Symbol name, FileStat& stat);
  bool read_member(Symbol name, FileStat& stat, Digest& digest);
  void learn(PathId path, const FileStat& stat, const Digest& digest, bool racy);
  void read_ahead();
  void run(std::vector<Job>& jobs);
  void store(const Job& job);

  SymbolTable& symbols_;
  FileSystem& files_;
  WorkerPool& workers_;
  StampRegistry& stamps_;
  DirectoryState* state_ = nullptr;
  std::vector<File> files_by_symbol_;
  std::vector<Symbol> symbol_by_path_;
  std::vector<Symbol> racy_;
  struct Kept {
    uint32_t world = 0;
    Digest digest;
  };
  std::unordered_map<uint64_t, Kept> kept_;  // by name and kind
  // The archive that a member was last looked up in: members come in runs.
  std::string archive_;
  uint64_t archive_fingerprint_ = 0;
  std::vector<ArchiveMember> members_;
  std::string archive_bytes_;
  uint32_t epoch_ = 1;
  uint32_t world_ = 0;
  unsigned hashed_ = 0;
  unsigned read_one_by_one_ = 0;
  bool read_ahead_done_ = false;
};

}  // namespace umake
