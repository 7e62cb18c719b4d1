#: $ make
.SECONDEXPANSION:
all: V = tv
all: $$(V) ; @echo $@: $^
V = global
tv global: ; @echo $@
