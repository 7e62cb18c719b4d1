#: about names and numbers that gmk_add_function refuses
#: $ cc -shared -fPIC -o p.so p.c
#: $ make; for n in .x a/b a:b "a b" ok. -_; do make NAME="$n"; done
#: $ make NAME=f MIN=256; make NAME=f MAX=256; make NAME=f MIN=3 MAX=2; make NAME=f MIN=255 MAX=255
#: $ long=$(printf '%0255d' 1); make NAME=$long; make NAME=${long}2 2>&1 | sed s/0000*/0/
#: ignore p.so
load p.so
MIN = 0
MAX = 0
$(add $(NAME),$(MIN),$(MAX))
all: ; @echo added
#: file p.c
typedef struct { const char *filenm; unsigned long lineno; } gmk_floc;
typedef char *(*gmk_func_ptr)(const char *, unsigned int, char **);
char *gmk_alloc(unsigned int);
void gmk_free(char *);
char *gmk_expand(const char *);
void gmk_eval(const char *, const gmk_floc *);
void gmk_add_function(const char *, gmk_func_ptr, unsigned int, unsigned int, unsigned int);
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int plugin_is_GPL_compatible;
static char *add(const char *name, unsigned int argc, char **argv) {
  gmk_add_function(argv[0], add, atoi(argv[1]), atoi(argv[2]), 0);
  return 0;
}
int p_gmk_setup(const gmk_floc *f) {
  gmk_add_function("add", add, 3, 3, 0);
  return 1;
}
