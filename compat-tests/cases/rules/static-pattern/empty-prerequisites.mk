#: $ make
a.x b.x: %.x: ; @echo '$@ $*'
all: a.x b.x
.DEFAULT_GOAL := all
