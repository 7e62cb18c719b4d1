#: $ make -j2
all: a b
a: ; @sleep 0.1; echo a done
b: ; @false
