#: $ make
	@echo x
all: ; @:
