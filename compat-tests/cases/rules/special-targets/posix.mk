#: $ make
.POSIX:
$(info $(.SHELLFLAGS))
all:
	@false; echo not reached
	@echo not reached either
