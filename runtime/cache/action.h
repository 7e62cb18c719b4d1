// An action and its result as values: what the action cache keeps (names as in the Remote Execution
// API). Plain data; knows nothing of where it is kept.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/digest.h"

namespace umake {

// What an input's digest is of. Numbers stand in files.
enum class InputKind : uint8_t {
  kContent = 0,  // a file's bytes
  kStatus = 1,   // kind, size and execute permission only
  kLink = 2,     // a symbolic link's text
  kListing = 3,  // a directory's sorted names, without those that recipes made: in records
  kNames = 4,    // all of them, but for the action's own targets: in the action cache
  kState = 5,    // kind, size and permissions; of a directory kind and permissions
  // Of the command of a $(shell), whose answer may be any of what it was told:
  kIdentity = 6,  // all that a stat tells: device, inode, size, permissions, times
  kEntries = 7,   // a directory's names and their kinds, in the order in which it gives them
  kKinds = 8,     // the same, sorted
  kThere = 9,     // that something is there, whatever it is
  // No path: that standard input brings nothing (StandardInput::brings_something()).
  kNoInput = 10,
};

// Something that the action used, as it was. Digest::absent() for what was not there.
struct ActionInput {
  std::string path;  // relative to the build directory, absolute when it is outside
  Digest digest;
  InputKind kind = InputKind::kContent;
};

struct ActionOutput {
  enum class Kind : uint8_t { kFile = 0, kLink = 1, kDirectory = 2 };
  std::string path;  // as in ActionInput
  Kind kind = Kind::kFile;
  uint32_t mode = 0;   // permission bits
  uint64_t size = 0;   // in bytes, of a file
  Digest digest;       // of a file's content
  std::string target;  // of a symbolic link
  // Small content, in the cache's own form: set by ActionCache::find, used by restore(). Empty:
  // the content is a blob.
  std::string packed;
};

// A piece of what the action printed. Pieces in the order they were written.
struct PrintedPiece {
  enum class Kind : uint8_t {
    kOut = 0,
    kErr = 1,
    kCommand = 2,  // here the next command began: make echoes it, if it does; no bytes
  };
  Kind kind = Kind::kOut;
  std::string bytes;
};

struct ActionResult {
  std::vector<ActionOutput> outputs;  // directories before what is in them
  std::vector<std::string> removed;   // paths that were there before and are not any more
  std::vector<PrintedPiece> printed;
  uint64_t wall_us = 0;  // how long it ran
  uint64_t cpu_us = 0;
  uint64_t peak_kb = 0;
  // The outputs can't be put back (the action also reads what it rewrites, or they lie outside of
  // the project): the entry only tells that all is as it was left.
  bool verify_only = false;
};

}  // namespace umake
