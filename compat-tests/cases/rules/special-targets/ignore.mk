#: $ make; make b
.IGNORE: a
a: ; false
	@echo after
b: ; false
	@echo after
