// What the module umake-workers.so offers: plain C, so that the module may be built against another
// C++ runtime than umake.
#pragma once

#include <stddef.h>
#include <stdint.h>

extern "C" {

typedef void (*UmakeWork)(void* context, size_t begin, size_t end);

struct UmakeWorkersV1 {
  uint32_t size;     // of this struct: a module that knows more fields stays compatible
  uint32_t threads;  // that for_each uses, the caller's included
  // Runs `work` over [0, items) in pieces of about `grain`; returns when all is done.
  void (*for_each)(size_t items, size_t grain, UmakeWork work, void* context);
};

// The module's only entry. Null when it can't work here. An incompatible change gets another name.
typedef const UmakeWorkersV1* (*UmakeWorkersEntry)(void);
}

#define UMAKE_WORKERS_ENTRY "umake_workers_v1"
