#: $ make -C nowhere
#: $ make
all: ; $(MAKE) -C nowhere
