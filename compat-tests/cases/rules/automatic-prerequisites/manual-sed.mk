#: about the %.d rule of the manual
#: $ echo '#include "h.h"' > a.c; echo > h.h; make -n; cat a.d
#: filter s/\.[0-9]+$/.PID/
#: ignore *.o
sources = a.c
all: $(sources:.c=.o)
include $(sources:.c=.d)
%.d: %.c
	@set -e; rm -f $@; \
	 $(CC) -MM $(CPPFLAGS) $< > $@.tmp; \
	 sed 's,\($*\)\.o[ :]*,\1.o $@ : ,g' < $@.tmp > $@; \
	 rm -f $@.tmp
