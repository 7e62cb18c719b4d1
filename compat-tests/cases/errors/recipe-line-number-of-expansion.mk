#: $ make
all:
	@echo one

	@echo $(subst a
