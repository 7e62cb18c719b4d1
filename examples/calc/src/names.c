#include <stdlib.h>
#include <string.h>

#include "calc.h"

typedef struct {
  char *name;
  double value;
} entry;

struct calc_names {
  entry *entries;
  size_t count;
};

calc_names *calc_names_new(void) { return calloc(1, sizeof(calc_names)); }

void calc_names_free(calc_names *names) {
  if (!names) return;
  for (size_t i = 0; i < names->count; ++i) free(names->entries[i].name);
  free(names->entries);
  free(names);
}

static entry *find(const calc_names *names, const char *name) {
  for (size_t i = 0; i < names->count; ++i)
    if (strcmp(names->entries[i].name, name) == 0) return &names->entries[i];
  return NULL;
}

int calc_names_set(calc_names *names, const char *name, double value) {
  entry *known = find(names, name);
  if (known) {
    known->value = value;
    return 1;
  }
  entry *entries = realloc(names->entries, (names->count + 1) * sizeof(entry));
  if (!entries) return 0;
  names->entries = entries;
  char *copy = strdup(name);
  if (!copy) return 0;
  entries[names->count++] = (entry){copy, value};
  return 1;
}

int calc_names_get(const calc_names *names, const char *name, double *value) {
  const entry *known = names ? find(names, name) : NULL;
  if (known) *value = known->value;
  return known != NULL;
}
