#: makefile none
#: $ touch foo.c; make -n foo
#: $ make -n foo.o
