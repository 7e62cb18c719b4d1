#: about words of the directive, setup functions and what they return, .LOADED
#: $ cc -shared -fPIC -o p.so p.c; cc -shared -fPIC -x c -o n.so -D NO_GPL p.c; cp p.so 1-x.so
#: $ make; for n in '()' '(other' '(other)x' '(none)'; do make WORD="p.so$n"; done
#: $ make WORD=n.so; make OPTIONAL=1 WORD=n.so; make WORD='p.*'; make WORD=1-x.so
#: $ for r in 0 1 -1 2; do RET=$r make; RET=$r make OPTIONAL=1; done
#: $ make WORD=p.so\(other\); make WORD='p.so ./p.so .//p.so(other) $(CURDIR)/p.so'
#: $ make .LOADED=mine; make -f other.mk; make --eval='load p.so' WORD=; make -f debug.mk -d | grep load
#: ignore *.so
WORD = p.so
ifdef OPTIONAL
-load $(WORD) # a comment
else
load $(WORD) # a comment
endif
all: ; @echo '$(.LOADED)' $(origin .LOADED) $(flavor .LOADED)
#: file other.mk
.LOADED = old
include inc.mk
-load p.so
all: ; @echo '$(.LOADED)' $(origin .LOADED) $(flavor .LOADED)
#: file inc.mk


load p.so
#: file debug.mk
load p.so ./p.so
-load none.so
all: ;
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
#ifndef NO_GPL
int plugin_is_GPL_compatible;
#endif
int p_gmk_setup(const gmk_floc *f) {
  printf("setup %s:%lu\n", f->filenm ? f->filenm : "-", f->lineno);
  return getenv("RET") ? atoi(getenv("RET")) : 1;
}
int other(const gmk_floc *f) {
  printf("other %s:%lu\n", f->filenm, f->lineno);
  gmk_eval("$(warning with)", f);
  return 1;
}
