#: $ make
all:
	-exit 4
	-@exit 5
	@-exit 6
	@echo go on
