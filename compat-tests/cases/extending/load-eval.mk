#: about what gmk_eval and gmk_expand do, where their errors are, and that they don't return then
#: $ cc -shared -fPIC -o p.so p.c
#: $ make
#: $ for n in 1 2 3 4 5 6 7; do echo "$n:"; make CASE=$n; done
#: ignore p.so
load p.so
E1 = $(eval-it $$(error boo))
E2 = $(eval-it $$(error boo),1)
E3 = $(eval-it no separator,1)
E4 = $(expand-it $(error in $(CASE)))
E5 = $(expand-it $(X)
$(eval-it A = $$(B))
$(eval-it $$(warning here))$(eval-it $$(warning there),1)
$(info [$(expand-it $(A)$(no)$$)])
B = late
$(if $(filter 1 2 3 4 5,$(CASE)),$(E$(CASE)))
C = $(eval load p.so)$(eval-it D=4)
all: X = own
all: ; @echo '$(expand-it $(X) $@)' $(A) $(if $(filter 6,$(CASE)),$(eval-it a: b))
	@echo $(if $(filter 7,$(CASE)),$(eval-it $$(error line two)))
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
static char *eval_it(const char *name, unsigned int argc, char **argv) {
  gmk_floc there = {"there.mk", 77};
  gmk_eval(argv[0], argc > 1 ? &there : 0);
  printf("after eval\n");
  return 0;
}
static char *expand_it(const char *name, unsigned int argc, char **argv) {
  char *text = gmk_expand(argv[0]);
  printf("after expand\n");
  return text;
}
int p_gmk_setup(const gmk_floc *f) {
  gmk_add_function("eval-it", eval_it, 1, 2, 0);
  gmk_add_function("expand-it", expand_it, 1, 1, 1);
  return 1;
}
