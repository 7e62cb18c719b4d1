#: $ touch bar.o; make -n 'foo.a(bar.o)'; make 'foo.a(bar.o)' -s; make 'foo.a(bar.o)' -n
#: ignore *.a
ARFLAGS = -rvU
all:
