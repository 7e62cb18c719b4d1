#: $ make
define X
a \
b
c \\
endef
$(info [$(X)])
all:;@:
