#: $ make --shuffle=reverse; make --shuffle=7
all: a b
a: ; @echo a; false
b: ; @echo b; false
#: filter s/\[Makefile:[0-9]+: [ab]\]/[x]/
#: filter /^[ab]$/d
