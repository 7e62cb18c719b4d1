#: $ make a.gen
%.gen: ; @echo made $@ stem $*
