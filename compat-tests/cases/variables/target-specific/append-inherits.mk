#: $ make
V = g
all: V += a
a: V += b
all: a ; @echo '$@ $(V)'
a: b ; @echo '$@ $(V)'
b: ; @echo '$@ $(V)'
