#: xfail the message names no program with GNU make
#: $ make
.ONESHELL:
SHELL =
all:
	@echo a
	echo b
