#: about a file that a rule names without its % is not intermediate, wherever else the rule names it
#: $ make -r
a.3:
%.2:
	touch $@
%.3: %.2 a.2
	touch $@
