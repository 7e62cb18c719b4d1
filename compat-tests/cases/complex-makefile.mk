#: $ touch a.c b.c; make -n all TAGS dist; make -n check realclean
SHELL = /bin/sh
srcdir = .
.SUFFIXES:
.SUFFIXES: .c .o
CC = cc -O
CDEBUG = -g
DEFS =
SRCS = a.c b.c
OBJS = $(SRCS:.c=.o)
AUX = README COPYING
version = $(shell sed -e '/x/q' Makefile | wc -l)
.PHONY: all TAGS dist check realclean
all: tar ;
tar: $(OBJS)
	$(CC) $(LDFLAGS) -o $@ $(OBJS)
.c.o:
	$(CC) $(CDEBUG) $(DEFS) -c $(srcdir)/$<
TAGS: $(SRCS)
	etags $(SRCS)
dist: $(SRCS) $(AUX)
	for file in $(SRCS) $(AUX); do \
		ln $$file .fname || cp $$file .fname; done
	tar chZf tar-$(version).tar.Z
README COPYING: ;
check: ; $(MAKE) --version >/dev/null
realclean: ; -rm -f *.o
