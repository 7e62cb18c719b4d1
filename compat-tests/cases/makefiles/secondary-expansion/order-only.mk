#: $ make
.SECONDEXPANSION:
T = | oo
all: a $$(T) ; @echo '$^ | $|'
a oo: ; @echo $@
