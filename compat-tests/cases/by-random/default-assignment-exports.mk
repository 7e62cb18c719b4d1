#: about the export of a target's ?= holds for the variable that was there
#: $ make
V = outer
t: export V ?= inner
t: u ; @echo t $$V
u: ; @echo u $$V
