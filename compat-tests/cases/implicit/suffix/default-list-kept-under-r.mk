# -r from a makefile clears the default suffixes, unless a makefile has added to them.
#: $ touch qux.c
#: $ make
.SUFFIXES: .q
MAKEFLAGS += -r
all: qux.o
.c.o: z
	@echo $<
