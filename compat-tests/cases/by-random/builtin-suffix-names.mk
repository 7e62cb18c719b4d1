#: about the built-in suffix rules are files of their names, with recipes
#: env CC=echo
#: env YACC=echo
#: $ make -n
#: $ make -nr
all: d.c x
d.c: .o
x: .c.o
