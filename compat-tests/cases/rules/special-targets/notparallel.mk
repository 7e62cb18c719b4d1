#: $ make -j4
.NOTPARALLEL:
all: a b c
a: ; @sleep 0.1; echo $@
b: ; @sleep 0.05; echo $@
c: ; @echo $@
