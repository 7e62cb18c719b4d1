#: about seed 628795: under -n a recipe of lines marked with + runs, so that a peer it does not make is
#: about missed
#: $ make -nB plus.c
#: $ make -nB mixed.d
#: $ make -qB plus.c
#: $ make -tB plus.c
%.c %.x: %.y
	+> $@
%.d %.z: %.y
	+> $@
	@echo not run
plus.y mixed.y:
