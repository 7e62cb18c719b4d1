#: about a rule with "%" among its targets is match-anything, whichever of them a name matches
#: $ make -r x
#: $ make -r a.x
%.o %:
	@echo $@

x: x.o

%.x %: y
	@echo $@
