#: about makefiles are remade in order, for real but those that are goals, and without -n, -t, -q in MAKEFLAGS
#: $ make -n
#: $ make -n Makefile all
#: $ make -q inc.mk
#: $ make -n inc.mk
#: $ make all
Makefile: FORCE
	@echo Makefile '$(MAKEFLAGS)'
	+@echo sub $$MAKEFLAGS
FORCE:
all:; @echo all '$(MAKEFLAGS)'
-include inc.mk other.mk
inc.mk other.mk:; @echo $@ '$(MAKEFLAGS)'
