#: about an intermediate file that another recipe made is removed; .NOTINTERMEDIATE for all keeps it
#: $ make
#: $ make KEEP=.NOTINTERMEDIATE:
a: b
	touch $<
b:
.INTERMEDIATE: b
$(KEEP)
