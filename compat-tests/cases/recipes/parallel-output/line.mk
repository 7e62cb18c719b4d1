#: $ make -j2 -Oline
all: a b
a:
	@sleep 0.05; echo a1
	@sleep 0.15; echo a2
b:
	@sleep 0.1; echo b1
	@sleep 0.2; echo b2
