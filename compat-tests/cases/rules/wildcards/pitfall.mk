#: about no match: the pattern itself is the name
#: $ make
objects = *.o
foo : $(objects)
	cc -o foo $(CFLAGS) $(objects)
