#: $ make; make gone; make -k a b
all: missing
a: gone1 ok
b: gone2
ok: ; @echo ok
