#: $ make; make -k; make -i
all: a b c ; @echo all
a: ; @echo a
b: ; exit 3
c: ; @echo c
