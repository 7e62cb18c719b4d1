#: $ echo 'int a;' > a.c; echo 'int b;' > b.c; make; make; ar t lib.a; touch a.c; sleep 1.1; touch a.c; make
#: ignore *.a *.o
#: filter s/  +/ /g
ARFLAGS = -rvU
lib.a: lib.a(a.o b.o) ; @echo '$@: $^ ? $? % [$%]'
