// Between umake and the module umake-guile.so, in C.
#pragma once

// What the module calls back. Both return 0 when the text had an error, which was reported.
struct UmakeGuileHost {
  // `*result` is memory of malloc.
  int (*expand)(void* context, const char* text, char** result);
  int (*evaluate)(void* context, const char* text);
  void* context;
};

#define UMAKE_GUILE_ENTRY "umake_guile_v1"

// Evaluates `text` as Scheme. `*result`, memory of malloc or null, is what $(guile) stands for.
// Returns 0 when `host` did.
using UmakeGuileEntry = int (*)(const UmakeGuileHost* host, const char* text, char** result);
