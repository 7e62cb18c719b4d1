#: $ make
-include gen.mk
all: ; @echo all
gen.mk:
	@echo trying; false
