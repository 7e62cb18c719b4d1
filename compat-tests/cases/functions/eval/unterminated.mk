#: $ make
$(eval ifdef X)
all:;@:
