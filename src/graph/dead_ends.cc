#include "graph/dead_ends.h"

#include <algorithm>
#include <utility>

namespace umake {

namespace {
// Names of further extensions are all taken together.
constexpr uint32_t kMaxClasses = 200;
constexpr uint32_t kOtherExtension = kMaxClasses + 1;
constexpr uint32_t kNoExtension = 0;

// From the last dot on; empty when there is none, or nothing in front of it.
std::string_view extension_text(std::string_view name) {
  const size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot);
}

// What a pattern's % or the search for an archive's member would take as something else.
bool is_plain(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return c == '%' || c == '(' || c == '*' || c == '?' || c == '[' || c == ' ' || c == '\t';
  });
}

bool matches(std::string_view name, std::string_view prefix, std::string_view suffix) {
  return name.size() > prefix.size() + suffix.size() && name.starts_with(prefix) &&
         name.ends_with(suffix);
}

// Whether a text that begins (ends) with the stem may begin (end) so.
bool may_begin(std::string_view stem, std::string_view prefix) {
  return stem.starts_with(prefix) || prefix.starts_with(stem);
}
bool may_end(std::string_view stem, std::string_view suffix) {
  return stem.ends_with(suffix) || suffix.ends_with(stem);
}

// Saves the first few moves of a directory's list.
constexpr size_t kUsualKnown = 8;

// So many names are looked at without a plan.
constexpr size_t kMaxAlone = 4;

// What stands before the first dot.
std::string_view base_of(std::string_view name) { return name.substr(0, name.find('.')); }

uint64_t bit_of(uint32_t extension) { return uint64_t{1} << (extension & 63); }
}  // namespace

void DeadEnds::append_place(const DeadEndPlan::Place& place, std::string_view directory,
                            std::string& out) {
  out.append(place.lead);
  if (place.anchored) out.append(directory);
  out.append(place.tail);
}

uint64_t DeadEnds::rules_version() const {
  return uint64_t{database_.patterns.version()} * 4096 + database_.vpaths.selective().size() * 2 +
         (database_.vpaths.general() != nullptr ? 1 : 0);
}

DeadEnds::Directory& DeadEnds::directory(std::string_view path) {
  if (last_ != nullptr && last_->path == path) return *last_;
  auto found = directories_.find(path);
  if (found == directories_.end()) {
    const std::string_view key = database_.arena.copy(path);
    found = directories_.try_emplace(key).first;
    found->second.path = key;
    found->second.plain = is_plain(key);
  }
  last_ = &found->second;
  return found->second;
}

uint32_t DeadEnds::extension_of(std::string_view name) {
  const std::string_view text = extension_text(name);
  return text.empty() ? kNoExtension : extension_id(text);
}

uint32_t DeadEnds::extension_id(std::string_view text) {
  if (text == last_extension_) return last_extension_id_;
  auto found = extensions_.find(text);
  if (found == extensions_.end()) {
    const auto id = static_cast<uint32_t>(extensions_.size() + 1);
    found = extensions_.emplace(database_.arena.copy(text), id).first;
  }
  last_extension_ = found->first;
  last_extension_id_ = found->second;
  return found->second;
}

// What was found impossible may no longer be; directories are looked at again when they are needed.
void DeadEnds::forget_listings() {
  age_ = database_.directories.age();
  held_.clear();
}

void DeadEnds::catch_up() {
  if (age_ != database_.directories.age()) forget_listings();
  for (; caught_up_ < database_.targets.count(); ++caught_up_) {
    const Target& target = database_.targets[TargetId{caught_up_ + 1}];
    enter(target.name);
    // VPATH search may have found it by now.
    if (target.hash_name != target.name) enter(target.hash_name);
  }
}

void DeadEnds::enter(Symbol symbol) {
  const std::string_view text = database_.symbols.text(symbol);
  const size_t split = text.rfind('/') + 1;
  Directory& where = directory(text.substr(0, split));
  if (where.known.empty()) where.known.reserve(kUsualKnown);
  where.known.push_back(symbol);
  if (where.sorted) arrive(where, text.substr(split), symbol);
}

void DeadEnds::put(Directory& directory, std::string_view name) {
  const uint32_t extension = extension_of(name);
  auto bucket = std::find_if(directory.buckets.begin(), directory.buckets.end(),
                             [&](const Bucket& b) { return b.extension == extension; });
  if (bucket == directory.buckets.end()) {
    directory.buckets.push_back({extension, {}});
    bucket = directory.buckets.end() - 1;
  }
  bucket->names.push_back(name);
}

void DeadEnds::sort(Directory& directory) {
  if (directory.sorted && directory.age == age_) return;
  scratch_.assign(directory.path).push_back('x');
  const uint32_t version = database_.directories.version_beside(scratch_);
  directory.age = age_;
  if (directory.sorted && directory.version == version) return;
  directory.sorted = true;
  directory.version = version;
  directory.buckets.clear();
  for (std::string_view name : database_.directories.names_beside(scratch_)) put(directory, name);
  for (Symbol symbol : directory.known) {
    put(directory, database_.symbols.text(symbol).substr(directory.path.size()));
  }
}

