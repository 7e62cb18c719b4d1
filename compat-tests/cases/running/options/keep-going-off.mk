#: $ make -k -S
all: a b
a: ; @false
b: ; @echo b
