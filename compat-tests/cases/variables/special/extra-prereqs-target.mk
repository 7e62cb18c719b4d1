#: $ make
all: .EXTRA_PREREQS = x y
all: a ; @echo '$@: $^ $<'
a x y: ; @echo $@
