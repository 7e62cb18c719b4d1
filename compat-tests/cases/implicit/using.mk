#: $ touch foo.c bar.p; make -n foo.o bar.o
foo.o: foo.p
foo.p: ;
