#: $ make
all: d/a.o
d/a.o: d/%.o: %.c | d ; @echo '$^ | $|'
a.c: ;
d: ; mkdir $@
