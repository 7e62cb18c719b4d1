#: $ make
all: ; @:
what is this
