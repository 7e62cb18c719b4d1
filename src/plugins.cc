#include "plugins.h"

#include <dlfcn.h>

#include <algorithm>

#include "base/messages.h"
#include "parser/functions.h"

namespace umake {

namespace {

// FILE(SETUP): false when the word ends otherwise than in one pair of parentheses.
bool split_word(std::string_view word, std::string_view& file, std::string_view& setup) {
  file = word;
  const size_t open = word.find('(');
  if (open == std::string_view::npos || word.find(')', open) != word.size() - 1) return false;
  file = word.substr(0, open);
  setup = word.substr(open + 1, word.size() - open - 2);
  return true;
}

// The base name up to the first character that can't be in a symbol.
std::string default_setup(std::string_view file) {
  file.remove_prefix(file.rfind('/') + 1);
  std::string name;
  for (const char c : file) {
    if (c == '.' || c == '-' || !FunctionTable::is_name_character(c)) break;
    name += c;
  }
  return name + "_gmk_setup";
}

// In the current directory first, then where the system looks. Symbols are shared with objects
// loaded later, and looked up when they are first used, as GNU make has it: objects rely on both.
void* open_file(const std::string& name) {
  constexpr int kFlags = RTLD_LAZY | RTLD_GLOBAL;
  if (name.find('/') == std::string::npos) {
    if (void* handle = ::dlopen(("./" + name).c_str(), kFlags)) return handle;
  }
  return ::dlopen(name.c_str(), kFlags);
}

std::string dl_error() {
  const char* error = ::dlerror();
  return error != nullptr ? error : "";
}

}  // namespace

Plugins::Plugins(const Dependencies& dependencies) : needs_(dependencies) {}

Plugins::~Plugins() {
  for (auto object = objects_.rbegin(); object != objects_.rend(); ++object) close(*object);
}

Plugins::Object& Plugins::object_called(std::string_view name) {
  for (Object& object : objects_) {
    if (object.name == name) return object;
  }
  Object& object = objects_.emplace_back();
  object.name = name;
  return object;
}

Status Plugins::load(std::string_view word, bool optional, Location where) {
  std::string_view file, setup;
  const bool named = split_word(word, file, setup);
  if (named && setup.empty()) {
    return needs_.diagnostics.fatal(where, fmt::format(msg::kLoadEmptySymbol, word));
  }
  Object& object = object_called(file);
  if (object.handle != nullptr) return Status::kOk;
  object.where = where;
  return open(object, word, named ? std::string(setup) : default_setup(file), optional);
}

Status Plugins::open(Object& object, std::string_view word, std::string setup, bool optional) {
  Diagnostics& diagnostics = needs_.diagnostics;
  const bool verbose = needs_.switches.debugging(kDebugVerbose);
  if (verbose) diagnostics.plain(fmt::format(msg::kLoadingSymbol, setup, object.name));
  object.handle = open_file(object.name);
  if (object.handle == nullptr) {
    const std::string error = dl_error();
    remake_as_makefile(object);
    if (optional) return Status::kOk;
    diagnostics.error(object.where, error);
    return diagnostics.fatal(object.where, fmt::format(msg::kLoadFailed, word));
  }
  if (verbose) diagnostics.plain(fmt::format(msg::kLoadedObject, object.name));
  if (::dlsym(object.handle, "plugin_is_GPL_compatible") == nullptr) {
    return diagnostics.fatal(object.where, fmt::format(msg::kLoadNotGpl, object.name));
  }
  return set_up(object, word, setup, optional);
}

Status Plugins::set_up(Object& object, std::string_view word, const std::string& setup,
                       bool optional) {
  struct Call {
    int (*function)(const gmk_floc*);
    gmk_floc where;
    int result;
  };
  const Symbol file = object.where.file;
  Call call = {reinterpret_cast<int (*)(const gmk_floc*)>(::dlsym(object.handle, setup.c_str())),
               {file ? needs_.database.symbols.c_str(file) : nullptr,
                std::max<uint32_t>(object.where.line, 1)},
               0};
  if (call.function == nullptr) {
    return needs_.diagnostics.fatal(
        object.where, fmt::format(msg::kLoadNoSymbol, setup, object.name, dl_error()));
  }
  const auto run = [](void* context) {
    Call& now = *static_cast<Call*>(context);
    now.result = now.function(&now.where);
  };
  TRY(call_out(&object, run, &call));
  if (call.result != -1) remake_as_makefile(object);
  if (call.result == 0) {
    if (optional) return Status::kOk;
    return needs_.diagnostics.fatal(object.where, fmt::format(msg::kLoadFailed, word));
  }
  return needs_.expander.variables().assign(needs_.expander, ".LOADED", Assignment::kAppend,
                                            object.name, Origin::kFile, AssignmentScope::kGlobal,
                                            nullptr, object.where);
}

void Plugins::remake_as_makefile(Object& object) {
  if (object.target || object.name.empty()) return;
  Database& database = needs_.database;
  object.target = database.targets.enter(database.symbols.intern(object.name));
  database.targets[object.target].is_explicit = true;
  database.targets[object.target].loaded = true;
  Makefile& makefile = database.makefiles.emplace_back();
  makefile.target = object.target;
  makefile.found = true;
  makefile.where = object.where;
}

void Plugins::close(Object& object) {
  if (object.handle != nullptr) ::dlclose(object.handle);
  object.handle = nullptr;
}

void Plugins::recipe_starts(TargetId target) {
  const Targets& targets = needs_.database.targets;
  for (Object& object : objects_) {
    if (!object.target || object.stale || targets.resolve(object.target) != target) continue;
    object.stale = true;
    if (object.handle != nullptr && needs_.switches.debugging(kDebugVerbose)) {
      needs_.diagnostics.plain(fmt::format(msg::kUnloadingObject, object.name));
    }
    close(object);
  }
}

Status Plugins::load_again() {
  for (size_t at = 0; at < objects_.size(); ++at) {
    Object& object = objects_[at];
    if (!object.stale) continue;
    object.stale = false;
    TRY(open(object, object.name, default_setup(object.name), false));
  }
  return Status::kOk;
}

}  // namespace umake
