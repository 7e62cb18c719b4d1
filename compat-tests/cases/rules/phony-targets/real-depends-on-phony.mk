#: $ make; make
t: ph ; @echo '$?' '$^'; touch $@
.PHONY: ph
ph: ; @echo ph
