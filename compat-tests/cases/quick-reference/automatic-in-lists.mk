#: about automatic variables have no value while the makefile is read
#: $ make
$(info [$@] [$<] [$(@D)] [$^])
all: $@x
	@echo '$@' '$^'
x: ;
