#: $ make; make b
$(info [$(.DEFAULT_GOAL)])
a: ; @echo $@
$(info [$(.DEFAULT_GOAL)])
b: ; @echo $@
.DEFAULT_GOAL :=
$(info [$(.DEFAULT_GOAL)])
c: ; @echo $@
$(info [$(.DEFAULT_GOAL)])
