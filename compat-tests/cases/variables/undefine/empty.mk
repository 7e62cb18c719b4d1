#: $ make
undefine
all:;@:
