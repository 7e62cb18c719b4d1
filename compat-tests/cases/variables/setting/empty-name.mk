#: $ make
$(empty) = x
all:;@:
