#: $ touch foo.c; make -n 'lib.a(foo.o)'
.c.a:
	@echo special suffix rule $@ $% $<
