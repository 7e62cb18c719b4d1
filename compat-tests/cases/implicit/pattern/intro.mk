#: $ touch foo.c lib.c; make foo.o sub/foo.o
%.o : %.c ; @echo recipe $@ $< $*
sub/%.o: lib.c ; @echo sub '$@' '$*'
