#: about loaded objects that are remade as makefiles are, and loaded again when they did not change
#: $ cc -shared -fPIC -o p.so p.c; touch -d 2020-01-01 p.so p.c
#: $ make; RET=-1 make; RET=0 make OPTIONAL=1; make RULE='@false'; make -k RULE='@false'; make -n
#: $ make RULE=; make RULE='$(empty)'; make RULE='@test $(MAKE_RESTARTS) || touch $$@'
#: $ make -f own.mk -o p.so; make -f own.mk; make -f phony.mk; make -f none.mk; make -k -f none.mk
#: $ make -f later.mk; make -f later.mk; make -f debug.mk --debug=a -r | grep -i 'load'
#: ignore *.so
ifdef OPTIONAL
-load ./p.so
else
load ./p.so
endif
$(info $(.LOADED))
RULE = @echo rule
all: ; @echo all $(.LOADED)
define rule
p.so: force ; $(RULE)
endef
$(eval $(rule))
force:
#: file own.mk
load p.so
all: ; @echo all $(.LOADED)
p.so: p.c ; touch p.so
p.c: ; touch p.c
#: file phony.mk
load p.so
.PHONY: p.so
all: ; @echo all $(.LOADED)
p.so: ; @echo rule
#: file none.mk
-load none.so
all: ; @echo all $(.LOADED)
none.so: ; @echo rule; false
#: file later.mk
-load sub/later.so(p_gmk_setup)
$(info restarts: $(MAKE_RESTARTS))
all: ; @echo all $(.LOADED)
sub/later.so: ; mkdir -p sub; cp p.so $@
#: file debug.mk
load p.so
all: ; @:
p.so: force ; @:
force:
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
int p_gmk_setup(const gmk_floc *f) {
  printf("setup %s:%lu\n", f->filenm, f->lineno);
  return getenv("RET") ? atoi(getenv("RET")) : 1;
}
