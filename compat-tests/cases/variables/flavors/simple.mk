#: $ make
x := foo
y := $(x) bar
x := later
z ::= $(x)
all: ; @echo '$(x) $(y) $(z) $(flavor x) $(flavor z)'
