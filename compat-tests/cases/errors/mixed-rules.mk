#: $ make -f 1.mk; make -f 2.mk
all:;@:
#: file 1.mk
all %.x: ; @echo $@
#: file 2.mk
%.x all: ; @echo $@
