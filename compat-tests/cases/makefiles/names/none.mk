#: makefile none
#: $ make
#: $ make foo
#: $ touch foo; make foo
#: $ make -f missing.mk
