#: $ make -f .; make -C Makefile
all: ; @:
