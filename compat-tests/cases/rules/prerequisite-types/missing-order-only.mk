#: $ make
all: | missing
	@echo never