// A target's name came up that was none before. When it is no file, the findings about names of its
// form are out of date; and if a search that was not made would have looked for a rule to make it,
// it counts as impossible, as it would after that search.
void DeadEnds::arrive(Directory& directory, std::string_view name, Symbol symbol) {
  const std::string_view path = database_.symbols.text(symbol);
  if (name.empty() || database_.directories.exists(path)) return;
  plan_for_alone(directory, name);
  const uint32_t extension = extension_of(name);
  const uint64_t bits = bit_of(extension) | bit_of(kNoExtension);
  put(directory, name);
  for (Finding* finding : findings_) {
    if ((finding->extensions & bits) == 0) continue;
    for (const DeadEndPlan::File& file : finding->plan->files) {
      if (!matches(name, file.prefix, file.suffix)) continue;
      scratch_.clear();
      append_place(finding->plan->places[file.place], finding->directory, scratch_);
      if (scratch_ != directory.path) continue;
      finding->current = false;
      if (!file.chained) continue;
      const std::string_view stem =
          name.substr(file.prefix.size(), name.size() - file.prefix.size() - file.suffix.size());
      scratch_.assign(finding->directory).append(stem).append(finding->suffix);
      const Symbol held = database_.symbols.find(scratch_);
      if (held && held.id < held_.size() && held_[held.id]) {
        database_.directories.mark_impossible(path);
      }
    }
  }
}

void DeadEnds::forget_plans() {
  made_for_ = rules_version();
  planner_.reset();
  shared_plans_.clear();
  findings_.clear();
  for (auto& [path, directory] : directories_) {
    directory.findings.clear();
    directory.alone.clear();
  }
}

// Whether the directory has, or a target is, any name of the form, but `except`.
bool DeadEnds::any_begins(Directory& directory, std::string_view prefix, std::string_view suffix,
                          std::string_view except) {
  sort(directory);
  for (const Bucket& bucket : directory.buckets) {
    for (std::string_view name : bucket.names) {
      if (name.starts_with(prefix) && name.ends_with(suffix) && name != except) return true;
    }
  }
  return false;
}

// Whether nothing is there, or spoken of, that a rule could make the name from, as far as that can
// be told without a plan.
bool DeadEnds::stands_alone(Directory& directory, std::string_view name) {
  // Once there is a plan, others come cheap.
  if (!findings_.empty() || alone_ >= kMaxAlone) return false;
  if (!planner_.names_keep_base() || !database_.vpaths.empty()) return false;
  const std::string_view base = base_of(name);
  if (any_begins(directory, base, {}, name) || planner_.may_lead_back(name)) return false;
  for (const DeadEndPlanner::Common& common : planner_.common()) {
    const std::string place = std::string(directory.path).append(common.directory);
    const std::string start = std::string(common.prefix).append(base);
    if (any_begins(this->directory(place), start, common.suffix, {})) return false;
  }
  return true;
}

// What comes up now may be a file that a search, not made for a name that stood alone, would have
// looked for: its plan tells.
void DeadEnds::plan_for_alone(Directory& directory, std::string_view newcomer) {
  if (directory.alone.empty() || made_for_ != rules_version()) return;
  for (Symbol symbol : directory.alone) {
    const std::string_view name = database_.symbols.text(symbol).substr(directory.path.size());
    if (!newcomer.starts_with(base_of(name))) continue;
    const NameClass kind = class_of(name);
    finding(directory, kind.suffix, kind.id);
  }
}

bool DeadEnds::hold(Symbol symbol) {
  if (symbol.id >= held_.size()) held_.resize(database_.symbols.size());
  held_[symbol.id] = true;
  return true;
}

DeadEnds::NameClass DeadEnds::class_of(std::string_view name) {
  const uint32_t extension = extension_of(name);
  if (extension > kMaxClasses) return {kOtherExtension, {}};
  return {extension, extension_text(name)};
}

// The plan of a directory and a class of names, made when the first such name is asked for.
DeadEnds::Finding& DeadEnds::finding(Directory& directory, std::string_view suffix,
                                     uint32_t name_class) {
  if (name_class >= directory.findings.size()) directory.findings.resize(name_class + 1);
  std::unique_ptr<Finding>& slot = directory.findings[name_class];
  if (slot != nullptr) return *slot;
  slot = std::make_unique<Finding>();
  slot->directory = directory.path;
  slot->suffix = database_.arena.copy(suffix);
  slot->name_class = name_class;
  set_plan(*slot, database_.vpaths.empty());
  findings_.push_back(slot.get());
  return *slot;
}

void DeadEnds::set_plan(Finding& finding, bool without_common) {
  const bool dotless = finding.name_class == kNoExtension;
  if (planner_.touches(finding.directory)) {
    finding.plan =
        finish(planner_.plan_for(finding.directory, finding.suffix, dotless, without_common));
  } else {
    const bool relative = !finding.directory.starts_with('/');
    std::shared_ptr<const DeadEndPlan>& shared =
        shared_plans_[finding.name_class * 4 + (relative ? 2 : 0) + (without_common ? 1 : 0)];
    if (shared == nullptr) {
      shared = finish(planner_.plan_for_any(finding.suffix, dotless, relative, without_common));
    }
    finding.plan = shared;
  }
  finding.extensions = 0;
  for (const DeadEndPlan::File& file : finding.plan->files) {
    finding.extensions |= bit_of(file.extension);
  }
}

