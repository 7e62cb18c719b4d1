#: about functions of a loaded object: arguments, flags, $(call), names that are used before
#: $ cc -shared -fPIC -o p.so p.c
#: $ make; make few; make few-call
#: ignore p.so
early = [$(show x)]
$(info $(early))
load p.so
$(info $(early))
X = 1,2
ifneq ($(filter few,$(MAKECMDGOALS)),)
$(show2 a)
endif
ifneq ($(filter few-call,$(MAKECMDGOALS)),)
$(call show2,a)
endif
$(info $(show)|$(show )|$(show  a , b )|$(show a,,)|$(show (a,b),c))
$(info $(show1 a,b,c)|$(show1 )|$(show2 a,b,c,d)|$(show $(X),z)|$(nothing x))
$(info $(raw $(X),$(Y)z)|$(raw2 $(X),b,$(c,d),e))
$(info $(call show,a,b)|$(call raw,$$(X),b)|$(call raw)|$(call show2,a,b,c,d)|$(call nothing,a))
$(info $(change abc,d)$(foreach i,1 2,$(show $i)))
all: Y = own
all: ; @echo '$(show $@ $(Y))'
few few-call:
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
static char *show(const char *name, unsigned int argc, char **argv) {
  char *text = gmk_alloc(4096);
  int at = sprintf(text, "[%s %u", name, argc);
  for (unsigned i = 0; i < argc; ++i) at += sprintf(text + at, " <%s>", argv[i]);
  strcpy(text + at, argv[argc] ? "!" : "]");
  return text;
}
static char *nothing(const char *name, unsigned int argc, char **argv) { return 0; }
static char *change(const char *name, unsigned int argc, char **argv) {
  argv[0][0] = 'X';
  return show(name, argc, argv);
}
int p_gmk_setup(const gmk_floc *f) {
  gmk_add_function("show", show, 0, 0, 0);
  gmk_add_function("show1", show, 1, 1, 0);
  gmk_add_function("show2", show, 2, 3, 0);
  gmk_add_function("raw", show, 0, 0, 1);
  gmk_add_function("raw2", show, 0, 2, 1);
  gmk_add_function("nothing", nothing, 0, 0, 0);
  gmk_add_function("change", change, 1, 0, 0);
  return 1;
}
