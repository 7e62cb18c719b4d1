#: about a function that looks for a file, makes it, and looks again
#: $ cc -shared -fPIC -o p.so p.c
#: $ make
#: ignore p.so
load p.so
$(info [$(wildcard f)] [$(ensure x)] [$(wildcard f)])
all: ; @echo '$(wildcard f)'
#: file p.c
typedef struct { const char *filenm; unsigned long lineno; } gmk_floc;
typedef char *(*gmk_func_ptr)(const char *, unsigned int, char **);
char *gmk_expand(const char *);
void gmk_free(char *);
void gmk_add_function(const char *, gmk_func_ptr, unsigned int, unsigned int, unsigned int);
#include <stdio.h>
int plugin_is_GPL_compatible;
static char *ensure(const char *name, unsigned int argc, char **argv) {
  char *there = gmk_expand("$(wildcard f)");
  if (!*there) fclose(fopen("f", "w"));
  gmk_free(there);
  return gmk_expand("$(wildcard f)");
}
int p_gmk_setup(const gmk_floc *where) {
  gmk_add_function("ensure", ensure, 0, 1, 0);
  return 1;
}
