#: $ make
.ONESHELL:
SHELL =
all:
	@echo a
	echo b
