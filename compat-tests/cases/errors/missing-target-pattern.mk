#: $ make -f 1.mk; make -f 2.mk; make -f 3.mk; make -f 4.mk
all:;@:
#: file 1.mk
a b: : c
#: file 2.mk
a: %.x %.y: c
#: file 3.mk
: a
all: ; @echo empty target
#: file 4.mk
a: b: c: d
