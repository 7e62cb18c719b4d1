#: $ make -j4
.NOTPARALLEL: all
all: a b c ; @echo $@
a: ; @sleep 0.1; echo $@
b: ; @sleep 0.05; echo $@
c: ; @echo $@
