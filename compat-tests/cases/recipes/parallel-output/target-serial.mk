#: $ make -O
#: $ make -O -w
all: a b
a: ; echo a
b: ; @echo b; false
