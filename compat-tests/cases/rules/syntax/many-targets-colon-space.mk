#: $ make
a b  c : d
	@echo $@: $<
d: ; @echo $@
all: a b c
.DEFAULT_GOAL := all
