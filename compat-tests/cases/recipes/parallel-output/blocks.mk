#: $ make -j2 -Otarget
all: a b
a:
	@echo a1; sleep 0.2
	@echo a2
b:
	@echo b1; sleep 0.05
	@echo b2 >&2
