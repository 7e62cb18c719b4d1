#: $ make
V = g
all: private V += p
all: b ; @echo '$@ $(V)'
b: V += b
b: ; @echo '$@ $(V)'
