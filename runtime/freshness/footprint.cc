#include "runtime/freshness/footprint.h"

#include <unordered_set>

namespace umake {

namespace {

class FootprintBuilder {
 public:
  FootprintBuilder(SymbolTable& symbols, Places& places, const FootprintQuestions& ask)
      : symbols_(symbols), places_(places), ask_(ask) {}

  void add(const TraceEntry& entry);
  Footprint take() { return std::move(out_); }

 private:
  void add_write(const TraceEntry& entry, Symbol name, Places::Place place);
  void add_own_view(const TraceEntry& entry, Symbol name, Places::Place place);
  void add_read(const TraceEntry& entry, Symbol name, Places::Place place);
  void input(Symbol name, InputKind kind, Places::Place place, bool rewritten);
  Symbol topmost_absent(Symbol name);

  SymbolTable& symbols_;
  Places& places_;
  const FootprintQuestions& ask_;
  Footprint out_;
  std::unordered_set<uint32_t> absent_;  // names already listed as absent
};

void FootprintBuilder::add(const TraceEntry& entry) {
  const Places::Place place = places_.place_of(entry.path);
  if (place == Places::Place::kOwn) return;
  const Symbol name = symbols_.intern(places_.name_of(entry.path));
  const bool changed = entry.has(TraceEntry::kWritten) || entry.has(TraceEntry::kRemoved) ||
                       entry.has(TraceEntry::kDirectory);
  if (changed) {
    add_write(entry, name, place);
    add_own_view(entry, name, place);
  } else {
    add_read(entry, name, place);
  }
}

// Those of the system's files are not copied.
bool tells_permissions(const TraceEntry& entry, Places::Place place) {
  return place == Places::Place::kProject &&
         (entry.has(TraceEntry::kAsked) || entry.has(TraceEntry::kExecuted));
}

// What it knew of a path before it changed it.
void FootprintBuilder::add_own_view(const TraceEntry& entry, Symbol name, Places::Place place) {
  const bool own = ask_.own(name);
  // To make a directory where a file or an empty one was is not to replace it: of another one, what
  // is in it would still be there.
  const bool replaced = entry.has(TraceEntry::kReplacedFirst) && !entry.has(TraceEntry::kDirectory);
  const bool read = entry.has(TraceEntry::kRead) && !replaced;
  const bool added = entry.has(TraceEntry::kWritten) && !replaced;
  if (entry.has(TraceEntry::kWasAbsent)) {
    // For its own target too: a script may write it only if it is not there.
    const bool minds = read || added || entry.has(TraceEntry::kAskedFirst);
    if (minds) out_.absent_before.push_back(name);
  } else if (own) {
    // An archive that is added to is made from what it was.
    out_.reads_itself |= read || added;
  } else {
    if (read) input(name, InputKind::kContent, place, true);
    out_.adds |= added || (entry.has(TraceEntry::kListed) && !replaced);
  }
}

void FootprintBuilder::add_write(const TraceEntry& entry, Symbol name, Places::Place place) {
  out_.touched.push_back(name);
  if (ask_.is_there(name)) {
    out_.outputs.push_back(name);
    if (entry.has(TraceEntry::kReplacedFirst) && place == Places::Place::kProject &&
        !ask_.own(name) && !ask_.is_directory(name)) {
      out_.beside.push_back(name);
    }
    out_.outside |= place != Places::Place::kProject;
  } else if (entry.has(TraceEntry::kRemoved) && !entry.has(TraceEntry::kWasAbsent)) {
    out_.removed.push_back(name);
    if (entry.has(TraceEntry::kAskedFirst)) out_.there_before.push_back(name);
    out_.outside |= place != Places::Place::kProject;
  }
}

void FootprintBuilder::add_read(const TraceEntry& entry, Symbol name, Places::Place place) {
  if (ask_.own(name) && !ask_.is_directory(name)) {
    out_.reads_itself = true;
    out_.left_alone.push_back(name);
    return;
  }
  if (entry.has(TraceEntry::kLinkRead)) input(name, InputKind::kLink, place, false);
  if (tells_permissions(entry, place) && ask_.exists(name) &&
      (entry.has(TraceEntry::kListed) || !ask_.is_directory(name))) {
    out_.permissions.push_back(name);
  }
  // To remove a directory of its own there, a program may open the one above.
  if (entry.has(TraceEntry::kListed) && places_.is_temporary_root(entry.path)) return;
  if (entry.has(TraceEntry::kListed) && ask_.is_directory(name)) {
    input(name, InputKind::kListing, place, false);
  } else if (entry.has(TraceEntry::kRead) || entry.has(TraceEntry::kExecuted)) {
    input(name, InputKind::kContent, place, false);
  } else if (entry.has(TraceEntry::kAsked) || entry.has(TraceEntry::kListed)) {
    input(name, InputKind::kStatus, place, false);
    // Its time was told as well, and many programs go by that (an inner make, Python with the byte
    // code of its modules). A time says nothing here, but that the content may be another.
    const bool timed = place == Places::Place::kProject && entry.has(TraceEntry::kAsked);
    if (timed && ask_.times_count && ask_.exists(name) && !ask_.is_directory(name)) {
      input(name, InputKind::kContent, place, false);
    }
  }
}

void FootprintBuilder::input(Symbol name, InputKind kind, Places::Place place, bool rewritten) {
  if (kind != InputKind::kLink && !rewritten && !ask_.exists(name)) {
    name = topmost_absent(name);
    if (!absent_.insert(name.id).second) return;
    kind = InputKind::kStatus;
  }
  const bool system = place == Places::Place::kSystem || place == Places::Place::kTemporary;
  out_.inputs.push_back({name, kind, system, rewritten});
}

// Half of the paths that a compiler looks at do not exist, most of them because a whole directory
// does not: that stands for all that is below.
Symbol FootprintBuilder::topmost_absent(Symbol name) {
  for (;;) {
    const std::string_view text = symbols_.text(name);
    const size_t slash = text.rfind('/');
    if (slash == std::string_view::npos || slash == 0) return name;
    const Symbol parent = symbols_.intern(text.substr(0, slash));
    if (ask_.exists(parent)) return name;
    name = parent;
  }
}

}  // namespace

Footprint footprint_of(const Trace& trace, SymbolTable& symbols, Places& places,
                       const FootprintQuestions& ask) {
  FootprintBuilder builder(symbols, places, ask);
  for (const TraceEntry& entry : trace.entries) builder.add(entry);
  return builder.take();
}

}  // namespace umake
