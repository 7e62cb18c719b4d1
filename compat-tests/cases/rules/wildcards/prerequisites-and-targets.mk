#: $ touch b.c a.c c.txt; make
all: *.c [ab].* ?.txt ; @echo '$^' '$+'
*.c: ; @echo never
