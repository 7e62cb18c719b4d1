#: $ make
a:
	-@kill -9 $$$$
	@echo go on
