#: xfail SHELL is expanded twice
#: $ make
.ONESHELL:
SHELL = $(info shell)/bin/sh
all:
	@echo a
	echo b
