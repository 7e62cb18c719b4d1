#: $ make
CFLAGS = base
prog : CFLAGS = -g
prog : prog.o ; @echo $@ $(CFLAGS)
prog.o : ; @echo $@ $(CFLAGS)
other : ; @echo $@ $(CFLAGS)
all : other prog
.DEFAULT_GOAL := all
