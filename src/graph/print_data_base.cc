#include "graph/print_data_base.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <iterator>
#include <string_view>

#include "base/messages.h"
#include "graph/reference_order.h"

namespace umake {

namespace {

template <typename... Arguments>
void print(std::string& out, fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(out), text, std::forward<Arguments>(arguments)...);
}

// "Mon Nov 23 06:33:35 2026", as ctime(3).
std::string calendar_time(int64_t seconds) {
  const time_t time = seconds;
  tm broken{};
  localtime_r(&time, &broken);
  char text[64];
  return {text, std::strftime(text, sizeof text, "%a %b %e %H:%M:%S %Y", &broken)};
}

// "2026-11-23 06:51:49.846433193", without zeros at the end of the fraction.
std::string file_time(FileTime time) {
  constexpr int64_t kSecond = 1'000'000'000;
  // The greatest time that GNU make knows, that of -W and of what -n and -t pretend to have made:
  // more than fits into nanoseconds.
  constexpr time_t kNewest = (time_t{1} << 34) - 1;
  constexpr int64_t kNewestFraction = 107'374'182;
  const bool newest = time == FileTime::newest();
  const time_t seconds = newest ? kNewest : time.ns / kSecond;
  const int64_t fraction = newest ? kNewestFraction : time.ns % kSecond;
  tm broken{};
  localtime_r(&seconds, &broken);
  char text[64];
  const size_t length = std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &broken);
  std::string shown = fmt::format("{}.{:09}", std::string_view(text, length), fraction);
  shown.resize(shown.find_last_not_of('0') + 1);
  if (shown.back() == '.') shown.pop_back();
  return shown;
}

class DataBaseText {
 public:
  DataBaseText(const Database& database, const DataBaseSections& sections, std::string& out)
      : database_(database), symbols_(database.symbols), sections_(sections), out_(out) {}

  void print_all(int64_t now) {
    print(out_, msg::kDataBaseBegin, calendar_time(now));
    if (sections_.variables) sections_.variables(out_);
    print_directories();
    print_rules();
    print_files();
    print_vpaths();
    print(out_, msg::kDataBaseEnd, calendar_time(now));
  }

 private:
  std::string_view text(Symbol symbol) const { return symbols_.text(symbol); }

  void print_directories() {
    out_ += msg::kDirectoriesHeading;
    size_t files = 0, impossible = 0, count = 0;
    const std::vector<DirectoryCache::Summary> all = database_.directories.summaries();
    std::vector<uint32_t> hashes;
    for (const DirectoryCache::Summary& each : all) {
      hashes.push_back(reference_file_hash(each.path));
    }
    for (const uint32_t index : reference_order(hashes, kReferenceDirectorySlots)) {
      const DirectoryCache::Summary& directory = all[index];
      ++count;
      files += directory.files;
      impossible += directory.impossible;
      FileStat status;
      const std::string path(directory.path);
      if (!directory.readable || database_.files.stat(path.c_str(), status) != 0) {
        print(out_, msg::kDirectoryMissing, path);
        continue;
      }
      print(out_, msg::kDirectory, path, status.device, status.inode, number_or_no(directory.files),
            number_or_no(directory.impossible));
    }
    print(out_, msg::kDirectories, files == 0 ? "No" : number_or_no(files),
          number_or_no(impossible), count);
  }

  static std::string number_or_no(size_t number) {
    return number == 0 ? "no" : fmt::format("{}", number);
  }

  void print_rules() {
    out_ += msg::kImplicitHeading;
    size_t terminal = 0;
    for (const PatternRule& rule : database_.patterns.all()) {
      terminal += rule.terminal ? 1 : 0;
      print_rule(rule);
    }
    const size_t count = database_.patterns.all().size();
    if (count == 0) {
      out_ += msg::kNoImplicitRules;
    } else {
      print(out_, msg::kImplicitRules, count, terminal,
            100.0 * static_cast<double>(terminal) / static_cast<double>(count));
    }
  }

