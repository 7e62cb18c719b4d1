#: $ touch a.c b.p; make
all: a.o b.o
a.o: %.o: %.c ; @echo static $@
%.o: %.p ; @echo implicit $@
