#: $ at 1 defs.h; at 2 foo.c; make -n
#: $ at 5 foo.o; make foo.o
#: $ at 7 defs.h; make -n
foo.o : foo.c defs.h       # module for twiddling the frobs
	cc -c -g foo.c
