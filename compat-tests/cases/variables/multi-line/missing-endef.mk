#: $ make
define X
line
all: ; @:
