#: $ make
.ONESHELL:
.SHELLFLAGS = -ec
all:
	@echo a
	false
	echo b
