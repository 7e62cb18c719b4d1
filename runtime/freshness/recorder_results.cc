// The part of Recorder that says what the action cache keeps of a recipe.
#include <algorithm>
#include <map>
#include <unordered_set>

#include "runtime/freshness/recorder.h"

namespace umake {

namespace {

// More than this is no longer something to replay.
constexpr size_t kMostPrinted = 1 << 20;

}  // namespace

bool Recorder::worth_keeping(const ObservedRecipe& recipe, const Footprint& footprint,
                             const Running& running) const {
  if (!recipe.cacheable || cache_ == nullptr || recipe.trace.tainted()) return false;
  size_t printed = 0;
  for (const PrintedPiece& piece : recipe.printed) printed += piece.bytes.size();
  if (printed > kMostPrinted) return false;
  // A recipe that makes no file is run each time, but in ultra mode.
  const Symbol own = running.own.front().name;
  return switches_.mode == Mode::kUltra ||
         std::find(footprint.outputs.begin(), footprint.outputs.end(), own) !=
             footprint.outputs.end();
}

// False: something of it can't be told again.
bool Recorder::add_state_after(const Footprint& footprint, CacheEntry& entry) {
  const auto add = [&](Symbol name, InputKind kind, const Digest& digest) {
    entry.inputs.push_back({std::string(database_.symbols.text(name)), digest, kind});
    return digest.known();
  };
  for (const Symbol name : footprint.outputs) {
    const bool directory = files_.file(name).kind == FileKind::kDirectory;
    if (!directory && !add(name, InputKind::kContent, files_.digest(name))) return false;
    // Its permissions, and where it leads if it is a link.
    add(name, InputKind::kState, files_.digest(name, InputKind::kState));
    add(name, InputKind::kLink, files_.digest(name, InputKind::kLink));
  }
  for (const Symbol name : footprint.removed) add(name, InputKind::kStatus, Digest::absent());
  // `cmp -s $@.tmp $@ || mv $@.tmp $@`: what stood there was right.
  for (const Symbol name : footprint.left_alone) {
    if (!add(name, InputKind::kContent, files_.digest(name))) return false;
  }
  return true;
}

// Of declared prerequisites in any case: a program may ask by way of a descriptor (gzip), which
// nobody sees. What the recipe made itself (a dependency file that is a prerequisite) has those
// that it gave it.
void Recorder::add_permissions(const Footprint& footprint, const Running& running,
                               CacheEntry& entry) {
  std::unordered_set<uint32_t> left_out;
  for (const Symbol name : footprint.outputs) left_out.insert(name.id);
  const auto add = [&](Symbol name) {
    if (!left_out.insert(name.id).second) return;
    const Digest digest = files_.digest(name, InputKind::kState);
    if (digest == Digest::absent()) return;
    entry.inputs.push_back({std::string(database_.symbols.text(name)), digest, InputKind::kState});
  };
  for (const Symbol name : footprint.permissions) add(name);
  for (const Input& input : running.inputs) add(input.name);
}

void Recorder::keep(const ObservedRecipe& recipe, const Footprint& footprint, Running& running,
                    CacheEntry entry) {
  if (!worth_keeping(recipe, footprint, running)) return;
  // What it rewrites, or leaves outside of the project, can't be put back; but as long as all that
  // is as it left it, it need not run again.
  const bool rewrites = std::any_of(footprint.inputs.begin(), footprint.inputs.end(),
                                    [](const Footprint::Input& input) { return input.rewritten; });
  entry.result.verify_only =
      rewrites || footprint.reads_itself || footprint.adds || footprint.outside;
  if (entry.result.verify_only &&
      (switches_.mode != Mode::kUltra || !add_state_after(footprint, entry)))
    return;
  for (const Input& input : running.inputs) {
    if (!input.digest.known()) return;
    // What was read of a directory's names was seen.
    const bool directory =
        input.digest != Digest::absent() && files_.file(input.name).kind == FileKind::kDirectory;
    const InputKind kind = directory ? InputKind::kStatus : InputKind::kContent;
    const Digest& digest = directory ? FileStates::directory_status() : input.digest;
    entry.inputs.push_back({std::string(database_.symbols.text(input.name)), digest, kind});
  }
  add_permissions(footprint, running, entry);
  for (const Symbol name : footprint.absent_before) {
    if (entry.result.verify_only) break;
    entry.inputs.push_back(
        {std::string(database_.symbols.text(name)), Digest::absent(), InputKind::kStatus});
  }
  for (const Symbol name : footprint.there_before) {
    if (entry.result.verify_only) break;
    entry.inputs.push_back(
        {std::string(database_.symbols.text(name)), FileStates::there(), InputKind::kThere});
  }
  if (recipe.had_no_input) {
    entry.inputs.push_back({{}, Digest::absent(), InputKind::kNoInput});
  }
  auto result = std::make_shared<Result>();
  result->weak_key = recipe.weak_key;
  if (!entry.result.verify_only) {
    if (!note_outputs(footprint, *result)) return;
    for (const Symbol name : footprint.removed) {
      entry.result.removed.emplace_back(database_.symbols.text(name));
    }
  }
  entry.result.printed = recipe.printed;
  entry.result.wall_us = recipe.wall_us;
  entry.result.cpu_us = recipe.cpu_us;
  entry.result.peak_kb = recipe.peak_kb;
  result->entry = std::move(entry);
  running.result = std::move(result);
}

// They are read later, when their times can be trusted: another recipe may have changed them by
// then.
bool Recorder::note_outputs(const Footprint& footprint, Result& result) {
  for (const Symbol name : footprint.outputs) {
    const uint64_t fingerprint = files_.own_fingerprint(name);
    if (fingerprint == 0) return false;
    result.outputs.push_back({name, fingerprint});
  }
  return true;
}

bool Recorder::describe_output(const Result::Output& noted, ActionOutput& output) {
  const Symbol name = noted.name;
  FileStat stat;
  const char* path = database_.symbols.c_str(name);
  if (database_.files.lstat(path, stat) != 0) return false;
  if (stat.kind != FileKind::kDirectory && fingerprint_of(stat) != noted.fingerprint) return false;
  output.path = database_.symbols.text(name);
  output.mode = stat.mode;
  switch (stat.kind) {
    case FileKind::kRegular:
      output.kind = ActionOutput::Kind::kFile;
      output.size = stat.size;
      output.digest = files_.digest(name);
      return output.digest.known() && output.digest != Digest::absent();
    case FileKind::kDirectory:
      output.kind = ActionOutput::Kind::kDirectory;
      return true;
    case FileKind::kSymlink:
      output.kind = ActionOutput::Kind::kLink;
      return database_.files.read_link(path, output.target) == 0;
    case FileKind::kOther:
      break;
  }
  return false;
}

void Recorder::store(Result& result) {
  for (const Result::Output& noted : result.outputs) {
    ActionOutput output;
    if (!describe_output(noted, output)) return;
    result.entry.result.outputs.push_back(std::move(output));
  }
  std::sort(result.entry.result.outputs.begin(), result.entry.result.outputs.end(),
            [](const ActionOutput& left, const ActionOutput& right) {
              const auto order = [](const ActionOutput& output) {
                return output.kind == ActionOutput::Kind::kDirectory ? 0 : 1;
              };
              return order(left) != order(right) ? order(left) < order(right)
                                                 : left.path < right.path;
            });
  if (result.expected.has_value()) compare(result);
  cache_->store(result.weak_key, result.entry);
}

// The recipe ran on the same inputs as when the cache took its result in.
void Recorder::compare(const Result& result) {
  ++rerun_->compared;
  const auto differs = [&](const std::string& path) {
    rerun_->differences.push_back({std::string(database_.symbols.text(result.target)), path});
  };
  std::map<std::string_view, const ActionOutput*> before;
  for (const ActionOutput& output : result.expected->outputs) before[output.path] = &output;
  for (const ActionOutput& now : result.entry.result.outputs) {
    const auto known = before.extract(now.path);
    const ActionOutput* const old = known.empty() ? nullptr : known.mapped();
    const bool same = old != nullptr && old->kind == now.kind && old->mode == now.mode &&
                      old->digest == now.digest && old->target == now.target;
    if (!same) differs(now.path);
  }
  for (const auto& [path, output] : before) differs(output->path);
}

}  // namespace umake