  void print_rule(const PatternRule& rule) {
    out_ += '\n';
    for (size_t at = 0; at < rule.targets.size(); ++at) {
      if (at > 0) out_ += ' ';
      out_ += text(rule.targets[at].text);
    }
    out_ += rule.terminal ? "::" : ":";
    for (const bool order_only : {false, true}) {
      bool first = true;
      for (const PatternPrerequisite& prerequisite : rule.prerequisites) {
        if (prerequisite.order_only != order_only) continue;
        print_prerequisite(text(prerequisite.text), first && order_only, prerequisite.wait_before);
        first = false;
      }
    }
    out_ += '\n';
    if (rule.recipe != nullptr) print_recipe(*rule.recipe);
  }

  void print_prerequisite(std::string_view name, bool begins_order_only, bool wait_before) {
    if (begins_order_only) out_ += " |";
    if (wait_before) out_ += " .WAIT";
    out_.append(1, ' ').append(name);
  }

  void print_recipe(const Recipe& recipe) {
    if (recipe.where) {
      print(out_, msg::kRecipeFrom, text(recipe.where.file), recipe.where.line);
    } else {
      out_ += msg::kRecipeBuiltin;
    }
    std::string_view rest = recipe.text;
    do {
      const size_t end = rest.find('\n');
      out_.append(1, recipe.prefix).append(rest.substr(0, end)).append(1, '\n');
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      // The line after a backslash-newline has its own prefix.
      while (out_.ends_with("\\\n") && !rest.empty()) {
        const size_t next = rest.find('\n');
        out_.append(rest.substr(0, next)).append(1, '\n');
        rest.remove_prefix(next == std::string_view::npos ? rest.size() : next + 1);
      }
    } while (!rest.empty());
  }

  void print_files() {
    out_ += msg::kFilesHeading;
    size_t count = 0;
    // Rules of a double-colon target follow their first.
    for (const TargetId id : targets_in_reference_order(database_.targets, sections_.first)) {
      ++count;
      TargetId at = id;
      do {
        print_file(at);
        at = database_.targets[at].next_double_colon;
      } while (at);
    }
    out_ += msg::kFilesStatistics;
    const size_t size = reference_table_size(count, kReferenceSlots);
    print(out_, msg::kHashStatistics, count, size, percentage(count, size),
          reference_rehashes(count, kReferenceSlots), count);
  }

  void print_file(TargetId id) {
    const Target& target = database_.targets[id];
    if (sections_.without_builtin && is_builtin(target)) return;
    out_ += '\n';
    if (!target.is_target) out_ += msg::kNotTarget;
    if (sections_.target_variables) sections_.target_variables(id, out_);
    out_.append(text(target.name)).append(target.is_double_colon ? "::" : ":");
    print_prerequisites(target);
    print_marks(id);
    print_state(target);
    if (sections_.target_automatic) sections_.target_automatic(id, out_);
    if (target.recipe != nullptr) print_recipe(*target.recipe);
  }

  void print_prerequisites(const Target& target) {
    for (const bool order_only : {false, true}) {
      bool first = true;
      for (const Prerequisite& prerequisite : target.prerequisites) {
        if (prerequisite.has(Prerequisite::kOrderOnly) != order_only) continue;
        const Symbol name =
            prerequisite.has(Prerequisite::kDeferred)
                ? prerequisite.text
                : database_.targets[database_.targets.resolve(prerequisite.target)].name;
        print_prerequisite(text(name), first && order_only,
                           prerequisite.has(Prerequisite::kWaitBefore));
        first = false;
      }
    }
    out_ += '\n';
  }

  // GNU make calls every file secondary that it found up to date.
  static bool was_there(const Target& target) {
    return target.updated && target.kept && target.mtime >= FileTime::earliest();
  }

  // All targets of a grouped rule, `id` too, from the last one on: each lists the others in that
  // order, so where it stands itself is known from what a third one lists.
  std::vector<TargetId> group_of(TargetId id) const {
    const std::vector<TargetId>& others = database_.targets[id].also_make;
    const auto precedes = [&](TargetId other) {
      for (const TargetId third : others) {
        if (third == other) continue;
        const std::vector<TargetId>& list = database_.targets[third].also_make;
        return std::find(list.begin(), list.end(), other) < std::find(list.begin(), list.end(), id);
      }
      return other.id > id.id;
    };
    std::vector<TargetId> group = others;
    group.insert(std::find_if_not(group.begin(), group.end(), precedes), id);
    return group;
  }

  // A recipe from a built-in pattern rule makes no built-in target.
  bool is_builtin(const Target& target) const {
    return target.builtin &&
           (target.name == suffixes_ || database_.builtin_mentions(text(target.name)));
  }

  // What the makefile says of it.
  void print_marks(TargetId id) {
    const Target& target = database_.targets[id];
    if (target.precious) out_ += msg::kFilePrecious;
    if (target.phony) out_ += msg::kFilePhony;
    if (target.command_target) out_ += msg::kFileGoal;
    if (target.dont_care) out_ += msg::kFileDontCare;
    if (is_builtin(target)) out_ += msg::kFileBuiltin;
    out_ += target.tried_implicit ? msg::kImplicitDone : msg::kImplicitNotDone;
    if (target.stem) print(out_, msg::kFileStem, text(target.stem));
    if (target.intermediate) out_ += msg::kFileIntermediate;
    if (target.secondary || was_there(target)) out_ += msg::kFileSecondary;
    if (!target.also_make.empty()) {
      out_ += msg::kFileAlsoMakes;
      for (const TargetId other : target.grouped ? group_of(id) : target.also_make) {
        out_.append(1, ' ').append(text(database_.targets[database_.targets.resolve(other)].name));
      }
      out_ += '\n';
    }
  }

  void print_time(FileTime time) {
    if (time == FileTime::unknown()) {
      out_ += msg::kTimeUnknown;
    } else if (time == FileTime::nonexistent()) {
      out_ += msg::kTimeMissing;
    } else if (time == FileTime::old()) {
      out_ += msg::kTimeOld;
    } else {
      print(out_, msg::kTimeModified, file_time(time));
    }
  }

  // How far the run has come with it. -q says of a file that it would be new; it is as it was.
  void print_state(const Target& target) {
    print_time(target.outcome == Outcome::kQuestion && target.mtime == FileTime::newest()
                   ? target.mtime_before
                   : target.mtime);
    out_ += target.updated ? msg::kFileUpdated : msg::kFileNotUpdated;
    if (target.progress == Progress::kRunning) out_ += msg::kFileRunning;
    if (target.progress == Progress::kDepsRunning) out_ += msg::kFileDependenciesRunning;
    if (target.progress != Progress::kFinished) return;
    if (target.outcome == Outcome::kSuccess) out_ += msg::kFileSucceeded;
    if (target.outcome == Outcome::kQuestion) out_ += msg::kFileQuestion;
    if (target.outcome == Outcome::kFailed) out_ += msg::kFileFailed;
  }

  void print_vpaths() {
    out_ += msg::kVpathHeading;
    for (const VpathSearch::Entry& entry : database_.vpaths.selective()) {
      print(out_, "vpath {} {}\n", entry.pattern, joined(entry));
    }
    if (database_.vpaths.selective().empty()) {
      out_ += msg::kNoVpath;
    } else {
      print(out_, msg::kVpaths, database_.vpaths.selective().size());
    }
    const VpathSearch::Entry* general = database_.vpaths.general();
    if (general == nullptr) {
      out_ += msg::kNoGeneralVpath;
      return;
    }
    print(out_, msg::kGeneralVpath, joined(*general));
  }

  static std::string joined(const VpathSearch::Entry& entry) {
    std::string list;
    for (const std::string& directory : entry.directories) {
      if (!list.empty()) list += ':';
      list += directory;
    }
    return list;
  }

  const Database& database_;
  const SymbolTable& symbols_;
  const Symbol suffixes_ = database_.symbols.find(".SUFFIXES");
  const DataBaseSections& sections_;
  std::string& out_;
};

}  // namespace

void print_data_base(const Database& database, const DataBaseSections& sections, int64_t now,
                     std::string& out) {
  DataBaseText(database, sections, out).print_all(now);
}

}  // namespace umake
