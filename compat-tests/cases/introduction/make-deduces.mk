#: about cc -c is deduced, a prerequisite on the .c is added
#: $ at 1 main.c defs.h
#: $ make -n
objects = main.o
edit : $(objects)
	cc -o edit $(objects)
main.o : defs.h
