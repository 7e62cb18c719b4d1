#: about each time a chain leads to a double-colon target that has a rule more
#: $ touch baz.c; make -r
#: $ touch baz.c; make -r -f once.mk
%.o: %.c t1
	
%.x: %.o baz.o
	
t0: baz.x
t1::
#: file once.mk
%.o: %.c t1
	
%.x: %.o
	
t0: baz.x
t1::