// The suffix holds the extension, unless it has no dot.
std::shared_ptr<const DeadEndPlan> DeadEnds::finish(DeadEndPlan plan) {
  for (DeadEndPlan::File& file : plan.files) {
    const size_t dot = file.suffix.rfind('.');
    file.extension = dot == std::string::npos
                         ? kNoExtension
                         : extension_id(std::string_view(file.suffix).substr(dot));
  }
  return std::make_shared<const DeadEndPlan>(std::move(plan));
}

// Whether the directories that the finding is about are as they were.
bool DeadEnds::unchanged(Finding& finding) {
  if (finding.age == age_) return true;
  finding.age = age_;
  return std::all_of(finding.seen.begin(), finding.seen.end(), [&](const auto& seen) {
    sort(*seen.first);
    return seen.first->version == seen.second;
  });
}

std::vector<DeadEnds::Directory*> DeadEnds::open_places(const Finding& finding) {
  std::vector<Directory*> places;
  if (!finding.plan->usable) return places;
  for (const DeadEndPlan::Place& place : finding.plan->places) {
    std::string path;
    append_place(place, finding.directory, path);
    places.push_back(&directory(path));
    sort(*places.back());
  }
  return places;
}

bool DeadEnds::common_occur(Finding& finding, const std::vector<Directory*>& places) {
  if (!finding.plan->usable) return false;
  for (uint32_t home : finding.plan->searched) {
    for (const DeadEndPlanner::Common& common : planner_.common()) {
      std::string path(places[home]->path);
      Directory& where = directory(path.append(common.directory));
      sort(where);
      finding.seen.emplace_back(&where, where.version);
      const DeadEndPlan::File file{0, common.prefix, common.suffix, false, false, kNoExtension};
      if (occurs(file, where)) return true;
    }
  }
  return false;
}

void DeadEnds::evaluate(Finding& finding) {
  finding.current = true;
  finding.age = age_;
  finding.present.clear();
  finding.seen.clear();
  std::vector<Directory*> places = open_places(finding);
  if (finding.plan->without_common && common_occur(finding, places)) {
    set_plan(finding, false);
    places = open_places(finding);
  }
  for (Directory* place : places) finding.seen.emplace_back(place, place->version);
  const DeadEndPlan& plan = *finding.plan;
  finding.usable = plan.usable;
  if (!finding.usable) return;
  for (uint32_t index = 0; index < plan.files.size(); ++index) {
    const DeadEndPlan::File& file = plan.files[index];
    // Where it may be the name of a built-in suffix rule (".c.o").
    if (places[file.place]->path.empty() && file.prefix.starts_with('.')) finding.usable = false;
    if (occurs(file, *places[file.place])) finding.present.push_back(index);
  }
}

bool DeadEnds::occurs(const DeadEndPlan::File& file, const Directory& directory) {
  for (const Bucket& bucket : directory.buckets) {
    if (file.extension != kNoExtension && bucket.extension != file.extension) continue;
    for (std::string_view name : bucket.names) {
      if (matches(name, file.prefix, file.suffix)) return true;
    }
  }
  return false;
}

bool DeadEnds::is_there(const Finding& finding, const DeadEndPlan::File& file,
                        std::string_view stem) {
  scratch_.clear();
  append_place(finding.plan->places[file.place], finding.directory, scratch_);
  scratch_.append(file.prefix).append(stem).append(file.suffix);
  if (database_.targets.find(database_.symbols.find(scratch_))) return true;
  return !file.known_only && database_.directories.exists(scratch_);
}

bool DeadEnds::holds(Symbol symbol) {
  const std::string_view text = database_.symbols.text(symbol);
  const size_t split = text.rfind('/') + 1;
  const std::string_view name = text.substr(split);
  // ".c.o" and the like may be built-in suffix rules.
  if (name.empty() || name[0] == '.' || !is_plain(name) || text.starts_with("./")) return false;
  if (made_for_ != rules_version()) forget_plans();
  Directory& where = directory(text.substr(0, split));
  if (!where.plain) return false;
  const auto [name_class, suffix] = class_of(name);
  if (stands_alone(where, name)) {
    where.alone.push_back(symbol);
    ++alone_;
    return hold(symbol);
  }
  Finding& found = finding(where, suffix, name_class);
  if (!found.current || !unchanged(found)) evaluate(found);
  if (!found.usable) return false;
  const std::string_view stem = name.substr(0, name.size() - suffix.size());
  for (const DeadEndPlan::Exception& exception : found.plan->exceptions) {
    if (may_begin(stem, exception.prefix) && may_end(stem, exception.suffix)) return false;
  }
  for (uint32_t index : found.present) {
    if (is_there(found, found.plan->files[index], stem)) return false;
  }
  return hold(symbol);
}

}  // namespace umake
