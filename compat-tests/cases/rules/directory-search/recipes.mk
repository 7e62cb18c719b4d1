#: $ mkdir src; touch src/foo.c src/hdr.h; make -n
VPATH = src
foo.o : foo.c hdr.h
	cc -c $(CFLAGS) $^ -o $@
