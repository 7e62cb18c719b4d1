#: about an endef after a tab does not end the definition
#: $ make
define X
a
	endef
b
endef
$(info [$(X)])
all:;@:
