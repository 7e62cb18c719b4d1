#: $ touch x1.o x2.o; make clean
clean:
	rm -f *.o
