#: $ make
.SECONDEXPANSION:
all: a.o b.o
a_D = x
b_D = y z
a.o b.o: %.o: %.c $$($$*_D) ; @echo $@: $^
a.c b.c x y z: ; @echo $@
