#: about a command of nothing but backslashes and newlines
#: $ make
#: $ make -f empty.mk
#: $ make -f bash.mk
.ONESHELL:
all:
	\
	\
#: file empty.mk
.ONESHELL:
E =
all:
	$E
	$E
#: file bash.mk
.ONESHELL:
SHELL = /bin/bash
all:
	\
