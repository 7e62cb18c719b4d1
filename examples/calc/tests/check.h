#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>

static int check_count, check_failures;

#define CHECK(condition)                                                \
  do {                                                                  \
    ++check_count;                                                      \
    if (!(condition)) {                                                 \
      ++check_failures;                                                 \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);   \
    }                                                                   \
  } while (0)

static inline int check_result(const char *name) {
  printf("%s: %d checks, %d failed\n", name, check_count, check_failures);
  return check_failures != 0;
}

#endif
