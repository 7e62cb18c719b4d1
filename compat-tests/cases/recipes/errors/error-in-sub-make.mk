#: $ make
#: $ make -k
all: a b
a: ; $(MAKE) -f sub.mk
b: ; @echo b
#: file sub.mk
all: ; @exit 7
