#: $ make
all: a .WAIT b
a b: ; @echo $@
.WAIT: a b
