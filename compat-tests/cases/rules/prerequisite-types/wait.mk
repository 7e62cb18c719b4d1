#: $ make -j4
#: $ make
all: a b .WAIT c d .WAIT ; @echo '$^'
a: ; @sleep 0.1; echo a
b: ; @echo b
c: ; @sleep 0.1; echo c
d: ; @echo d
#: sorted
