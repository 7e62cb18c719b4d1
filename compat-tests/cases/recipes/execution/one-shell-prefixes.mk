#: about the first line's prefix characters hold; with sh, those of other lines are removed
#: $ make
#: $ make -n
.ONESHELL:
all:
	@echo one
	@echo two
	+-@echo three
