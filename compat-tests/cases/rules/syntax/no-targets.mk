#: $ make
X =
$(X): foo
	@echo never
all: ; @echo all
