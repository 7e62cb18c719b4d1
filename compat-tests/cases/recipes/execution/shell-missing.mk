#: $ make
#: $ make -k
SHELL = /no/such/shell
all: one two
one: ; @echo x; echo y
two: ; @echo z
