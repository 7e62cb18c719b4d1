#: $ make
a b: V = ab
a: V += only-a
a b: ; @echo '$@ $(V)'
all: a b
.DEFAULT_GOAL = all
