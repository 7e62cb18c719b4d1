#: about seed 624118: with -s it is said for each intermediate file that it is removed
#: $ make -s --debug=b | grep Removing
#: $ rm -f *.c; make --debug=b | grep -A1 Removing
all: x.c y.c z.c
%.b: %.a
	touch $@
%.c: %.b
	touch $@
x.a y.a z.a: ; touch $@
