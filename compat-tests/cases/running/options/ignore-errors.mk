#: $ make -i; echo $?
all: a b ; @exit 2
a: ; @false
	@echo go on
b: ; @echo b
