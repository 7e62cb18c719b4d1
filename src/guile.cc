#include "guile.h"

#include <dlfcn.h>

#include <cstdlib>

#include "base/messages.h"

namespace umake {

namespace {

int expand_for(void* plugins, const char* text, char** result) {
  return static_cast<Plugins*>(plugins)->expand(text, *result) == Status::kOk;
}

int evaluate_for(void* plugins, const char* text) {
  return static_cast<Plugins*>(plugins)->evaluate(text, nullptr) == Status::kOk;
}

}  // namespace

Guile::Guile(Plugins& plugins, Diagnostics& diagnostics, std::string directory)
    : plugins_(plugins), diagnostics_(diagnostics), directory_(std::move(directory)) {}

bool Guile::open() {
  for (const char* place : {"/umake-guile.so", "/../lib/umake/umake-guile.so"}) {
    void* module = ::dlopen((directory_ + place).c_str(), RTLD_NOW | RTLD_LOCAL);
    if (module == nullptr) continue;
    entry_ = reinterpret_cast<UmakeGuileEntry>(::dlsym(module, UMAKE_GUILE_ENTRY));
    if (entry_ != nullptr) return true;
  }
  return false;
}

Status Guile::evaluate(std::string_view text, Location where, std::string& out) {
  if (entry_ == nullptr && !open()) {
    const char* error = ::dlerror();
    return diagnostics_.fatal(where,
                              fmt::format(msg::kGuileMissing, error != nullptr ? error : ""));
  }
  diagnostics_.output().flush();
  const UmakeGuileHost host = {expand_for, evaluate_for, &plugins_};
  char* result = nullptr;
  const int done = entry_(&host, std::string(text).c_str(), &result);
  if (result != nullptr) out += result;
  std::free(result);
  return done != 0 ? Status::kOk : Status::kFailed;
}

}  // namespace umake
