#: $ touch foo.c lib/foo.c 2>/dev/null; mkdir -p lib; touch lib/foo.c foo.c; make lib/foo.o foo.o
%.o: %.c ; @echo general $@ $*
lib/%.o: lib/%.c ; @echo lib $@ $*
