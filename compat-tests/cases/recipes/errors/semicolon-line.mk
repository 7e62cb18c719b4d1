#: $ make -k
all: a b c
a: ; exit 2
b: ; @: \
	; exit 3
c:
	@: \
	: \
	; exit 4
	@:
