#: $ make
ifdef X
all: ; @:
