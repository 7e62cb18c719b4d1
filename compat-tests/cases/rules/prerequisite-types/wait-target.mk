#: about .WAIT with a rule
#: $ make
all: a .WAIT b ; @echo '$^'
a b: ; @echo $@
.WAIT: ; @echo wait $@
