#: $ make
$(info [$(strip a b  c )] [$(strip   )] [$(strip 	a	b )])
define X

 a

 b
endef
$(info [$(strip $(X))])
all:;@:
