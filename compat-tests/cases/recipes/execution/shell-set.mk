#: $ make
SHELL = /bin/bash
.SHELLFLAGS = -u -c
export SHELL
all:
	@echo $${BASH_VERSION:+bash} $$SHELL
	@echo $$UNSET_VARIABLE
