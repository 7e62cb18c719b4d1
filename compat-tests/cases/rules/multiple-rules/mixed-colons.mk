#: $ make
all: ; @:
all:: ; @:
