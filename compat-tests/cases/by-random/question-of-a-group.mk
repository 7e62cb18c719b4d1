#: about seed 677124: with -q each target of a group is asked, unless a command of the recipe ran
#: $ make -q --trace a b
#: $ make -q --trace c d
#: $ make -q -k --trace
#: $ make -q --trace x.p x.q
#: $ make -q --trace -j2 a b c d
all: a b c d y; echo
a b&:; for
c d&:
	+@echo run
	for
%.p %.q:; echo
y: y.q y.p
