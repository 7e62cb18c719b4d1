// Functions for file names: dir, notdir, suffix, basename, wildcard, realpath, abspath (manual,
// "Functions for File Names").
#include "graph/name_list.h"
#include "parser/functions.h"
#include "parser/scratch.h"
#include "parser/words.h"

namespace umake {

namespace {

Status dir(Expander&, FunctionArguments arguments, std::string& out, void*) {
  WordAppender words(out);
  for_each_word(arguments[0], [&](std::string_view word) {
    const size_t slash = word.rfind('/');
    words.add(slash == std::string_view::npos ? "./" : word.substr(0, slash + 1));
  });
  return Status::kOk;
}

Status notdir(Expander&, FunctionArguments arguments, std::string& out, void*) {
  WordAppender words(out);
  for_each_word(arguments[0],
                [&](std::string_view word) { words.add(word.substr(word.rfind('/') + 1)); });
  return Status::kOk;
}

// Where the suffix of `word` starts, its dot; npos when it has none.
size_t find_suffix(std::string_view word) {
  const size_t at = word.find_last_of("./");
  return at == std::string_view::npos || word[at] == '/' ? std::string_view::npos : at;
}

Status suffix(Expander&, FunctionArguments arguments, std::string& out, void*) {
  WordAppender words(out);
  for_each_word(arguments[0], [&](std::string_view word) {
    const size_t dot = find_suffix(word);
    if (dot != std::string_view::npos) words.add(word.substr(dot));
  });
  return Status::kOk;
}

Status basename(Expander&, FunctionArguments arguments, std::string& out, void*) {
  WordAppender words(out);
  for_each_word(arguments[0],
                [&](std::string_view word) { words.add(word.substr(0, find_suffix(word))); });
  return Status::kOk;
}

Status wildcard(Expander& expander, FunctionArguments arguments, std::string& out, void*) {
  BufferLease home(expander.scratch());
  if (arguments[0].find('~') != std::string_view::npos) {
    if (Variable* variable = expander.find(expander.scratch().home)) {
      TRY(expander.expand_variable(*variable, home.text()));
    }
  }
  const NameListContext context{expander.symbols(), expander.names_there(), home.text()};
  NameListOptions options;
  options.existing_only = true;
  options.strip_dot_slash = false;
  std::vector<Symbol> names;
  parse_names(arguments[0], context, options, names);
  WordAppender words(out);
  for (Symbol name : names) words.add(expander.symbols().text(name));
  return Status::kOk;
}

const std::string& current_directory(Expander& expander, std::string& fallback) {
  if (!expander.directory().empty()) return expander.directory();
  const Variable* curdir = expander.variables().global().find(expander.scratch().curdir);
  if (curdir != nullptr) fallback = curdir->value;
  return fallback;
}

// Appends "/component" to the absolute `path`, or goes up for "..".
void append_component(std::string& path, size_t root, std::string_view component) {
  if (component.empty() || component == ".") return;
  if (component == "..") {
    const size_t slash = path.rfind('/');
    path.resize(slash == std::string::npos || slash < root ? root : slash);
    return;
  }
  path += '/';
  path += component;
}

template <typename Visit>
bool for_each_component(std::string_view path, Visit&& visit) {
  while (!path.empty()) {
    const size_t slash = path.find('/');
    if (!visit(path.substr(0, slash), slash == std::string_view::npos)) return false;
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return true;
}

Status abspath(Expander& expander, FunctionArguments arguments, std::string& out, void*) {
  WordAppender words(out);
  std::string fallback;
  std::string path;
  for_each_word(arguments[0], [&](std::string_view word) {
    path.clear();
    auto add = [&](std::string_view component, bool) {
      append_component(path, 0, component);
      return true;
    };
    if (word[0] != '/') {
      const std::string& directory = current_directory(expander, fallback);
      if (directory.empty()) return;
      for_each_component(directory, add);
    }
    for_each_component(word, add);
    words.add(path.empty() ? std::string_view("/") : path);
  });
  return Status::kOk;
}

constexpr int kMostLinks = 40;  // as Linux has it

// Follows `rest` from the real directory `path` ("" is the root). False when it leads nowhere.
bool resolve(FileSystem& files, std::string rest, std::string& path) {
  int links = 0;
  while (!rest.empty()) {
    const size_t slash = rest.find('/');
    const std::string component = rest.substr(0, slash);
    const bool directory_wanted = slash != std::string::npos;
    rest.erase(0, directory_wanted ? slash + 1 : rest.size());
    if (component.empty()) continue;
    const size_t before = path.size();
    append_component(path, 0, component);
    if (path.size() <= before) continue;
    FileStat stat;
    if (files.lstat(path.c_str(), stat) != 0) return false;
    if (stat.kind == FileKind::kSymlink) {
      std::string target;
      if (++links > kMostLinks || files.read_link(path.c_str(), target) != 0) return false;
      rest = target + (directory_wanted ? "/" + rest : rest);
      path.resize(target[0] == '/' ? 0 : before);
    } else if (directory_wanted && stat.kind != FileKind::kDirectory) {
      return false;
    }
  }
  return true;
}

Status realpath(Expander& expander, FunctionArguments arguments, std::string& out, void*) {
  WordAppender words(out);
  std::string fallback;
  std::string path;
  for_each_word(arguments[0], [&](std::string_view word) {
    std::string full;
    if (word[0] != '/') full = current_directory(expander, fallback) + '/';
    full += word;
    path.clear();
    if (resolve(expander.files(), full, path))
      words.add(path.empty() ? std::string_view("/") : path);
  });
  return Status::kOk;
}

constexpr Function kFunctions[] = {
    {.name = "abspath", .min_arguments = 0, .max_arguments = 1, .body = abspath},
    {.name = "basename", .min_arguments = 0, .max_arguments = 1, .body = basename},
    {.name = "dir", .min_arguments = 0, .max_arguments = 1, .body = dir},
    {.name = "notdir", .min_arguments = 0, .max_arguments = 1, .body = notdir},
    {.name = "realpath", .min_arguments = 0, .max_arguments = 1, .body = realpath},
    {.name = "suffix", .min_arguments = 0, .max_arguments = 1, .body = suffix},
    {.name = "wildcard", .min_arguments = 0, .max_arguments = 1, .body = wildcard},
};

}  // namespace

std::span<const Function> name_functions() { return kFunctions; }

}  // namespace umake
