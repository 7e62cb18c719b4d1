#: $ make
.DEFAULT_GOAL = a b
a b: ; @echo $@
