// File name wildcards: *, ?, [...], \-escapes, and ~ (manual, "Using Wildcard Characters in File
// Names").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"

namespace umake {

// True when `text` has an unescaped *, ? or [ that has a closing ].
bool has_wildcard(std::string_view text);

// Whether the single file name `name` matches `pattern` (no slashes in either), as fnmatch(3) without flags.
bool wildcard_match(std::string_view pattern, std::string_view name);

// Appends the existing paths that match `pattern`, sorted by byte order, to `out`; returns whether
// any did. As glob(3) without flags: a leading dot is matched only explicitly, a pattern without
// wildcards matches itself when it exists (an lstat: a dangling symlink exists), "dir/" patterns
// with a trailing slash match directories only.
bool glob(FileSystem& files, const std::string& pattern, std::vector<std::string>& out);

// "~" and "~user" at the start replaced by the home directory (`home` is $(HOME), may be empty:
// then the password entry's); `path` unchanged when it has no tilde or the user is unknown.
std::string expand_tilde(const std::string& path, std::string_view home);

}  // namespace umake
